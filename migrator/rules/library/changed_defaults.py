"""LIB062: what is left out of calls means something else today."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.classes import bodies
from migrator.rules.imports.planner import is_at
from migrator.rules.library.filling import with_modules
from migrator.rules.syntax import building
from migrator.stdlib.defaults import CLASSES, DEFAULTS, METHODS, Default

_REASON = "what 2.7 did where nothing is said"
_PICKLING = frozenset({"pickle.dumps", "cPickle.dumps"})
_UNPICKLING = frozenset({"pickle.loads", "cPickle.loads"})


class ChangedDefaults(Rule):
    """ConfigParser() becomes ConfigParser(strict=False, inline_comment_prefixes=(';',)).

    Some arguments that are left out mean something else today: configuration files may have
    comments after values and a section twice, HTMLParser tells of entities, json puts a space after
    each comma of indented text, hmac uses md5, one of the commands of argparse must be given, pickles
    are text that each Python 2 reads, and the strings in them may be of any bytes. What 2.7 did is
    said in words; a class that derives from such a class, and has no `__init__`, gets one that does,
    and that drops an argument which the module gives to some Python 3 and which is gone since. One
    with an `__init__` that leaves out that of its base sets the attributes which the base's methods
    ask for today.
    """

    code = "LIB062"
    name = "changed-defaults"
    words = frozenset({"import"})
    examples = (
        (
            "import json\n\nprint json.dumps([1, 2], indent=1)\n",
            "import json\n\nprint(json.dumps([1, 2], indent=1, separators=(', ', ': ')))\n",
        ),
        (
            "import ConfigParser\n\nprint ConfigParser.RawConfigParser({'a': '1'}).defaults()['a']\n",
            "import configparser\n\nprint(configparser.RawConfigParser({'a': '1'}, strict=False, "
            "inline_comment_prefixes=(';',)).defaults()['a'])\n",
        ),
        (
            "import argparse\n\nparser = argparse.ArgumentParser()\n"
            "commands = parser.add_subparsers(dest='command')\ncommands.add_parser('run')\n"
            "print parser.parse_args(['run']).command\n",
            "import argparse\n\nparser = argparse.ArgumentParser()\n"
            "commands = parser.add_subparsers(dest='command', required=True)\ncommands.add_parser('run')\n"
            "print(parser.parse_args(['run']).command)\n",
        ),
        (
            "import pickle\n\ns = pickle.dumps([1, 2])\nprint s\nprint len(pickle.loads('U\\x03a\\xe9b.'))\n",
            "import pickle\n\ns = pickle.dumps([1, 2], protocol=0)\nprint(s.decode('latin-1'))\n"
            "print(len(pickle.loads(b'U\\x03a\\xe9b.', encoding='latin-1')))\n",
        ),
        (
            "from HTMLParser import HTMLParser\n\n\nclass Names(HTMLParser):\n"
            "    def handle_entityref(self, name):\n        print name\n\n\nNames().feed('a &amp; b')\n",
            "from html.parser import HTMLParser\n\n\nclass Names(HTMLParser):\n"
            "    def handle_entityref(self, name):\n        print(name)\n\n"
            "    def __init__(self, *args, **kwargs):\n"
            "        super().__init__(*args, convert_charrefs=False, **kwargs)\n\n\n"
            "Names().feed('a &amp; b')\n",
        ),
        (
            "from HTMLParser import HTMLParser\n\n\nclass Text(HTMLParser):\n"
            "    def __init__(self):\n        self.reset()\n        self.parts = []\n\n"
            "    def handle_data(self, data):\n        self.parts.append(data)\n\n\n"
            "text = Text()\ntext.feed('<b>a</b> &amp; b')\nprint ''.join(text.parts)\n",
            "from html.parser import HTMLParser\n\n\nclass Text(HTMLParser):\n"
            "    def __init__(self):\n        self.convert_charrefs = False\n"
            "        self.reset()\n        self.parts = []\n\n"
            "    def handle_data(self, data):\n        self.parts.append(data)\n\n\n"
            "text = Text()\ntext.feed('<b>a</b> &amp; b')\nprint(''.join(text.parts))\n",
        ),
        (
            "import xmlrpclib\n\n\nclass Local(xmlrpclib.Transport):\n    _use_datetime = 0\n\n"
            "    def __init__(self, path):\n        self.path = path\n\n\nprint len(Local('/').getparser())\n",
            "import xmlrpc.client\n\n\nclass Local(xmlrpc.client.Transport):\n    _use_datetime = 0\n\n"
            "    def __init__(self, path):\n        self._use_builtin_types = False\n"
            "        self._headers = ()\n        self.path = path\n\n\nprint(len(Local('/').getparser()))\n",
        ),
    )
    leave_alone = (
        "import xmlrpc.client\n\n\nclass Local(xmlrpc.client.Transport):\n    def __init__(self):\n"
        "        xmlrpc.client.Transport.__init__(self)\n\n\nprint(Local().getparser() is None)\n",
        "from html.parser import HTMLParser\n\n\nclass Text(HTMLParser):\n"
        "    def __init__(self):\n        super().__init__()\n\n\nprint(Text().rawdata)\n",
        "import json\n\nprint(json.dumps([1, 2]))\n",
        "import json\n\n\nclass Encoder(json.JSONEncoder):\n    def default(self, o):\n        return str(o)\n\n\n"
        "print(json.dumps([1], cls=Encoder))\n",
        "import pickle\n\nprint(pickle.loads(pickle.dumps([1, 2])))\n",
        "import email\n\n\nclass Event(object):\n    def as_string(self):\n        return email.__name__\n\n\n"
        "print(Event().as_string())\n",
        "import pickle\n\nprint(len(pickle.dumps([1], 2)), pickle.loads(b'I1\\n.', encoding='bytes'))\n",
        "import argparse\n\nparser = argparse.ArgumentParser()\n"
        "parser.add_subparsers(required=False)\nprint(parser.parse_args([]))\n",
        "import json\n\nprint(json.dumps([1, 2], indent=1, separators=(',', ':')))\n",
        "import configparser\n\nprint(configparser.ConfigParser().sections())\n",
        "class json(object):\n    dumps = dict\n\n\nprint(json.dumps(indent=2))\n",
    )

    @cached_property
    def places(self) -> dict[int, tuple[Default, tuple[tuple[str, str], ...]]]:
        """What to give to the calls, and to the classes' bases, by carrier offsets."""
        facts = self.module.facts
        found: dict[int, tuple[Default, tuple[tuple[str, str], ...]]] = {}
        for node in facts.walk.of(ast.Call):
            dotted = self._old_name(node.func)
            if dotted is not None and not self._is_copy(node, dotted):
                default = DEFAULTS[dotted.removesuffix(".__init__")]
                if given := _missing(node, default, dotted.endswith(".__init__")):
                    found[self.module.offset_of(node)] = (default, given)
        for node in facts.walk.of(ast.FunctionDef):
            if left_out := self._left_out(node):
                found[self.module.offset_of(node)] = (left_out, left_out.attributes)
        for node in facts.walk.of(ast.ClassDef):
            if not _has_init(node):
                for name in CLASSES.intersection(map(self._old_name, node.bases)):
                    if given := _kept(DEFAULTS[name]):
                        found[self.module.offset_of(node)] = (DEFAULTS[name], given)
        return found

    def _is_copy(self, node: ast.Call, dotted: str) -> bool:
        """Whether what is pickled is unpickled on the spot: how does not matter."""
        around = self.module.facts.walk.parents[node]
        if dotted in _UNPICKLING:
            return bool(node.args) and self._calls(node.args[0], _PICKLING)
        return dotted in _PICKLING and self._calls(around, _UNPICKLING)

    def _calls(self, node: ast.AST, names: frozenset[str]) -> bool:
        return isinstance(node, ast.Call) and self._old_name(node.func) in names

    def _old_name(self, node: ast.expr) -> str | None:
        """The name in 2.7 of what has other defaults today, also where a ladder imports it."""
        names = self.module.facts.scopes.imports(node)
        if isinstance(node, ast.Attribute) and node.attr in METHODS and not names:
            old = METHODS[node.attr]
            package = old.partition(".")[0]
            is_old = self.module.dialect.version == "2" and package in self.module.words
            is_its = package == "argparse" or self._is_made_by(node.value, package)
            return old if is_old and is_its else None
        return next((one for one in names if one.removesuffix(".__init__") in DEFAULTS), None)

    def _is_made_by(self, node: ast.expr, package: str) -> bool:
        """Whether an object is seen to come from a call of a package."""
        scopes = self.module.facts.scopes
        if isinstance(node, ast.Name):
            values = [one.value for one in scopes.resolve(node).definitions]
            calls = [value for value in values if isinstance(value, ast.Call)]
            return (
                bool(values)
                and len(calls) == len(values)
                and all(self._is_made_by(call, package) for call in calls)
            )
        dotted = scopes.imported(node.func) if isinstance(node, ast.Call) else None
        return (dotted or "").startswith(f"{package}.")

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not is_at(self.module, original_node, self.places):
            return updated_node
        default, given = self.places[self.module.anchor(original_node)]
        call = self.module.at(original_node)
        dotted = self._old_name(call.func) if isinstance(call, ast.Call) else None
        if (dotted or "").removesuffix(".__init__") != default.old:
            return updated_node
        written = self._decide(original_node, default, given)
        added = [building.argument(cst.parse_expression(value), name) for name, value in written]
        return updated_node.with_changes(args=building.parted([*updated_node.args, *added]))

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef:
        if not isinstance(self.module.at(original_node), ast.ClassDef):
            return updated_node
        offset = self.module.anchors.get(id(original_node), -1)
        if offset not in self.places or not isinstance(updated_node.body, cst.IndentedBlock):
            return updated_node
        default, given = self.places[offset]
        written = self._decide(original_node, default, given)
        dropped = [f"{name}=None, " for name in default.passing if name in self._strings]
        text = f"def __init__(self, *args, {''.join(dropped)}**kwargs):\n"
        text += f"    super().__init__(*args, {_text(written)}, **kwargs)\n"
        method = cst.ensure_type(cst.parse_statement(text), cst.FunctionDef)
        method = method.with_changes(leading_lines=[cst.EmptyLine(indent=False)])
        body = updated_node.body
        return updated_node.with_changes(body=body.with_changes(body=[*body.body, method]))

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        """An `__init__` that leaves out that of its base."""
        method = self.module.at(original_node)
        default = self._left_out(method)
        if default is None:
            return updated_node
        self._decide(original_node, default, default.attributes)
        own = cst.Name(method.args.args[0].arg)
        body = updated_node.body
        for name, value in reversed(default.attributes):
            target = cst.AssignTarget(cst.Attribute(own, cst.Name(name)))
            body = building.first_in(body, cst.Assign([target], cst.parse_expression(value)))
        return updated_node.with_changes(body=body)

    def _left_out(self, method: ast.AST | None) -> Default | None:
        """Of what class a method is the `__init__` that does not call the class's own."""
        if not isinstance(method, ast.FunctionDef) or method.name != "__init__":
            return None
        class_ = bodies.method_class(self.module, method)
        if class_ is None or not method.args.args:
            return None
        names = {getattr(node, "attr", None) for node in bodies.own(method)}
        if "__init__" in names:
            return None
        for base in CLASSES.intersection(map(self._old_name, class_.bases)):
            asked = {name for name, _ in DEFAULTS[base].attributes}
            bound = self.module.facts.scopes.scope_of(class_.body[0]).stores
            if asked and asked.isdisjoint(names) and asked.isdisjoint(bound):
                return DEFAULTS[base]
        return None

    @cached_property
    def _strings(self) -> set[object]:
        """The literals of the module: one may name an argument, as in `kwargs['strict'] = False`."""
        return {node.value for node in self.module.facts.walk.of(ast.Constant)}

    def _decide(
        self, node: cst.CSTNode, default: Default, given: Iterable[tuple[str, str]]
    ) -> list[tuple[str, str]]:
        """Put on record what is given, and define what it needs; how it is written here."""
        written = list(given)
        if default.needs is not None:
            text = with_modules(self.module, default.needs, default.needs.text, node)
            name = self.module.helpers.add(default.needs.name, text)
            written = [(one, value.replace(default.needs.name, name)) for one, value in written]
        level = Level.ASSUMED if default.note else Level.GUARDED
        self.module.decide(self, node, _text(written), level, default.note or _REASON)
        return written


def _missing(call: ast.Call, default: Default, is_init: bool) -> tuple[tuple[str, str], ...]:
    """What a call leaves out that has another default; nothing where it cannot be seen."""
    starred = any(isinstance(argument, ast.Starred) for argument in call.args)
    if starred or any(keyword.arg is None for keyword in call.keywords):
        return ()
    by_place = call.args[is_init:]
    given: dict[str, ast.expr] = dict(zip(default.parameters, by_place, strict=False))
    given.update((keyword.arg, keyword.value) for keyword in call.keywords if keyword.arg)
    if default.only_with:
        asked = given.get(default.only_with)
        if asked is None or (isinstance(asked, ast.Constant) and asked.value is None):
            return ()
    return tuple((name, value) for name, value in default.arguments if name not in given)


def _kept(default: Default) -> tuple[tuple[str, str], ...]:
    """What a class derived from one with other defaults gives, which its calls cannot give as well."""
    clashes = {name for name, _ in default.arguments} & {*default.parameters}
    return () if default.only_with or clashes else default.arguments


def _has_init(node: ast.ClassDef) -> bool:
    return any(isinstance(part, ast.FunctionDef) and part.name == "__init__" for part in node.body)


def _text(given: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{name}={value}" for name, value in given)
