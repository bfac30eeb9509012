"""Methods of the program's classes that the library calls, and what it gives to them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrator.facts.text.cells import BYTES, TEXT

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder

_MARKUP = dict.fromkeys(
    """
    handle_data handle_entityref handle_charref handle_comment handle_decl handle_pi handle_endtag
    handle_starttag handle_startendtag unknown_decl unknown_starttag unknown_endtag unknown_charref
    unknown_entityref convert_charref convert_entityref
    """.split(),
    TEXT,
)
_SAX = dict.fromkeys(
    "characters ignorableWhitespace startElement endElement skippedEntity".split(), TEXT
)
# Source: the documents of 2.7 and 3.12 about each class.
_CALLED = {
    "HTMLParser.HTMLParser": _MARKUP,
    "html.parser.HTMLParser": _MARKUP,
    "htmllib.HTMLParser": _MARKUP,
    "sgmllib.SGMLParser": _MARKUP,
    "xml.sax.ContentHandler": _SAX,
    "xml.sax.handler.ContentHandler": _SAX,
    "xml.sax.saxutils.XMLGenerator": _SAX,
    "xml.sax.saxutils.XMLFilterBase": _SAX,
    "asynchat.async_chat": {"collect_incoming_data": BYTES},
}
_MODULES = frozenset(name.partition(".")[0] for name in _CALLED)


def put_in(builder: Builder) -> None:
    """Fix the first argument of the methods, also of those of the other bases of such a class."""
    facts = builder.facts
    if _MODULES.isdisjoint(facts.walk.top_modules):
        return
    for class_ in facts.walk.of(ast.ClassDef):
        ancestry = facts.types.ancestry(class_)
        for name in ancestry:
            called = _CALLED.get(name, {}) if isinstance(name, str) else {}
            for own in ancestry if called else ():
                if isinstance(own, ast.ClassDef):
                    _fix(builder, own, called)


def _fix(builder: Builder, class_: ast.ClassDef, called: dict[str, str]) -> None:
    for statement in class_.body:
        if isinstance(statement, ast.FunctionDef) and statement.name in called:
            for given in statement.args.args[1:2]:
                builder.graph.fix(builder.cell(given), called[statement.name])
