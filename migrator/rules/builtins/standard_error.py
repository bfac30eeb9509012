"""StandardError is gone."""

from __future__ import annotations

from migrator.rules.builtins.names import Renaming


class StandardError(Renaming):
    """StandardError becomes Exception.

    The class stood between `Exception` and the errors of the language. An `except` clause now also
    catches what was only an `Exception`: StopIteration and warnings.
    """

    code = "BLT180"
    name = "standard-error"
    words = frozenset({"StandardError"})
    new_names = {"StandardError": "Exception"}
    examples = (
        (
            "class Problem(StandardError):\n    pass\n\n\n"
            "try:\n    raise Problem('bad')\nexcept StandardError, error:\n    print error\n",
            "class Problem(Exception):\n    pass\n\n\n"
            "try:\n    raise Problem('bad')\nexcept Exception as error:\n    print(error)\n",
        ),
    )
    leave_alone = (
        "class StandardError(Exception):\n    pass\n\n\nprint(issubclass(StandardError, Exception))\n",
        "try:\n    Base = StandardError\nexcept NameError:\n    Base = Exception\nprint(callable(Base))\n",
    )
