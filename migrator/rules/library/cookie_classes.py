"""LIB037: classes that `cookielib` works with, by names that it asks for today."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.classes.bodies import method_class, stores
from migrator.rules.iteration.next_methods import alias

# What 2.7's cookielib called on a request, and the attribute that is read today.
_OF_REQUESTS = {
    "get_host": "host",
    "get_origin_req_host": "origin_req_host",
    "get_type": "type",
    "is_unverifiable": "unverifiable",
}
_TELLING = ("get_origin_req_host", "is_unverifiable")  # nothing else has these
_OF_HEADERS, _ALL = "getheaders", "get_all"
_MODULES = ("cookielib", "http.cookiejar")
_REASON = "http.cookiejar asks for it under this name"


class CookieClasses(Rule):
    """A class with a method is_unverifiable gets the attribute unverifiable, too.

    A cookie jar works with any object that has the methods it calls. Of a request it called
    `get_type()`, `get_host()`, `is_unverifiable()` and `get_origin_req_host()`, and reads `type`,
    `host`, `unverifiable` and `origin_req_host` today; of a response's headers it called
    `getheaders(name)`, and calls `get_all(name, [])`. Classes that have the methods, and derive
    from none of the library, get the other names in a module that imports cookielib.
    """

    code = "LIB037"
    name = "cookie-classes"
    words = frozenset({_OF_HEADERS, *_OF_REQUESTS})
    examples = (
        (
            "import cookielib, email\n\n\nclass Request(object):\n    def __init__(self, url):\n"
            "        self.url = url\n        self.sent = {}\n\n    def get_full_url(self):\n"
            "        return self.url\n\n    def get_host(self):\n        return 'a.org'\n\n"
            "    def get_type(self):\n        return 'http'\n\n"
            "    def is_unverifiable(self):\n        return False\n\n"
            "    def get_origin_req_host(self):\n        return 'a.org'\n\n"
            "    def has_header(self, name):\n        return False\n\n"
            "    def add_unredirected_header(self, name, value):\n        self.sent[name] = value\n\n\n"
            "class Headers(object):\n    def getheaders(self, name):\n"
            "        return ['a=1; path=/'] if name == 'Set-Cookie' else []\n\n\n"
            "class Response(object):\n    def info(self):\n        return Headers()\n\n\n"
            "jar = cookielib.CookieJar()\nrequest = Request('http://a.org/')\n"
            "jar.extract_cookies(Response(), request)\njar.add_cookie_header(request)\n"
            "print request.sent\n",
            "import http.cookiejar, email\n\n\nclass Request(object):\n    def __init__(self, url):\n"
            "        self.url = url\n        self.sent = {}\n\n    def get_full_url(self):\n"
            "        return self.url\n\n    def get_host(self):\n        return 'a.org'\n\n"
            "    host = property(get_host)\n\n"
            "    def get_type(self):\n        return 'http'\n\n    type = property(get_type)\n\n"
            "    def is_unverifiable(self):\n        return False\n\n"
            "    unverifiable = property(is_unverifiable)\n\n"
            "    def get_origin_req_host(self):\n        return 'a.org'\n\n"
            "    origin_req_host = property(get_origin_req_host)\n\n"
            "    def has_header(self, name):\n        return False\n\n"
            "    def add_unredirected_header(self, name, value):\n        self.sent[name] = value\n\n\n"
            "class Headers(object):\n    def getheaders(self, name):\n"
            "        return ['a=1; path=/'] if name == 'Set-Cookie' else []\n\n"
            "    def get_all(self, name, default=None):\n"
            "        return self.getheaders(name) or default\n\n\n"
            "class Response(object):\n    def info(self):\n        return Headers()\n\n\n"
            "jar = http.cookiejar.CookieJar()\nrequest = Request('http://a.org/')\n"
            "jar.extract_cookies(Response(), request)\njar.add_cookie_header(request)\n"
            "print(request.sent)\n",
        ),
    )
    leave_alone = (
        "class Request(object):\n    def is_unverifiable(self):\n        return False\n",
        "class Address(object):\n    def get_host(self):\n        return 'a'\n\n    def get_type(self):\n"
        "        return 1\n\n    def getheaders(self, name):\n        return []\n",
        "import http.cookiejar\n\n\nclass Request(object):\n    unverifiable = False\n\n    def is_unverifiable(self):\n"
        "        return self.unverifiable\n",
        "import http.cookiejar\n\n\nclass Request(object):\n    def __init__(self):\n        self.unverifiable = True\n\n"
        "    def is_unverifiable(self):\n        return self.unverifiable\n",
        "import http.cookiejar\nfrom urllib.request import Request\n\n\nclass Hidden(Request):\n    def is_unverifiable(self):\n"
        "        return True\n",
    )

    @cached_property
    def places(self) -> dict[ast.FunctionDef, str]:
        """The methods that get another name, and that name."""
        found: dict[ast.FunctionDef, str] = {}
        if not self._works_with_cookies:
            return found
        for function in self.module.facts.walk.of(ast.FunctionDef):
            name = _OF_REQUESTS.get(function.name, _ALL if function.name == _OF_HEADERS else "")
            class_ = method_class(self.module, function) if name else None
            if (
                class_ is not None
                and self._is_asked(class_, function)
                and self._lacks(class_, name)
            ):
                found[function] = name
        return found

    def _is_asked(self, class_: ast.ClassDef, function: ast.FunctionDef) -> bool:
        """Whether a cookie jar may be given an instance."""
        if function.name == _OF_HEADERS:
            return len(function.args.args) == 2
        return any(stores(self.module, class_, name) for name in _TELLING)

    @property
    def _works_with_cookies(self) -> bool:
        nodes = self.module.facts.walk.parents
        named = {node.name for node in nodes if isinstance(node, ast.alias)}
        named |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
        return not named.isdisjoint(_MODULES)

    def _lacks(self, class_: ast.ClassDef, name: str) -> bool:
        """Whether a class has no attribute of that name, as far as it is seen, nor its instances."""
        facts = self.module.facts
        return facts.types.defines(class_, name) is False and not facts.walk.stored(name)

    def sites(self) -> Iterator[int]:
        yield from map(self.module.offset_of, self.places)

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.FlattenSentinel:
        function = self.module.at(original_node)
        if function not in self.places:
            return updated_node
        name = self.places[function]
        self.module.decide(self, original_node, name, Level.ASSUMED, _REASON)
        if name != _ALL:
            added = alias(name, f"property({function.name})")
            return cst.FlattenSentinel([updated_node, added])
        own, header = (one.arg for one in function.args.args)
        text = f"def {_ALL}({own}, {header}, default=None):\n"
        text += f"    return {own}.{_OF_HEADERS}({header}) or default\n"
        method = cst.ensure_type(cst.parse_statement(text), cst.FunctionDef)
        return cst.FlattenSentinel(
            [updated_node, method.with_changes(leading_lines=[cst.EmptyLine(indent=False)])]
        )
