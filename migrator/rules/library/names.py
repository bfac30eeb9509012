"""Names that left modules of the standard library which stayed."""

from __future__ import annotations

from migrator.rules.imports.moved import MovedRule


class MovedNames(MovedRule):
    """itertools.izip becomes zip, os.getcwdu becomes os.getcwd, types.ListType becomes list.

    Modules lost names, in Python 3.0 and later, that have an exact heir elsewhere: a builtin, or
    a name of the same or another module. A name is rewritten from the target on that lost it:
    `collections.Mapping` for 3.10 and later.

    So are the attributes of a variable that is bound once, to a module, and with it those of an
    attribute of a class, or of its objects, as far as the class itself uses it.

    Not the same everywhere: `sys.maxint` is a limit that integers no longer have, and a few others
    differ in details; such a place is listed as assumed.
    """

    code = "LIB010"
    name = "moved-names"
    words = frozenset({"import"})
    living = True
    examples = (
        (
            "import itertools\n\nfor a, b in itertools.izip([1, 2], 'ab'):\n    print a, b\n",
            "import itertools\n\nfor a, b in zip([1, 2], 'ab'):\n    print(a, b)\n",
        ),
        (
            "from itertools import izip, chain\n\nprint list(izip([1], [2])), list(chain([1], [2]))\n",
            "from itertools import chain\n\nprint(list(zip([1], [2])), list(chain([1], [2])))\n",
        ),
        (
            "from itertools import izip_longest\n\nprint list(izip_longest('ab', 'c'))\n",
            "from itertools import zip_longest\n\nprint(list(zip_longest('ab', 'c')))\n",
        ),
        (
            "import types\n\nprint isinstance([], types.ListType), isinstance(5, types.DictType)\n",
            "import types\n\nprint(isinstance([], list), isinstance(5, dict))\n",
        ),
        (
            "from os import getcwdu\nimport os\nprint getcwdu() == os.getcwdu()\n",
            "from os import getcwd\nimport os\nprint(getcwd() == os.getcwd())\n",
        ),
        (
            "import string\nprint string.lowercase\n",
            "import string\nprint(string.ascii_lowercase)\n",
        ),
        (
            "from types import *\nprint isinstance('a', ListType), FunctionType is LambdaType\n",
            "from types import *\nprint(isinstance('a', list), FunctionType is LambdaType)\n",
        ),
        (
            "import os, string\n\nmodule = os\nprint module.getcwdu() == os.getcwd()\n\n\nclass Words(object):\n"
            "    letters = string\n\n    def show(self):\n        return self.letters.lowercase\n\n\nprint Words().show()\n",
            "import os, string\n\nmodule = os\nprint(module.getcwd() == os.getcwd())\n\n\nclass Words(object):\n"
            "    letters = string\n\n    def show(self):\n        return self.letters.ascii_lowercase\n\n\nprint(Words().show())\n",
        ),
    )
    leave_alone = (
        "try:\n    from itertools import izip\nexcept ImportError:\n    izip = zip\n\nprint(list(izip([1], [2])))\n",
        "class itertools(object):\n    izip = max\n\n\nprint(list(itertools.izip([1], [2])))\n",
        "import os\n\nprint(os.getcwd() == os.path.abspath('.'))\n",
        "try:\n    from collections.abc import Mapping\nexcept ImportError:\n    from collections import Mapping\n\n"
        "print(Mapping)\n",
        "import types\n\nprint(types.FunctionType is types.LambdaType)\n",
        "import string\n\nprint(string.ascii_lowercase, string.digits)\n",
        "import sys\n\n\nclass Own(object):\n    lowercase = 'own'\n\n\nmodule = Own if sys.argv else None\n"
        "print(module and module.lowercase)\n",
        "def maxint():\n    return 5\n\n\nprint(maxint())\n",
    )
