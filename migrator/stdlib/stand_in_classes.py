"""The classes among the definitions that a program gets in place of what the library has lost.

Hand-written and reviewed; each does in Python 3 what its namesake did in 2.7.
"""

from __future__ import annotations

from migrator.stdlib.entries import StandIn, library, whatsnew


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

    # The names that an email.message.Message has for these, which others may ask for.
    get_content_type, get_content_maintype = gettype, getmaintype
    get_content_subtype, get_param = getsubtype, getparam

    def get_all(self, name, failobj=None):
        return self.getheaders(name) or failobj

    def _content(self):
        return email.message_from_string("Content-Type: %s" % self.getheader("content-type", ""))
'''
    return StandIn(old, text, library(old.partition(".")[0]), ("email.utils", "email"))


def _popen3(old: str, parameters: str, errors: str) -> StandIn:
    name = old.rpartition(".")[2]
    text = f'''
class {name}:
    """A command and its streams; what {old} was."""

    def __init__(self, {parameters}):
        self.cmd = cmd
        self._process = subprocess.Popen(
            cmd,
            bufsize=bufsize,
            shell=isinstance(cmd, str),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr={errors},
            universal_newlines=True,
        )
        self.pid = self._process.pid
        self.tochild = self._process.stdin
        self.fromchild = self._process.stdout
        self.childerr = self._process.stderr

    def poll(self, _deadstate=None):
        """The status as os.wait() gives it, -1 while the command runs."""
        return -1 if self._process.poll() is None else self.wait()

    def wait(self):
        code = self._process.wait()
        return code << 8 if code >= 0 else -code
'''
    return StandIn(old, text, library("popen2"), ("subprocess",))


CLASSES = (
    _popen3(
        "popen2.Popen3",
        "cmd, capturestderr=False, bufsize=-1",
        "subprocess.PIPE if capturestderr else None",
    ),
    _popen3("popen2.Popen4", "cmd, bufsize=-1", "subprocess.STDOUT"),
    _message("mimetools.Message"),
    _message("rfc822.Message"),
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
        "socket._fileobject",
        '''
class _fileobject:
    """A file over what has recv() and sendall(); what socket._fileobject was."""

    default_bufsize = 8192
    name = "<socket>"

    def __init__(self, sock, mode="rb", bufsize=-1, close=False):
        self._sock = sock
        self.mode = mode
        self.bufsize = self.default_bufsize if bufsize < 0 else bufsize
        self.softspace = False
        self._close = close
        self._rbuf = b""
        self._wbuf = []

    @property
    def closed(self):
        return self._sock is None

    def fileno(self):
        return self._sock.fileno()

    def close(self):
        try:
            if self._sock is not None:
                self.flush()
        finally:
            if self._close and self._sock is not None:
                self._sock.close()
            self._sock = None

    def flush(self):
        data, self._wbuf = b"".join(self._wbuf), []
        if data:
            self._sock.sendall(data)

    def write(self, data):
        if data:
            self._wbuf.append(data)
            if self.bufsize <= 1 or sum(map(len, self._wbuf)) >= self.bufsize:
                self.flush()

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def _fill(self):
        data = self._sock.recv(max(self.bufsize, self.default_bufsize))
        self._rbuf += data
        return bool(data)

    def _take(self, size):
        data, self._rbuf = self._rbuf[:size], self._rbuf[size:]
        return data

    def read(self, size=-1):
        while (size < 0 or len(self._rbuf) < size) and self._fill():
            pass
        return self._take(len(self._rbuf) if size < 0 else size)

    def readline(self, size=-1):
        while b"\\n" not in self._rbuf and (size < 0 or len(self._rbuf) < size):
            if not self._fill():
                break
        end = self._rbuf.find(b"\\n") + 1 or len(self._rbuf)
        return self._take(end if size < 0 else min(end, size))

    def readlines(self, sizehint=0):
        return list(self)

    def __iter__(self):
        return iter(self.readline, b"")
''',
        "Lib/socket.py of 2.7",
    ),
    StandIn(
        "UserString.MutableString",
        '''
class MutableString(collections.UserString, collections.abc.MutableSequence):
    """A string that is changed in place; what UserString.MutableString was."""

    __hash__ = None

    def __init__(self, string=""):
        super().__init__(string)

    def _change(self, index, text):
        if not isinstance(index, slice):
            index = range(len(self.data))[index]
            index = slice(index, index + 1)
        characters = list(self.data)
        characters[index] = str(text)
        self.data = "".join(characters)

    def __setitem__(self, index, sub):
        self._change(index, sub)

    def __delitem__(self, index):
        self._change(index, "")

    def insert(self, index, value):
        self[index:index] = value

    def immutable(self):
        return collections.UserString(self.data)

    def __iadd__(self, other):
        self.data += str(other)
        return self

    def __imul__(self, n):
        self.data *= n
        return self
''',
        "Lib/UserString.py of 2.7",
        ("collections", "collections.abc"),
    ),
)
