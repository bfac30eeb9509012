"""LIB035: what is asked of the headers of web messages."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports.planner import is_at
from migrator.rules.syntax import building

_METHODS = {
    "getheader": "get",
    "getheaders": "get_all",
    "getmaintype": "get_content_maintype",
    "getparam": "get_param",
    "getsubtype": "get_content_subtype",
    "gettype": "get_content_type",
}
# What has such headers, under the names of both Pythons.
_MODULES = frozenset(
    "BaseHTTPServer CGIHTTPServer DocXMLRPCServer SimpleHTTPServer SimpleXMLRPCServer cookielib"
    " http http.client http.cookiejar http.server httplib urllib urllib.request urllib2 xmlrpc.server".split()
)
# Modules with messages of their own, which keep these methods.
_OTHERS = frozenset({"mimetools", "rfc822"})
_REASON = "taken for the headers of a web message, which are an email.message.Message today"


class Headers(Rule):
    """response.info().getheader('Date') becomes response.info().get('Date').

    The headers of a request or response were a `mimetools.Message`, and are an
    `email.message.Message`: `headers.getheader(name)` is `get(name)`, `getheaders(name)` is
    `get_all(name, [])`, `gettype()` is `get_content_type()`. Only what is called on `.info()`,
    `.headers`, `.msg` or a variable that is bound to such is rewritten, in modules that import one
    that makes such headers.
    """

    code = "LIB035"
    name = "web-headers"
    words = frozenset(_METHODS)
    examples = (
        (
            "import urllib2\n\n\ndef kind(response):\n    return response.info().gettype()\n\n\nprint kind.__name__\n",
            "import urllib.request\n\n\ndef kind(response):\n    return response.info().get_content_type()\n\n\n"
            "print(kind.__name__)\n",
        ),
        (
            "import httplib\n\n\ndef cookies(response):\n    headers = response.msg\n"
            "    return headers.getheaders('Set-Cookie'), headers.getheader('Date', '')\n\n\nprint cookies.__name__\n",
            "import http.client\n\n\ndef cookies(response):\n    headers = response.msg\n"
            "    return headers.get_all('Set-Cookie', []), headers.get('Date', '')\n\n\nprint(cookies.__name__)\n",
        ),
        (
            "import urllib\n\n\ndef size(url):\n    path, headers = urllib.urlretrieve(url)\n"
            "    return headers.getheader('Content-Length')\n\n\nprint size.__name__\n",
            "import urllib.request\n\n\ndef size(url):\n    path, headers = urllib.request.urlretrieve(url)\n"
            "    return headers.get('Content-Length')\n\n\nprint(size.__name__)\n",
        ),
    )
    leave_alone = (
        "import http.client\n\n\ndef kind(response):\n    return response.getheader('Date')\n",
        "class Page(object):\n    def gettype(self):\n        return self.headers.gettype()\n",
        "import http.client\n\n\ndef kind(page):\n    return page.gettype()\n",
    )

    @cached_property
    def places(self) -> frozenset[int]:
        parents = self.module.facts.walk.parents
        named = {node.name for node in parents if isinstance(node, ast.alias)}
        named |= {node.module or "" for node in parents if isinstance(node, ast.ImportFrom)}
        if _MODULES.isdisjoint(named) or not _OTHERS.isdisjoint(named):
            return frozenset()
        return frozenset(
            self.module.offset_of(node)
            for node in parents
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _METHODS
            and self._are_headers(node.func.value)
        )

    def _are_headers(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Call):
            return isinstance(node.func, ast.Attribute) and node.func.attr == "info"
        if isinstance(node, ast.Attribute):
            return node.attr in ("headers", "msg", "hdrs")
        if not isinstance(node, ast.Name):
            return False
        definitions = self.module.facts.scopes.resolve(node).definitions
        return bool(definitions) and all(
            (isinstance(one.value, (ast.Call, ast.Attribute)) and self._are_headers(one.value))
            or self._comes_with_file(one.node)
            for one in definitions
        )

    def _comes_with_file(self, target: ast.AST) -> bool:
        """Whether a variable takes the second of what `urllib.urlretrieve` gives."""
        parents = self.module.facts.walk.parents
        pair = parents.get(target)
        if not isinstance(pair, ast.Tuple) or pair.elts[1:] != [target]:
            return False
        value = getattr(parents[pair], "value", None)
        return isinstance(value, ast.Call) and (
            self.module.facts.scopes.imported(value.func) == "urllib.urlretrieve"
        )

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not is_at(self.module, original_node, self.places):
            return updated_node
        function = updated_node.func
        if not isinstance(function, cst.Attribute) or function.attr.value not in _METHODS:
            return updated_node
        new = _METHODS[function.attr.value]
        self.module.decide(self, original_node, new, Level.ASSUMED, _REASON)
        args = updated_node.args
        if new == "get_all" and len(args) == 1:
            args = building.parted([*args, building.argument(cst.List([]))])
        return updated_node.with_changes(func=function.with_changes(attr=cst.Name(new)), args=args)
