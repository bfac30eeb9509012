"""What the standard library of the running interpreter holds, as JSON on standard output.

Runs under every Python from 2.7 on, as a script, so it imports nothing of ours;
`generate.py` starts it, one process an interpreter. It writes

    {"version": "3.12.1", "modules": [...], "unwalked": [...], "names": {module: [...]},
     "members": {"module.Class": [...]}, "homes": {module: {name: home}}}

`modules` are all that can be imported by name and `unwalked` the packages among them whose
inside is not listed; `names` are a module's public names (no leading underscore, or listed
in `__all__`), `members` those of its public classes. The built-ins stand under `builtins`
whatever the version. `homes` tells of the names that a module only imported: the dotted name
of the module, class or function at its home. A module that cannot be imported here (its C library is missing, it is
for another system) has no entry in `names`: nothing is known of it but its name.

Some modules serve old names that `dir()` does not show (`collections.Mapping` in 3.9). So
standard input holds names to ask for, {module: [...]}.
"""

import inspect
import json
import os
import pkgutil
import sys
import warnings

# Never imported, and packages among them not looked into: what importing them would do.
NOT_IMPORTED = {
    "antigravity": "opens a web browser",
    "this": "prints a poem",
    "__hello__": "prints a greeting",
    "__phello__": "prints a greeting",
    "test": "CPython's own tests: some change the process, some exit",
    "idlelib": "a graphical program, not a library",
    "turtledemo": "opens windows",
    "user": "runs the user's ~/.pythonrc.py",
    "sitecustomize": "is the installation's own",
    "usercustomize": "is the user's own",
}
# The same for parts of packages: their tests, and `python -m package` programs.
NOT_IMPORTED_PARTS = {"test", "tests", "__main__"}
# What an installation adds to the library's folder.
NOT_LIBRARY = {"pip", "setuptools", "pkg_resources", "easy_install"}


def library_folders():
    home = os.path.dirname(os.path.abspath(os.__file__))
    added = ("site-packages", "dist-packages")
    return [
        path
        for path in sys.path
        if path.startswith(home) and os.path.isdir(path) and not path.endswith(added)
    ]


def is_imported(name):
    parts = name.split(".")
    return parts[0] not in NOT_IMPORTED and not NOT_IMPORTED_PARTS.intersection(parts)


def find_modules(folders, package=""):
    """Pairs (name, is it a package that is not looked into), those inside packages too."""
    for folder in folders:
        for _, name, is_package in pkgutil.iter_modules([folder]):
            full = package + name
            if full in NOT_LIBRARY or full.startswith(("_test", "xx", "_xx", "_sysconfigdata")):
                continue
            yield full, is_package and not is_imported(full)
            if is_package and is_imported(full):
                for inner in find_modules([os.path.join(folder, name)], full + "."):  # noqa: UP028
                    yield inner


def load(name):
    """The module, or None where importing it fails."""
    try:
        __import__(name)
    except KeyboardInterrupt:
        raise
    except BaseException:  # old modules raise anything, and some exit
        return None
    return sys.modules.get(name)


def public_names(module, also):
    listed = getattr(module, "__all__", ())  # asking also wakes 2.7's lazy email modules
    own = [name for name in dir(module) if not name.startswith("_")]
    hidden = [name for name in list(listed) + also if hasattr(module, name)]
    return sorted(set(own + hidden))


def public_members(cls):
    return sorted(name for name in dir(cls) if not name.startswith("_"))


def home_of(module, name):
    """The dotted name of a public module, class or function that `module` imported, or None."""
    value = getattr(module, name, None)
    if inspect.ismodule(value):
        home = {"posixpath": "os.path", "ntpath": "os.path"}.get(value.__name__, value.__name__)
        return home if home != module.__name__ + "." + name else None
    if not (inspect.isclass(value) or inspect.isroutine(value)):
        return None
    home = sys.modules.get(getattr(value, "__module__", None))
    if home in (None, module):
        return None
    for inner in (name, getattr(value, "__name__", None)):
        if isinstance(inner, str) and getattr(home, inner, None) is value:
            return home.__name__ + "." + inner
    return None


def homes_of(module, names):
    homes = dict((name, home_of(module, name)) for name in names)
    return dict((name, home) for name, home in homes.items() if home)


def library(also):
    """What is found, as described above; `also` holds the names to ask for."""
    found = dict(find_modules(library_folders()))
    found.update((name, False) for name in sys.builtin_module_names)
    found["__main__"] = False
    for name in getattr(sys, "stdlib_module_names", ()):  # also those of other systems
        found.setdefault(name, False)
    loaded = {name: load(name) for name in sorted(found) if is_imported(name)}
    for name, module in list(sys.modules.items()):  # os.path, 2.7's email.MIMEText
        package = name.rpartition(".")[0]
        if loaded.get(package) and module is not None:
            loaded.setdefault(name, module)
    loaded["builtins"] = loaded.get("builtins") or loaded["__builtin__"]
    names, members = {}, {}
    for name, module in loaded.items():
        if module is not None:
            names[name] = public_names(module, also.get(name, []))
            for attribute in names[name]:
                value = getattr(module, attribute, None)
                if inspect.isclass(value):
                    members[name + "." + attribute] = public_members(value)
    modules = set(found).union(name for name in loaded if loaded[name])
    if sys.version_info[0] == 2:  # noqa: UP036
        modules.discard("builtins")
    return {
        "version": ".".join(str(part) for part in sys.version_info[:3]),
        "modules": sorted(modules),
        "unwalked": sorted(name for name in found if found[name]),
        "names": names,
        "members": members,
        "homes": dict((name, homes_of(loaded[name], names[name])) for name in names),
    }


def main():
    results = os.fdopen(os.dup(1), "w")
    with open(os.devnull, "w") as sink:  # for the modules that print on import
        os.dup2(sink.fileno(), 1)
    warnings.simplefilter("ignore")
    json.dump(library(json.load(sys.stdin)), results)
    results.close()
    os._exit(0)  # what was imported may have left threads and exit handlers behind


if __name__ == "__main__":
    main()
