"""What takes the place of distutils, which Python 3.12 no longer has. Hand-written and reviewed."""

from __future__ import annotations

from migrator.stdlib.entries import Form, Move, all_same, into, whatsnew

# Packages of heirs that are installed, not part of a Python.
INSTALLED = frozenset({"setuptools"})

_PEP_632 = "PEP 632 (Deprecate distutils module), Migration Advice"
_COMMANDS = (
    "bdist_rpm build build_clib build_ext build_py install install_lib install_scripts sdist"
)
_ERRORS = (
    "ArgError ByteCompileError ClassError ExecError FileError GetoptError InternalError ModuleError"
    " OptionError PlatformError SetupError TemplateError"
)

MOVES: tuple[Move, ...] = (
    *into(_PEP_632, "distutils.core", "setuptools", "Command Distribution Extension setup"),
    *all_same(
        _PEP_632,
        {
            "distutils.cmd.Command": "setuptools.Command",
            "distutils.dist.Distribution": "setuptools.Distribution",
            "distutils.extension.Extension": "setuptools.Extension",
            "distutils.util.get_platform": "sysconfig.get_platform",
            **{
                f"distutils.command.{name}.{name}": f"setuptools.command.{name}.{name}"
                for name in _COMMANDS.split()
            },
            **{
                f"distutils.errors.Distutils{name}": f"setuptools.errors.{name}"
                for name in _ERRORS.split()
            },
        },
    ),
    *into(_PEP_632, "distutils.sysconfig", "sysconfig", "get_config_var get_config_vars"),
    Move(
        "distutils.spawn.find_executable",
        "shutil.which",
        _PEP_632,
        same=False,
        note="which() takes executable files only",
    ),
    Move(
        "distutils.dir_util.remove_tree",
        "shutil.rmtree",
        _PEP_632,
        same=False,
        note="rmtree() raises an error where remove_tree() only warned",
    ),
)

CALLS: tuple[Form, ...] = (
    Form(
        "distutils.sysconfig.get_python_inc",
        "sysconfig.get_path('include')",
        whatsnew(12),
        modules=("sysconfig",),
    ),
    Form(
        "distutils.sysconfig.get_python_lib",
        "sysconfig.get_path('purelib')",
        whatsnew(12),
        modules=("sysconfig",),
    ),
)
