"""Modules of the standard library that have another name today."""

from __future__ import annotations

from migrator.rules.imports.moved import MovedRule


class RenamedModules(MovedRule):
    """Queue becomes queue, urllib2.urlopen becomes urllib.request.urlopen.

    Python 3.0 renamed many modules of the standard library, and later versions some more; a few,
    as urllib and urllib2, were split, so that each name has to be looked up. Imports become
    imports of what is used, and each use is rewritten with them. Where the new name would be in
    the way of a variable, the old one is kept: `import queue as Queue`. A `try` that gets the
    names elsewhere in its `except ImportError` is left as it is, and so are the project's own
    modules of the same name.

    Not the same everywhere: `StringIO` holds text only, and a few heirs differ in details; such
    a place is listed as assumed.
    """

    code = "IMP010"
    name = "renamed-modules"
    words = frozenset({"import"})
    living = False
    examples = (
        (
            "import Queue\n\nq = Queue.Queue()\nq.put(1)\nprint q.get()\n",
            "import queue\n\nq = queue.Queue()\nq.put(1)\nprint(q.get())\n",
        ),
        (
            "import urllib, os\nprint urllib.quote('a b'), urllib.unquote_plus('a+b')\n",
            "import urllib.parse, os\nprint(urllib.parse.quote('a b'), urllib.parse.unquote_plus('a+b'))\n",
        ),
        (
            "from urllib import urlencode, urlopen  # the web\nprint urlencode({'a': 1}), urlopen.__name__\n",
            "from urllib.parse import urlencode\nfrom urllib.request import urlopen  # the web\n"
            "print(urlencode({'a': 1}), urlopen.__name__)\n",
        ),
        (
            "import ConfigParser as cp\nprint cp.ConfigParser.__name__\n",
            "import configparser as cp\nprint(cp.ConfigParser.__name__)\n",
        ),
        (
            "import Queue\n\n\ndef run():\n    queue = Queue.Queue()\n    return queue.empty()\n\n\nprint run()\n",
            "import queue as Queue\n\n\ndef run():\n    queue = Queue.Queue()\n    return queue.empty()\n\n\n"
            "print(run())\n",
        ),
        (
            "try:\n    from cStringIO import StringIO\nexcept ImportError:\n    from StringIO import StringIO\n"
            "print StringIO(u'a').read()\n",
            "from io import StringIO\nprint(StringIO(u'a').read())\n",
        ),
        (
            "def f():\n    import email.MIMEText\n    return email.MIMEText.MIMEText('x').get_payload()\n\n\n"
            "print f()\n",
            "def f():\n    import email.mime.text\n    return email.mime.text.MIMEText('x').get_payload()\n\n\n"
            "print(f())\n",
        ),
    )
    leave_alone = (
        "try:\n    import cPickle as pickle\nexcept ImportError:\n    import pickle\n\nprint(pickle.loads)\n",
        "try:\n    import queue\nexcept ImportError:\n    import Queue as queue\n\nprint(queue.Queue)\n",
        "try:\n    from urllib2 import urlopen\nexcept ImportError:\n    from urllib.request import urlopen\n\n"
        "print(urlopen)\n",
        "import sys\n\nif sys.version_info[0] < 3:\n    import Queue as queue\nelse:\n    import queue\n\n"
        "print(queue.Queue)\n",
        "class Queue(object):\n    Queue = 1\n\n\nprint(Queue.Queue)\n",
        "from . import Queue\n\nprint(Queue.Queue)\n",
        "import urllib\n\nprint(urllib)\n",
    )
