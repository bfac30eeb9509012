"""What changes trees of Python 3's syntax into those that Python 2.7 gave.

Hand-written and reviewed; compared with the trees of a real 2.7 in the tests.
"""

from __future__ import annotations

NAME = "OldTrees"
MODULES = ("ast", "sys")
TEXT = '''
class OldTrees(ast.NodeTransformer):
    """Gives trees of Python 3 the nodes that Python 2.7 had; ast gets the classes that it has lost."""

    def node(kind, fields, base=ast.expr, **members):
        """The class of a kind of nodes, the same in all modules; instances are of base, too."""
        name = f"{kind}_of_2" if base.__name__ == kind else kind
        home = sys.modules["_ast"]
        if not hasattr(home, name):
            members.update(_fields=tuple(fields.split()), __module__="_ast", __qualname__=name)
            setattr(home, name, type(kind, (base,), members))
        if not hasattr(ast, name):
            setattr(ast, name, getattr(home, name))
        return getattr(home, name)

    value = property(lambda self: self.value, lambda self, value: setattr(self, "value", value))
    Str, Num = node("Str", "s", ast.Constant, s=value), node("Num", "n", ast.Constant, n=value)
    Index, ExtSlice = node("Index", "value", ast.AST), node("ExtSlice", "dims", ast.AST)
    Ellipsis, Param = node("Ellipsis", "", ast.AST), node("Param", "", ast.expr_context)
    Repr, Suite = node("Repr", "value"), node("Suite", "body", ast.mod)
    Print, Exec = (
        node("Print", "dest values nl", ast.stmt),
        node("Exec", "body globals locals", ast.stmt),
    )
    TryExcept = node("TryExcept", "body handlers orelse", ast.stmt)
    TryFinally = node("TryFinally", "body finalbody", ast.stmt)
    Call = node("Call", "func args keywords starargs kwargs", ast.Call)
    ClassDef = node("ClassDef", "name bases body decorator_list", ast.ClassDef)
    FunctionDef = node("FunctionDef", "name args body decorator_list", ast.FunctionDef)
    Module = node("Module", "body", ast.Module)
    Raise = node("Raise", "type inst tback", ast.Raise)
    With = node("With", "context_expr optional_vars body", ast.With)
    arguments = node("arguments", "args vararg kwarg defaults", ast.arguments)
    Parameter = node("Name", "id ctx", ast.Name, arg=property(lambda self: self.id))
    comprehension = node("comprehension", "target iter ifs", ast.comprehension)

    def generic_visit(self, node):
        """Change what is in a node, and make it one of a class above of the same name."""
        super().generic_visit(node)
        class_ = getattr(OldTrees, type(node).__name__, None)
        if class_ is None or isinstance(node, class_):
            return node
        values = [getattr(node, name, None) for name in class_._fields]
        decorators = getattr(node, "decorator_list", None)
        return ast.copy_location(class_(*values), decorators[0] if decorators else node)

    def visit_Constant(self, node):
        value = node.value
        if value is None or isinstance(value, bool):
            new = ast.Name(str(value), ast.Load())
        else:
            new = self.Str(value) if isinstance(value, (str, bytes)) else self.Num(value)
        return ast.copy_location(new, node)

    def visit_UnaryOp(self, node):
        node = self.generic_visit(node)
        if not isinstance(node.op, ast.USub) or not isinstance(node.operand, self.Num):
            return node
        return ast.copy_location(self.Num(-node.operand.n), node)

    def visit_Subscript(self, node):
        def changed(part):
            if isinstance(part, ast.Slice):
                return self.visit(part)
            is_dots = isinstance(part, ast.Constant) and part.value is ...
            return self.Ellipsis() if is_dots else self.Index(self.visit(part))

        part = node.slice
        node.value = self.visit(node.value)
        is_several = isinstance(part, ast.Tuple) and any(
            isinstance(one, ast.Slice) or getattr(one, "value", None) is ... for one in part.elts
        )
        node.slice = self.ExtSlice([*map(changed, part.elts)]) if is_several else changed(part)
        return node

    def visit_Call(self, node):
        stars = [one for one in node.args if isinstance(one, ast.Starred)]
        named = [one for one in node.keywords if one.arg is None]
        node.args = [one for one in node.args if one not in stars]
        node.keywords = [one for one in node.keywords if one not in named]
        node = self.generic_visit(node)
        node.starargs = self.visit(stars[0].value) if stars else None
        node.kwargs = self.visit(named[0].value) if named else None
        return node

    def visit_arg(self, node):
        return ast.copy_location(self.Parameter(node.arg, self.Param()), node)

    def visit_arguments(self, node):
        vararg, kwarg = (one and one.arg for one in (node.vararg, node.kwarg))
        node.vararg = node.kwarg = None
        node = self.generic_visit(node)
        node.vararg, node.kwarg = vararg, kwarg
        return node

    def visit_Raise(self, node):
        kind = node.exc and self.visit(node.exc)
        return ast.copy_location(self.Raise(kind, None, None), node)

    def visit_With(self, node):
        body = [self.visit(one) for one in node.body]
        for item in reversed(node.items):
            target = item.optional_vars and self.visit(item.optional_vars)
            new = self.With(self.visit(item.context_expr), target, body)
            body = [ast.copy_location(new, node)]
        return body[0]

    def visit_ExceptHandler(self, node):
        if node.name is not None:
            node.name = ast.copy_location(ast.Name(node.name, ast.Store()), node)
        return self.generic_visit(node)

    def visit_Try(self, node):
        node = self.generic_visit(node)
        if node.handlers:
            new = self.TryExcept(node.body, node.handlers, node.orelse)
            node.body = [ast.copy_location(new, node)]
        if not node.finalbody:
            return node.body[0]
        return ast.copy_location(self.TryFinally(node.body, node.finalbody), node)
'''
