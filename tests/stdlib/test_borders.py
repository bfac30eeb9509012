"""The borders of text and bytes are what the interpreters show."""

from __future__ import annotations

import json

import pytest

from migrator.facts.text import borders
from migrator.facts.text.shapes import Shape, shape
from migrator.stdlib import border_generate
from migrator.stdlib.generate import DATA, find_interpreter

BYTES, TEXT, SAME = Shape("string", "bytes"), Shape("string", "text"), Shape("string", "same")


def test_the_data_is_what_the_interpreters_say() -> None:
    pythons = [find_interpreter(version) for version in ("2.7", "3.12")]
    if None in pythons:
        pytest.skip("needs Python 2.7 and 3.12")
    found = border_generate.samples()
    old, new = (border_generate.ask(python, found) for python in pythons if python)
    kept = json.loads((DATA / "borders.json").read_text("utf-8"))
    assert border_generate.derive(found, old, new) == kept


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        (".", Shape()),
        ("bytes", BYTES),
        ("[bytes]", Shape("list", parts=(BYTES,))),
        ("(.,(text,same))", Shape("tuple", parts=(Shape(), Shape("tuple", parts=(TEXT, SAME))))),
        ("{text:[bytes]}", Shape("dict", parts=(TEXT, Shape("list", parts=(BYTES,))))),
        ("<bytes>", Shape("file", parts=(BYTES,))),
        ("@socket.socket", Shape("object", name="socket.socket")),
        ("[same@re.match]", Shape("list", parts=(Shape("object", "same", name="re.match"),))),
    ],
)
def test_shapes(text: str, spelled: Shape) -> None:
    assert shape(text) == spelled


def test_what_is_no_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="no shape"):
        shape("text]")


@pytest.mark.parametrize(
    ("name", "place", "taken", "given"),
    [
        ("zlib.compress", 0, BYTES, BYTES),
        ("hashlib.md5.update", 0, BYTES, Shape()),
        ("struct.pack", 7, BYTES, BYTES),
        ("getattr", 1, TEXT, Shape()),
        ("os.path.join", 3, SAME, SAME),
        ("str.partition", "self", SAME, Shape("tuple", parts=(SAME,) * 3)),
        ("base64.b64decode", 0, Shape("string", "any"), BYTES),
    ],
)
def test_what_is_taken_and_given(
    name: str, place: borders.Place, taken: Shape, given: Shape
) -> None:
    found = borders.border(name)
    assert found is not None
    assert (found.argument(place), found.gives) == (taken, given)


def test_a_wrong_colour_that_raises_nothing_is_soft() -> None:
    written, checked = borders.border("csv.writer.writerow"), borders.border("zlib.crc32")
    assert written and checked
    assert (written.soft, checked.soft) == ({0}, set())


def test_values_and_methods() -> None:
    assert borders.value("string.letters") == TEXT
    assert borders.value("codecs.BOM_UTF8") == BYTES
    assert borders.value("zlib.compress") is None
    assert {one.gives for one in borders.methods("recv")} == {BYTES}
    assert borders.methods("no_such_method") == ()


@pytest.mark.parametrize(
    ("pattern", "packed"),
    [
        (">4sI", (BYTES, Shape())),
        ("2cx3H", (BYTES, BYTES, Shape(), Shape(), Shape())),
        ("no format", None),
    ],
)
def test_struct_formats(pattern: str, packed: object) -> None:
    assert borders.packed(pattern) == packed
