"""Small definitions that a program gets in place of what the standard library has lost.

Hand-written and reviewed; each does in Python 3 what its namesake did in 2.7.
"""

from __future__ import annotations

from dataclasses import dataclass

from migrator.stdlib import Version, exists
from migrator.stdlib.entries import library, whatsnew


@dataclass(frozen=True)
class StandIn:
    """`text` defines the last part of the name `old`, and needs the modules `modules`."""

    old: str
    text: str
    source: str
    modules: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.old.rpartition(".")[2]


def _popen(old: str, parameters: str, streams: str, returned: str) -> StandIn:
    parts = returned.split()
    text = f'''
def {old.rpartition(".")[2]}({parameters}):
    """The streams of a command; what {old} was."""
    process = subprocess.Popen(
        cmd,
        bufsize=bufsize,
        shell=isinstance(cmd, str),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr={streams},
        universal_newlines="b" not in mode,
    )
    return {", ".join(f"process.{part}" for part in parts)}
'''
    return StandIn(old, text, library(old.partition(".")[0]), ("subprocess",))


_OS_POPEN = 'cmd, mode="t", bufsize=-1'
_POPEN2 = 'cmd, bufsize=-1, mode="t"'


def _message(old: str) -> StandIn:
    text = f'''
class Message:
    """The headers that a file starts with; what {old} was."""

    def __init__(self, fp, seekable=1):
        self.fp = fp
        self.headers = []
        self.dict = {{}}
        name = None
        for line in iter(fp.readline, ""):
            if not line.strip():
                break
            self.headers.append(line)
            if line[0] in " \\t" and name:
                self.dict[name] += "\\n " + line.strip()
            else:
                name, _, value = line.partition(":")
                name = name.lower()
                self.dict[name] = value.strip()

    def __str__(self):
        return "".join(self.headers)

    def __len__(self):
        return len(self.dict)

    def __iter__(self):
        return iter(self.dict)

    def __contains__(self, name):
        return name.lower() in self.dict

    def __getitem__(self, name):
        return self.dict[name.lower()]

    def __setitem__(self, name, value):
        self.dict[name.lower()] = value
        self.headers += [line + "\\n" for line in (name + ": " + value).split("\\n")]

    def keys(self):
        return list(self.dict)

    def values(self):
        return list(self.dict.values())

    def items(self):
        return list(self.dict.items())

    def getheader(self, name, default=None):
        return self.dict.get(name.lower(), default)

    get = getheader

    def getheaders(self, name):
        parsed = email.message_from_string("".join(self.headers))
        return [value.strip() for value in parsed.get_all(name, [])]

    def getaddrlist(self, name):
        return email.utils.getaddresses(self.getheaders(name))

    def getaddr(self, name):
        return (self.getaddrlist(name) or [(None, None)])[0]

    def getdate(self, name):
        return email.utils.parsedate(self.getheader(name))

    def getdate_tz(self, name):
        return email.utils.parsedate_tz(self.getheader(name))

    def gettype(self):
        return self._content().get_content_type()

    def getmaintype(self):
        return self._content().get_content_maintype()

    def getsubtype(self):
        return self._content().get_content_subtype()

    def getparam(self, name):
        return self._content().get_param(name)

    def getencoding(self):
        return self.getheader("content-transfer-encoding", "7bit").lower()

    def _content(self):
        return email.message_from_string("Content-Type: %s" % self.getheader("content-type", ""))
'''
    return StandIn(old, text, library(old.partition(".")[0]), ("email.utils", "email"))


