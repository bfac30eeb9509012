"""The definition of sgmllib's parser that a program gets does what 2.7's did, with any markup."""

from __future__ import annotations

import pytest

from .oracle import agree, fixed

# Each document is made of these, by numbers that are the same under any Python.
READER = r"""
{imports}
PIECES = ['<', '>', '</', '<!--', '-->', '<?', '<!', '<!DOCTYPE html>', '<![CDATA[', ']]>', '&',
    '&amp;', '&lt', '&#65;', '&#300;', '&#x41;', '&foo;', 'a', 'b', 'br', '<a ', '<b>', '<br>',
    '<pre>', '</pre>', '</a>', '</b>', '</u>', '</x>', '<x ', 'href=', "'", '"', ' ', '=', 'y/',
    '<a/', '1', '<>', '</>', '-', '<plain>', '&#;', ';', '<![if x]>', '<!ELEMENT x>', '[', ']',
    '<p class=k id="q&lt;w" nohref>', '<B>']

class Log({parser}):
    def start_a(self, attrs):
        print 'a', sorted(attrs), self.get_starttag_text()
    def end_a(self):
        print '/a', self.stack
    def do_br(self, attrs):
        print 'br', len(attrs)
    def start_pre(self, attrs):
        self.setliteral()
    def start_plain(self, attrs):
        self.setnomoretags()
    def end_u(self):
        print '/u'
    def handle_data(self, data):
        print 'data', repr(data)
    def unknown_starttag(self, tag, attrs):
        print 'unknown', tag, attrs
    def unknown_endtag(self, tag):
        print 'unknown /', tag
    def unknown_charref(self, ref):
        print 'number', ref
    def unknown_entityref(self, ref):
        print 'entity', ref
    def handle_comment(self, data):
        print 'comment', repr(data)
    def handle_decl(self, data):
        print 'declared', repr(data)
    def handle_pi(self, data):
        print 'instruction', repr(data)
    def unknown_decl(self, data):
        print 'unknown declaration', repr(data)

number = 7
for length in range(1, 400):
    reader = Log(1)
    try:
        for place in range(length % 25):
            number = (number * 1103515245 + 12345) % 2147483648
            reader.feed(PIECES[(number >> 12) % len(PIECES)])
        reader.close()
    except {error}, error:
        print 'wrong:', error
    print reader.stack, reader.lasttag, repr(reader.rawdata)
"""
IMPORTS = [
    ("import sgmllib", "sgmllib.SGMLParser", "sgmllib.SGMLParseError"),
    ("from sgmllib import SGMLParser as Base, SGMLParseError", "Base", "SGMLParseError"),
    (
        "import re, sgmllib\nsgmllib.tagfind = re.compile('[a-zA-Z]')\n"
        "sgmllib.charref = re.compile('&#(x[0-9]+)[^0-9]')",
        "sgmllib.SGMLParser",
        "sgmllib.SGMLParseError",
    ),
    (
        "import re, sgmllib\n"
        "class Found:\n    def __init__(self, found): self.found = found\n"
        "    def start(self, group): return self.found.start(group)\n"
        "class Bracket:\n    def search(self, text, start=0):\n"
        "        found = re.compile('[<>]').search(text, start)\n"
        "        return found and Found(found)\n"
        "sgmllib.endbracket = Bracket()",
        "sgmllib.SGMLParser",
        "sgmllib.SGMLParseError",
    ),
]


@pytest.mark.parametrize(("imports", "parser", "error"), IMPORTS)
def test_any_markup_is_read_alike(imports: str, parser: str, error: str) -> None:
    agree([READER.format(imports=imports, parser=parser, error=error)])


def test_an_expression_that_a_function_replaces_is_left_to_a_person() -> None:
    """The assignment would make a variable of the function."""
    text = "import sgmllib\n\n\ndef patch(new):\n    sgmllib.tagfind = new\n"
    assert "    sgmllib.tagfind = new\n" in fixed(text)


def test_only_what_is_used_is_defined() -> None:
    after = fixed("import sgmllib\ntry:\n    print 1\nexcept sgmllib.SGMLParseError:\n    pass\n")
    assert "class SGMLParseError(RuntimeError):" in after and "SGMLParser(" not in after


def test_what_a_definition_needs_is_imported_before_it() -> None:
    """A module may import `re` itself, further down than where definitions go."""
    text = (
        "NAME = 'x'\n\nimport re\nimport sgmllib\n\n\n"
        "class Log(sgmllib.SGMLParser):\n    pass\n\n\nprint Log().rawdata == '', re.escape('a')\n"
    )
    agree([text])
