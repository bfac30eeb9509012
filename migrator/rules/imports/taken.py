"""Names that other files of the project take from a module."""

from __future__ import annotations

from migrator.module import Module


def is_taken_elsewhere(module: Module, name: str) -> bool:
    """Whether a file of the same package, or folder, may use `name` of this module.

    It may where it has both the name and the module's, as words; others take what they like from
    a package's `__init__.py`.
    """
    stem = module.path.stem
    return stem == "__init__" or module.project.has_neighbour(module.path, (name, stem))


def is_named_elsewhere(module: Module, name: str) -> bool:
    """Whether a file of the same package, or folder, names `name` as one of this module's.

    As in `patch('lib.Queue')` and in `lib.Queue`.
    """
    return module.project.has_neighbour(module.path, (f"{module.path.stem}.{name}",))