_ALL = (
    _message("mimetools.Message"),
    _message("rfc822.Message"),
    StandIn(
        "mimetools.choose_boundary",
        '''
def choose_boundary():
    """Text that is most likely nowhere in a message."""
    return "%s.%d" % (uuid.uuid4().hex, os.getpid())
''',
        library("mimetools"),
        ("os", "uuid"),
    ),
    StandIn(
        "contextlib.nested",
        '''
@contextlib.contextmanager
def nested(*managers):
    """Enter several context managers; what contextlib.nested did."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(manager) for manager in managers]
''',
        library("contextlib"),
        ("contextlib",),
    ),
    StandIn(
        "HTMLParser.HTMLParseError",
        '''
class HTMLParseError(Exception):
    """The error of Python 2's HTMLParser; today's reads any markup."""

    def __init__(self, msg, position=(None, None)):
        super().__init__(msg, position)
        self.msg = msg
        self.lineno, self.offset = position

    def __str__(self):
        result = self.msg
        if self.lineno is not None:
            result += ", at line %d" % self.lineno
        if self.offset is not None:
            result += ", column %d" % (self.offset + 1)
        return result
''',
        whatsnew(5),
    ),
    StandIn(
        "os.path.walk",
        '''
def walk(top, func, arg):
    """Call func(arg, folder, names) for all folders from top on; what os.path.walk did."""
    try:
        names = os.listdir(top)
    except OSError:
        return
    func(arg, top, names)
    for name in names:
        path = os.path.join(top, name)
        if os.path.isdir(path) and not os.path.islink(path):
            walk(path, func, arg)
''',
        library("os.path"),
        ("os",),
    ),
    _popen("os.popen2", _OS_POPEN, "None", "stdin stdout"),
    _popen("os.popen3", _OS_POPEN, "subprocess.PIPE", "stdin stdout stderr"),
    _popen("os.popen4", _OS_POPEN, "subprocess.STDOUT", "stdin stdout"),
    _popen("popen2.popen2", _POPEN2, "None", "stdout stdin"),
    _popen("popen2.popen3", _POPEN2, "subprocess.PIPE", "stdout stdin stderr"),
    _popen("popen2.popen4", _POPEN2, "subprocess.STDOUT", "stdout stdin"),
    StandIn(
        "imp.load_source",
        '''
def load_source(name, path, file=None):
    """Load a module from a file of source; what imp.load_source did."""
    loader = importlib.machinery.SourceFileLoader(name, path)
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    module = sys.modules.get(name) or importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    return module
''',
        whatsnew(12),
        ("importlib.machinery", "importlib.util", "sys"),
    ),
    StandIn(
        "imp.find_module",
        '''
def find_module(name, path=None):
    """The open file of a module, its path, and (suffix, mode, kind); what imp.find_module did."""
    if path is None and name in sys.builtin_module_names:
        return None, name, ("", "", 6)
    spec = importlib.machinery.PathFinder.find_spec(name, path)
    if spec is None or not spec.has_location:
        raise ImportError("No module named %s" % name)
    if spec.submodule_search_locations:
        return None, spec.submodule_search_locations[0], ("", "", 5)
    for suffix, mode, kind in (
        *((one, "r", 1) for one in importlib.machinery.SOURCE_SUFFIXES),
        *((one, "rb", 2) for one in importlib.machinery.BYTECODE_SUFFIXES),
        *((one, "rb", 3) for one in importlib.machinery.EXTENSION_SUFFIXES),
    ):
        if spec.origin.endswith(suffix):
            return open(spec.origin, mode), spec.origin, (suffix, mode, kind)
    raise ImportError("No module named %s" % name)
''',
        whatsnew(12),
        ("importlib.machinery", "sys"),
    ),
    StandIn(
        "imp.load_module",
        '''
def load_module(name, file, path, description):
    """Load what imp.find_module found; what imp.load_module did."""
    kind = description[2]
    if kind in (6, 7):
        return importlib.import_module(name)
    if kind == 5:
        path = os.path.join(path, "__init__.py")
    spec = importlib.util.spec_from_file_location(name, path)
    module = sys.modules.get(name) or importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
''',
        whatsnew(12),
        ("importlib.util", "os", "sys"),
    ),
    StandIn(
        "imp.get_suffixes",
        '''
def get_suffixes():
    """(suffix, mode, kind) of each kind of file that modules are in; what imp.get_suffixes did."""
    return [
        *((suffix, "rb", 3) for suffix in importlib.machinery.EXTENSION_SUFFIXES),
        *((suffix, "r", 1) for suffix in importlib.machinery.SOURCE_SUFFIXES),
        *((suffix, "rb", 2) for suffix in importlib.machinery.BYTECODE_SUFFIXES),
    ]
''',
        whatsnew(12),
        ("importlib.machinery",),
    ),
    StandIn(
        "UserDict.DictMixin",
        '''
class DictMixin:
    """All methods of a mapping, from keys(), __getitem__, __setitem__ and __delitem__."""

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(list(self.keys()))

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def values(self):
        return [self[key] for key in self]

    def items(self):
        return [(key, self[key]) for key in self]

    get = collections.abc.Mapping.get
    setdefault = collections.abc.MutableMapping.setdefault
    update = collections.abc.MutableMapping.update
    popitem = collections.abc.MutableMapping.popitem

    def clear(self):
        for key in list(self.keys()):
            del self[key]

    def pop(self, key, *default):
        try:
            value = self[key]
        except KeyError:
            if default:
                return default[0]
            raise
        del self[key]
        return value

    def __eq__(self, other):
        if isinstance(other, DictMixin):
            other = dict(other.items())
        return dict(self.items()) == other

    def __repr__(self):
        return repr(dict(self.items()))
''',
        library("userdict"),
        ("collections.abc",),
    ),
    StandIn(
        "inspect.getargspec",
        '''
def getargspec(func):
    """The four fields that inspect.getargspec gave of a function."""
    fields = collections.namedtuple("ArgSpec", "args varargs keywords defaults")
    return fields(*inspect.getfullargspec(func)[:4])
''',
        whatsnew(11),
        ("collections", "inspect"),
    ),
)

STAND_INS: dict[str, StandIn] = {one.old: one for one in _ALL}


def stand_in(name: str, target: Version) -> StandIn | None:
    """The definition to use for a standard module's name that `target` lacks, if there is one."""
    found = STAND_INS.get(name)
    return found if found and exists(name, target) is False else None
