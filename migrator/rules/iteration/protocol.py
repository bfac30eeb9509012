"""Which methods called `next` are those of the iterator protocol."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from enum import Enum
from functools import cached_property

from migrator.facts.effects import subtree
from migrator.facts.remembering import remembered
from migrator.facts.walk import FUNCTIONS
from migrator.module import Module
from migrator.rules.iteration.receivers import is_module

_ITERATOR_TYPES = ("generator", "iterator", "file", "StringIO")
_MAKING_ITERATORS = frozenset("""
    csv.reader csv.DictReader os.walk re.finditer codecs.open gzip.open fileinput.input glob.iglob
    tokenize.generate_tokens itertools.chain itertools.count itertools.cycle itertools.groupby
    itertools.ifilter itertools.imap itertools.islice itertools.izip itertools.takewhile
    """.split())
# What makes objects whose method of this name is still called so.
_KEEPING_NEXT = frozenset(
    {"nntplib.NNTP", "tarfile.TarFile", "tarfile.TarFile.open", "tarfile.open"}
)
_ITERATOR_BASES = ("Iterator", "Generator", "file")
_FILE_METHODS = ("readline", "readlines", "xreadlines", "__iter__")
_NO_METHOD = ("property", "staticmethod", "classmethod")


class Next(Enum):
    """What the `next` of a class is."""

    PROTOCOL = "protocol"  # becomes __next__
    LIKELY = "likely"  # becomes __next__, and stays under its own name too
    OPTIONAL = "optional"  # takes more if wanted: __next__ is added
    BOTH = "both"  # the class has a __next__ already
    OWN = "own"  # an ordinary method


RENAMED = (Next.PROTOCOL, Next.LIKELY)


class Protocol:
    """Answers about the classes of one module, and about `x.next`."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._scopes = module.facts.scopes
        self._types = module.facts.types
        self._parents = module.facts.parents

    @cached_property
    def classes(self) -> dict[ast.ClassDef, Next]:
        """The classes whose body binds `next`."""
        return {
            scope.node: self._kind(scope.node, scope.stores)
            for scope in self._module.facts.walk.scopes
            if isinstance(scope.node, ast.ClassDef) and "next" in scope.stores
        }

    @cached_property
    def has_own(self) -> bool:
        """Whether a class of the module has a `next` that is no part of the protocol."""
        return Next.OWN in self.classes.values()

    @cached_property
    def is_data(self) -> bool:
        """Whether the module sets attributes called `next`, to more than that of a file."""
        stores = [node for node in self._attributes if isinstance(node.ctx, ast.Store)]
        values = [getattr(self._parents.get(node), "value", None) for node in stores]
        return not all(
            isinstance(value, ast.Attribute)
            and value.attr == "next"
            and self._serves_as_file(value)
            for value in values
        )

    @cached_property
    def needs_alias(self) -> bool:
        """Whether code of the module asks for `next` in ways that stay as they are."""
        return any(map(self._asks_by_name, self._nodes)) or any(
            isinstance(node.ctx, ast.Load) and not self.is_protocol(node)
            for node in self._attributes
        )

    def of_class(self, class_: ast.ClassDef | None) -> Next | None:
        """What `next` is on instances of a class of the module; None if it has none or hides it."""
        for one in self._types.ancestry(class_):
            if isinstance(one, ast.ClassDef) and one in self.classes:
                return self.classes[one]
        return None

    def is_protocol(self, attribute: ast.Attribute) -> bool:
        """Whether the `x.next` of an attribute node is, or has to be taken for, an iterator's."""
        receiver = attribute.value
        found = self._types.of(receiver)
        if self.is_super(receiver):
            return self.of_class(self._parents.class_(attribute)) is not Next.OWN
        if found is not None and found.node is not None:
            kind = self.of_class(found.node)
            if kind is not None:
                return kind in RENAMED or (kind is not Next.OWN and self.takes_nothing(attribute))
            if self._types.defines(found.node, "next") is False:
                return False
        elif found is not None:
            return found.name in _ITERATOR_TYPES or found.name == "class"
        if is_module(self._module, receiver) or self.keeps_next(receiver):
            return False
        class_ = self._class_named(receiver)
        if class_ is not None:
            return self.of_class(class_) in RENAMED
        if self.is_iterator(receiver) or self._serves_as_file(attribute):
            return True
        if self.has_own:
            return False
        if self._is_called(attribute):
            return True
        return not self.is_data and any(map(self._is_called_later, self._alike(attribute, "next")))

    def is_unclear(self, attribute: ast.Attribute) -> bool:
        """Whether what is no iterator's surely may still be one's, or is of the module's own classes."""
        receiver = attribute.value
        return (
            self.takes_nothing(attribute)
            and self._types.of(receiver) is None
            and not is_module(self._module, receiver)
            and not self.keeps_next(receiver)
        )

    def keeps_next(self, receiver: ast.AST) -> bool:
        """Whether an object of the library has a `next` of its own in Python 3, too."""
        if isinstance(receiver, ast.Call):
            return self._scopes.imported(receiver.func) in _KEEPING_NEXT
        if isinstance(receiver, ast.Name):
            values = [one.value for one in self._scopes.resolve(receiver).definitions]
        elif isinstance(receiver, ast.Attribute):
            stores = self._module.facts.walk.stored(receiver.attr)
            values = [self._scopes.assignment(node).value for node in stores]
        else:
            return False
        return any(isinstance(value, ast.Call) and self.keeps_next(value) for value in values)

    def is_sure(self, attribute: ast.Attribute) -> bool:
        """Whether that is known, not only likely."""
        found = self._types.of(attribute.value)
        return found is not None or self.is_iterator(attribute.value)

    def is_iterator(self, node: ast.AST, depth: int = 3) -> bool:
        """Whether an expression is seen to be an iterator."""
        if self._types.is_a(node, *_ITERATOR_TYPES):
            return True
        if isinstance(node, ast.Name) and depth:
            definitions = self._scopes.resolve(node).definitions
            return bool(definitions) and all(
                one.value is not None and self.is_iterator(one.value, depth - 1)
                for one in definitions
            )
        if not isinstance(node, ast.Call):
            return False
        if self._scopes.is_builtin(node.func):
            return node.func.id in ("iter", "enumerate", "reversed")
        if self._scopes.imported(node.func) in _MAKING_ITERATORS:
            return True
        if isinstance(node.func, ast.Attribute):
            return node.func.attr in ("iteritems", "iterkeys", "itervalues", "__iter__", "finditer")
        return isinstance(node.func, ast.Name) and self._is_generator(node.func)

    def _is_generator(self, name: ast.Name) -> bool:
        definitions = self._scopes.resolve(name).definitions
        functions = [one.node for one in definitions if isinstance(one.node, ast.FunctionDef)]
        return (
            len(functions) == len(definitions) == 1
            and not functions[0].decorator_list
            and any(
                isinstance(node, ast.Yield) and self._parents.function(node) is functions[0]
                for node in subtree(functions[0].body)
            )
        )

    def _kind(self, class_: ast.ClassDef, stores: dict[str, list[ast.AST]]) -> Next:
        if "__next__" in stores:
            return Next.OWN if self._is_alias(class_, stores["__next__"]) else Next.BOTH
        required, more = 1, False
        for node in stores["next"]:
            if isinstance(node, ast.FunctionDef):
                decorators = {getattr(one, "id", None) for one in node.decorator_list}
                if decorators & set(_NO_METHOD):
                    return Next.OWN
                arguments = node.args
                required = len(arguments.args) - len(arguments.defaults)
                more = bool(arguments.defaults or arguments.vararg or arguments.kwarg)
        if required > 1 or (required < 1 and not more):
            return Next.OWN
        is_iterator = self._is_iterator_class(class_)
        if is_iterator is False:
            return Next.OWN
        if more:
            return Next.OPTIONAL
        return Next.PROTOCOL if is_iterator else Next.LIKELY

    def _is_alias(self, class_: ast.ClassDef, stores: list[ast.AST]) -> bool:
        """Whether `__next__ = next` is there for those who take an ordinary method for that."""
        assigns = [self._parents.get(node) for node in stores]
        return self._is_iterator_class(class_) is False and all(
            isinstance(one, ast.Assign) and getattr(one.value, "id", None) == "next"
            for one in assigns
        )

    def _is_iterator_class(self, class_: ast.ClassDef) -> bool | None:
        defines = self._types.defines(class_, "__iter__")
        if defines or class_ in self._returned_by_iter:
            return True
        heirs = [
            node
            for node in self._nodes
            if isinstance(node, ast.ClassDef) and class_ in self._types.ancestry(node)
        ]
        if any(self._types.defines(heir, "__iter__") for heir in heirs):
            return True
        for base in self._types.ancestry(class_):
            if isinstance(base, str) and base.rpartition(".")[2] in _ITERATOR_BASES:
                return True
        return defines

    @cached_property
    def _returned_by_iter(self) -> set[ast.ClassDef | None]:
        """The classes of which an `__iter__` method returns an instance."""
        found: set[ast.ClassDef | None] = set()
        for node in self._nodes:
            if isinstance(node, ast.Return) and node.value is not None:
                function = self._parents.function(node)
                if getattr(function, "name", None) == "__iter__":
                    found.add(self._types.class_of(node.value))
        return found

    def _class_named(self, node: ast.expr) -> ast.ClassDef | None:
        if not isinstance(node, ast.Name):
            return None
        only = self._scopes.resolve(node).node
        return only if isinstance(only, ast.ClassDef) else None

    def is_super(self, node: ast.expr) -> bool:
        """Whether an expression is `super(...)`."""
        return (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "super"
            and self._scopes.is_builtin(node.func)
        )

    def takes_nothing(self, attribute: ast.Attribute) -> bool:
        """Whether it is called, without arguments."""
        call = self._parents.get(attribute)
        if not isinstance(call, ast.Call) or call.func is not attribute:
            return False
        return not call.args and not call.keywords

    def _is_called(self, attribute: ast.Attribute) -> bool:
        """Whether it is called as an iterator's is, or as the method of a class with `self`."""
        if self.takes_nothing(attribute):
            return True
        call = self._parents.get(attribute)
        if not isinstance(call, ast.Call) or call.func is not attribute or call.keywords:
            return False
        method = self._parents.function(attribute)
        first = method.args.args[:1] if isinstance(method, FUNCTIONS) else []
        return (
            len(call.args) == 1
            and getattr(method, "name", None) == "next"
            and [getattr(call.args[0], "id", None)] == [one.arg for one in first]
        )

    def _is_called_later(self, attribute: ast.Attribute) -> bool:
        """Whether the bound method is kept under a name that is called, or walked by `iter`.

        Or handed to what sees that it raises StopIteration.
        """
        parent = self._parents.get(attribute)
        if isinstance(parent, ast.Call):
            before = parent.args[: parent.args.index(attribute)] if attribute in parent.args else []
            if any(getattr(one, "id", None) == "StopIteration" for one in before):
                return True
            return (
                self._scopes.is_builtin(parent.func)
                and parent.func.id == "iter"
                and parent.args[:1] == [attribute]
                and len(parent.args) == 2
            )
        target = parent.targets[0] if isinstance(parent, ast.Assign) else None
        if isinstance(target, ast.Attribute):
            return any(
                self.takes_nothing(node) for node in self._module.facts.walk.attributes(target.attr)
            )
        if not isinstance(target, ast.Name):
            return False
        loads = self._scopes.loads(self._scopes.resolve(target))
        calls = [self._parents.get(load) for load in loads]
        return any(
            isinstance(call, ast.Call) and call.func is load and not call.args
            for load, call in zip(loads, calls, strict=True)
        )

    def _serves_as_file(self, attribute: ast.Attribute) -> bool:
        """Whether the receiver is asked for more of what files have: `self.fp.readline`."""
        return any(self._alike(attribute, name) for name in _FILE_METHODS)

    def _alike(self, attribute: ast.Attribute, name: str) -> list[ast.Attribute]:
        """The attributes of a name that the same class asks of the same receiver."""
        receiver, class_ = ast.dump(attribute.value), self._parents.class_(attribute)
        return [
            other
            for other in self._module.facts.walk.attributes(name)
            if self._parents.class_(other) is class_ and ast.dump(other.value) == receiver
        ]

    def _asks_by_name(self, node: ast.AST) -> bool:
        return (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("getattr", "hasattr")
            and len(node.args) > 1
            and isinstance(node.args[1], ast.Constant)
            and node.args[1].value == "next"
        )

    @property
    def _nodes(self) -> Iterable[ast.AST]:
        return self._module.facts.walk.parents

    @property
    def _attributes(self) -> list[ast.Attribute]:
        return self._module.facts.walk.attributes("next")


@remembered
def protocol(module: Module) -> Protocol:
    """The answers about a module, worked out once."""
    return Protocol(module)
