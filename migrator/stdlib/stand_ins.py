"""The definitions that a program gets in place of what the standard library has lost.

Hand-written and reviewed; each does in Python 3 what its namesake did in 2.7.
"""

from __future__ import annotations

from migrator.stdlib import Version, lacks
from migrator.stdlib.entries import StandIn, library, whatsnew
from migrator.stdlib.stand_in_classes import CLASSES
from migrator.stdlib.stand_in_divisions import DIVISIONS
from migrator.stdlib.stand_in_sgml import SGML
from migrator.stdlib.stand_in_versions import VERSIONS


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


_ALL = (
    *CLASSES,
    *SGML,
    *DIVISIONS,
    *VERSIONS,
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
        "string.translate",
        '''
def translate(s, table, deletions=""):
    """Some characters left out, the others replaced by a table; what string.translate did."""
    left = s.translate(str.maketrans("", "", deletions))
    return left if table is None else left.translate(table)
''',
        library("string"),
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
    StandIn(
        "commands.getstatusoutput",
        '''
def getstatusoutput(cmd):
    """The status, as os.wait() gives it, and the output of a command."""
    with os.popen("{ %s; } 2>&1" % cmd) as pipe:
        text = pipe.read()
        status = pipe.close() or 0
    if status < 0:  # of what a signal ended
        status = -status >> 8
    return status, text[:-1] if text.endswith("\\n") else text
''',
        library("commands"),
        ("os",),
    ),
    StandIn(
        "test.test_support.run_unittest",
        '''
def run_unittest(*classes):
    """Run test cases, suites, and modules given by name; that all passed is asserted."""
    loader, suite = unittest.defaultTestLoader, unittest.TestSuite()
    for one in classes:
        if isinstance(one, str):
            one = loader.loadTestsFromModule(sys.modules[one])
        elif isinstance(one, type):
            one = loader.loadTestsFromTestCase(one)
        suite.addTest(one)
    result = unittest.TextTestRunner(sys.stdout, verbosity=2).run(suite)
    if not result.wasSuccessful():
        raise AssertionError("tests failed")
''',
        "Lib/test/test_support.py of 2.7",
        ("sys", "unittest"),
    ),
    StandIn(
        "commands.mkarg",
        '''
def mkarg(x):
    """Text as an argument in a line of the shell, with a space before it."""
    if "'" not in x:
        return f" '{x}'"
    return ' "' + re.sub(r'([$"`\\\\])', r"\\\\\\1", x) + '"'
''',
        library("commands"),
        ("re",),
    ),
    StandIn(
        "new.instance",
        '''
def instance(class_, dict=None):
    """An instance that is made without a call of its class, and its attributes."""
    made = class_.__new__(class_)
    if dict is not None:
        made.__dict__ = dict
    return made
''',
        library("new"),
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
        "distutils.util.strtobool",
        '''
def strtobool(val):
    """1 for a word that means true, 0 for one that means false."""
    val = val.lower()
    if val in ("y", "yes", "t", "true", "on", "1"):
        return 1
    if val in ("n", "no", "f", "false", "off", "0"):
        return 0
    raise ValueError("invalid truth value %r" % (val,))
''',
        whatsnew(12),
    ),
    StandIn(
        "inspect.ArgSpec",
        """
ArgSpec = collections.namedtuple("ArgSpec", "args varargs keywords defaults")
""",
        whatsnew(11),
        ("collections",),
    ),
    StandIn(
        "tokenize.pseudoprog",
        """
pseudoprog = re.compile(tokenize.PseudoToken)
""",
        "Lib/tokenize.py of 2.7",
        ("re", "tokenize"),
    ),
    StandIn(
        "tokenize.tokenprog",
        """
tokenprog = re.compile(tokenize.Token)
""",
        "Lib/tokenize.py of 2.7",
        ("re", "tokenize"),
    ),
    StandIn(
        "inspect.formatargspec",
        '''
def formatargspec(
    args,
    varargs=None,
    varkw=None,
    defaults=None,
    formatarg=str,
    formatvarargs="*{}".format,
    formatvarkw="**{}".format,
    formatvalue="={!r}".format,
):
    """The parameters of a function as text; what inspect.formatargspec did."""
    defaults = defaults or ()
    specs = [formatarg(arg) for arg in args]
    for index, default in enumerate(defaults, len(args) - len(defaults)):
        specs[index] += formatvalue(default)
    if varargs is not None:
        specs.append(formatvarargs(varargs))
    if varkw is not None:
        specs.append(formatvarkw(varkw))
    return "(" + ", ".join(specs) + ")"
''',
        whatsnew(11),
    ),
    StandIn(
        "plistlib.readPlist",
        '''
def readPlist(pathOrFile):
    """The property list in a file, given open or by its path; what plistlib.readPlist did."""
    if hasattr(pathOrFile, "read"):
        return plistlib.load(pathOrFile)
    with open(pathOrFile, "rb") as file:
        return plistlib.load(file)
''',
        whatsnew(9),
        ("plistlib",),
    ),
    StandIn(
        "plistlib.writePlist",
        '''
def writePlist(rootObject, pathOrFile):
    """Write a property list to a file, given open or by its path; what plistlib.writePlist did."""
    if hasattr(pathOrFile, "write"):
        plistlib.dump(rootObject, pathOrFile)
    else:
        with open(pathOrFile, "wb") as file:
            plistlib.dump(rootObject, file)
''',
        whatsnew(9),
        ("plistlib",),
    ),
    StandIn(
        "ssl.wrap_socket",
        '''
def wrap_socket(
    sock,
    keyfile=None,
    certfile=None,
    server_side=False,
    cert_reqs=0,
    ssl_version=None,
    ca_certs=None,
    do_handshake_on_connect=True,
    suppress_ragged_eofs=True,
    ciphers=None,
):
    """A socket over TLS that checks no host name; what ssl.wrap_socket did."""
    if ssl_version is None:
        ssl_version = ssl.PROTOCOL_TLS_SERVER if server_side else ssl.PROTOCOL_TLS_CLIENT
    context = ssl.SSLContext(ssl_version)
    context.check_hostname = False
    context.verify_mode = cert_reqs
    if ca_certs:
        context.load_verify_locations(ca_certs)
    if certfile:
        context.load_cert_chain(certfile, keyfile)
    if ciphers:
        context.set_ciphers(ciphers)
    return context.wrap_socket(
        sock,
        server_side=server_side,
        do_handshake_on_connect=do_handshake_on_connect,
        suppress_ragged_eofs=suppress_ragged_eofs,
    )
''',
        whatsnew(12),
        ("ssl",),
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
# As Python 3 called it for some time, beside the old name in a ladder.
STAND_INS["test.support.run_unittest"] = STAND_INS["test.test_support.run_unittest"]


def stand_in(name: str, target: Version) -> StandIn | None:
    """The definition to use for a standard module's name that `target` lacks, if there is one."""
    found = STAND_INS.get(name)
    return found if found and lacks(name, target) else None
