"""Small uses of the library of 2.7, from which `border_generate.py` learns what takes which strings.

One sample a line:  [name:] [setup; ...;] call [-> what to look at besides the result]

`N('x')` is a native string of 2.7: each is tried as text and as bytes under Python 3, and those
are right with which the call, and what is looked at, have 2.7's results. Without `name` the border
is called as the function is written. `it` is the result of the call, `tmp` an empty folder,
`pair()` two connected sockets, `cat()` a running copy of standard
input, `now(o, old, new)` a method that was renamed. Module names are 2.7's.
"""

from __future__ import annotations

_STRINGS = r"""
str.join: N('-').join([N('a'), N('b')])
str.split: N('a-b').split(N('-'))
str.rsplit: N('a-b').rsplit(N('-'), 1)
str.partition: N('a-b').partition(N('-'))
str.rpartition: N('a-b').rpartition(N('-'))
str.strip: N(' a').strip(N(' '))
str.lstrip: N(' a').lstrip(N(' '))
str.rstrip: N('a ').rstrip(N(' '))
str.replace: N('abc').replace(N('a'), N('b'))
str.find: N('abc').find(N('a'))
str.rfind: N('abc').rfind(N('a'))
str.index: N('abc').index(N('a'))
str.rindex: N('abc').rindex(N('a'))
str.count: N('abc').count(N('a'))
str.startswith: N('abc').startswith(N('a'))
str.endswith: N('abc').endswith(N('c'))
str.ljust: N('a').ljust(3, N('.'))
str.rjust: N('a').rjust(3, N('.'))
str.center: N('a').center(3, N('.'))
str.upper: N('a').upper()
str.lower: N('a').lower()
str.title: N('a').title()
str.capitalize: N('a').capitalize()
str.swapcase: N('a').swapcase()
str.zfill: N('1').zfill(3)
str.expandtabs: N('a').expandtabs()
str.splitlines: N('a').splitlines()
str.isdigit: N('a').isdigit()
str.isalpha: N('a').isalpha()
str.isalnum: N('a').isalnum()
str.isupper: N('a').isupper()
str.islower: N('a').islower()
str.isspace: N('a').isspace()
str.istitle: N('a').istitle()
str.format: N('{0}').format(N('a'))
unicode.encode: u'a'.encode(N('utf-8'), N('strict'))
"""

_BUILTINS = r"""
getattr(Thing(), N('name'))
hasattr(Thing(), N('name'))
setattr: o = Thing(); setattr(o, N('other'), 1) -> o.other
delattr: o = Thing(); setattr(o, 'x', 1); delattr(o, N('x'))
__import__(N('os')).name
int(N('12'))
int(N('12'), 16)
float(N('1.5'))
complex(N('1+2j'))
ord(N('a'))
len(N('a'))
repr(1)
hex(10)
oct: oct(0)
bin(3)
type(N('Name'), (object,), {}).__name__
open: make(tmp + '/a'); open(N(tmp + '/a')).close()
open: make(tmp + '/a'); open(tmp + '/a', N('r')).close()
compile(N('1+1'), N('<a>'), N('eval')).co_filename
eval(N('1+1'))
bytearray(N('abc'))
bytearray.extend: o = bytearray(); o.extend(N('abc')) -> str_of(o)
bytearray.find: bytearray(raw('abc')).find(N('c'))
bytearray.startswith: bytearray(raw('abc')).startswith(N('a'))
bytearray.endswith: bytearray(raw('abc')).endswith(N('c'))
bytearray.count: bytearray(raw('abc')).count(N('c'))
bytearray.replace: bytearray(raw('abc')).replace(N('a'), N('x'))
bytearray.split: bytearray(raw('a,b')).split(N(','))
bytearray.join: bytearray(raw(',')).join([N('a')])
bytearray.decode: bytearray(raw('a,b')).decode(N('ascii'))
bytearray.fromhex: bytearray.fromhex(u'6162')
memoryview(N('abc'))
memoryview.tobytes: memoryview(raw('abc')).tobytes()
unicode(N('abc'), N('utf-8'))
"""

_BINARY = r"""
struct.pack(N('4s'), N('abcd'))
struct.unpack(N('4s'), N('abcd'))
struct.unpack(N('>I'), N('abcd'))
struct.unpack_from(N('4s'), N('abcd'), 0)
struct.pack_into(N('4s'), bytearray(4), 0, N('abcd'))
uuid.uuid1()
uuid.uuid4()
struct.calcsize(N('>I'))
struct.Struct(N('>4s'))
struct.Struct.pack: struct.Struct('4s').pack(N('abcd'))
struct.Struct.unpack: struct.Struct('4s').unpack(N('abcd'))
struct.Struct.unpack_from: struct.Struct('4s').unpack_from(N('abcd'))
zlib.compress(N('abc'))
zlib.decompress(zlib.compress(raw('abc')))
zlib.decompress: zlib.decompress(N(native(zlib.compress(raw('abc')))))
zlib.crc32(N('abc'))
zlib.crc32(N('abc'), 1)
zlib.adler32(N('abc'))
zlib.compressobj()
zlib.compressobj.compress: zlib.compressobj().compress(N('abc'))
zlib.compressobj.flush: zlib.compressobj().flush()
zlib.decompressobj()
zlib.decompressobj.decompress: zlib.decompressobj().decompress(N(native(zlib.compress(raw('abc')))))
zlib.decompressobj.flush: zlib.decompressobj().flush()
bz2.compress(N('abc'))
bz2.decompress(N(native(bz2.compress(raw('abc')))))
bz2.BZ2Compressor()
bz2.BZ2Compressor.compress: bz2.BZ2Compressor().compress(N('abc'))
bz2.BZ2Compressor.flush: bz2.BZ2Compressor().flush()
bz2.BZ2Decompressor()
bz2.BZ2Decompressor.decompress: bz2.BZ2Decompressor().decompress(N(native(bz2.compress(raw('abc')))))
hashlib.md5(N('abc'))
hashlib.sha1(N('abc'))
hashlib.sha224(N('abc'))
hashlib.sha256(N('abc'))
hashlib.sha384(N('abc'))
hashlib.sha512(N('abc'))
hashlib.new(N('md5'), N('abc'))
hashlib.md5.update: o = hashlib.md5(); o.update(N('abc')) -> o.hexdigest()
hashlib.md5.digest: hashlib.md5().digest()
hashlib.md5.hexdigest: hashlib.md5().hexdigest()
hashlib.md5.copy: hashlib.md5().copy()
hashlib.md5.name = hashlib.md5().name
hashlib.pbkdf2_hmac(N('sha1'), N('pw'), N('salt'), 1)
md5.new(N('abc'))
md5.md5(N('abc'))
sha.new(N('abc'))
sha.sha(N('abc'))
hmac.new: hmac.new(N('key'), N('msg'), hashlib.md5)
hmac.new.update: o = hmac.new(raw('key'), raw(''), hashlib.md5); o.update(N('abc')) -> o.hexdigest()
hmac.new.digest: hmac.new(raw('key'), raw(''), hashlib.md5).digest()
hmac.new.hexdigest: hmac.new(raw('key'), raw(''), hashlib.md5).hexdigest()
hmac.new.copy: hmac.new(raw('key'), raw(''), hashlib.md5).copy()
hmac.compare_digest(N('key'), N('msg'))
base64.b64encode(N('abc'), N('-_'))
base64.b64decode(N('YWJj'), N('-_'))
base64.standard_b64encode(N('abc'))
base64.standard_b64decode(N('YWJj'))
base64.urlsafe_b64encode(N('abc'))
base64.urlsafe_b64decode(N('YWJj'))
base64.b32encode(N('abc'))
base64.b32decode(N('MFRGG==='))
base64.b16encode(N('abc'))
base64.b16decode(N('616263'))
base64.encodestring(N('abc'))
base64.decodestring(N('YWJj'))
binascii.hexlify(N('abc'))
binascii.unhexlify(N('6162'))
binascii.b2a_hex(N('abc'))
binascii.a2b_hex(N('6162'))
binascii.b2a_base64(N('abc'))
binascii.a2b_base64(N('YWJj'))
binascii.b2a_uu(N('abc'))
binascii.a2b_uu(N('#86)C'))
binascii.b2a_qp(N('a=c'))
binascii.a2b_qp(N('a=3Dc'))
binascii.crc32(N('abc'))
binascii.crc_hqx(N('abc'), 0)
quopri.encodestring(N('a=c'))
quopri.decodestring(N('a=3Dc'))
array.array(N('b'), N('abc'))
array.array.tostring: now(array.array('b', [97]), 'tostring', 'tobytes')()
array.array.fromstring: o = array.array('b'); now(o, 'fromstring', 'frombytes')(N('abc')) -> o.tolist()
array.array.typecode = array.array('b').typecode
marshal.dumps(1)
marshal.dumps(N('a'))
marshal.loads(N(native(marshal.dumps(1))))
pickle.dumps(1)
pickle.dumps({N('a'): 1}, 2)
pickle.loads(N(native(pickle.dumps(1, 2))))
cPickle.dumps(1)
cPickle.dumps({N('a'): 1}, 2)
cPickle.loads(N(native(cPickle.dumps(1, 2))))
pickle.dump: o = io.BytesIO(); pickle.dump(1, o)
uuid.UUID(N('12345678123456781234567812345678'))
uuid.UUID(bytes=N('1234567812345678'))
uuid.UUID.bytes = uuid.UUID(int=1).bytes
uuid.UUID.hex = uuid.UUID(int=1).hex
uuid.UUID.get_urn = uuid.UUID(int=1).urn
uuid.uuid5(uuid.UUID(int=1), N('name'))
uuid.uuid3(uuid.UUID(int=1), N('name'))
mmap.mmap(-1, 10)
mmap.mmap.read: mmap.mmap(-1, 10).read(2)
mmap.mmap.readline: mmap.mmap(-1, 10).readline()
mmap.mmap.write: mmap.mmap(-1, 10).write(N('ab'))
mmap.mmap.find: mmap.mmap(-1, 10).find(N('ab'))
mmap.mmap.rfind: mmap.mmap(-1, 10).rfind(N('ab'))
mmap.mmap.__getitem__: mmap.mmap(-1, 10)[0:2]
ctypes.c_char_p(N('abc')).value
ctypes.c_char(N('a')).value
ctypes.create_string_buffer(N('abc')).raw
ctypes.string_at(ctypes.create_string_buffer(raw('abc')))
ctypes.c_char_p.value = ctypes.c_char_p(raw('abc')).value

crypt.crypt(N('pw'), N('ab'))
zlib.compressobj.copy: zlib.compressobj().copy()
audioop.max(N('abcd'), 2)
audioop.add(N('abcd'), N('abcd'), 2)
imghdr.what: imghdr.what(None, N('GIF89a'))
codecs.BOM_UTF8 = codecs.BOM_UTF8
codecs.BOM_UTF16_LE = codecs.BOM_UTF16_LE
codecs.BOM_UTF16_BE = codecs.BOM_UTF16_BE
codecs.BOM_UTF16 = codecs.BOM_UTF16
codecs.BOM_UTF32 = codecs.BOM_UTF32
codecs.BOM_LE = codecs.BOM_LE
codecs.BOM_BE = codecs.BOM_BE
codecs.encode(u'a', N('utf-8'))
codecs.decode(N('a'), N('utf-8'))
codecs.lookup(N('utf-8')).name
codecs.utf_8_decode(N('a'))
codecs.utf_8_encode(u'a')
codecs.latin_1_decode(N('a'))
codecs.latin_1_encode(u'a')
codecs.ascii_decode(N('a'))
codecs.escape_decode(N('a'))
codecs.escape_encode(N('a'))
codecs.open: make(tmp + '/a'); codecs.open(N(tmp + '/a'), N('r'), N('utf-8'))
os.urandom(1)
random.seed: random.seed(N('abc'))
"""

_SYSTEM = r"""
os.read: r, w = os.pipe(); z = os.write(w, raw('abc')); os.read(r, 3)
os.write: r, w = os.pipe(); os.write(w, N('abc'))
os.listdir: make(tmp + '/a'); os.listdir(N(tmp))
os.walk: make(tmp + '/a'); list(os.walk(N(tmp)))
os.path.join(N('a'), N('b'))
os.path.split(N('a/b'))
os.path.splitext(N('a.b'))
os.path.basename(N('a/b'))
os.path.dirname(N('a/b'))
os.path.abspath(N('/a/b'))
os.path.normpath(N('a/b'))
os.path.realpath(N('/a/b'))
os.path.expanduser(N('/a'))
os.path.expandvars(N('/a'))
os.path.exists(N('/a'))
os.path.isfile(N('/a'))
os.path.isdir(N('/a'))
os.path.getsize: make(tmp + '/a'); os.path.getsize(N(tmp + '/a'))
os.path.commonprefix([N('a'), N('ab')])
os.stat: os.stat(N('/')).st_mode
os.mkdir: os.mkdir(N(tmp + '/d'))
os.remove: make(tmp + '/a'); os.remove(N(tmp + '/a'))
os.unlink: make(tmp + '/a'); os.unlink(N(tmp + '/a'))
os.rename: make(tmp + '/a'); os.rename(N(tmp + '/a'), N(tmp + '/b'))
os.symlink: os.symlink(N('/a'), N(tmp + '/b'))
os.readlink: os.symlink('/a', tmp + '/l'); os.readlink(N(tmp + '/l'))
os.getcwd()
os.getenv(N('PATH'), N('x'))
os.putenv(N('MIGRATOR_A'), N('b'))
os.environ.get: os.environ.get(N('PATH'), N('x'))
os.environ = os.environ
os.strerror(1)
os.system(N('true'))
os.popen(N('echo a'))
os.fdopen: r, w = os.pipe(); os.fdopen(w, N('w'))
os.sep = os.sep
os.linesep = os.linesep
os.name = os.name
os.pathsep = os.pathsep
os.curdir = os.curdir
os.extsep = os.extsep
os.uname()[0]
os.ctermid()
sys.argv = list(sys.argv)
sys.platform = sys.platform
sys.version = sys.version
sys.byteorder = sys.byteorder
sys.executable = sys.executable
sys.path = list(sys.path)
sys.getfilesystemencoding()
sys.getdefaultencoding()
sys.stdout.write: sys.stdout.write(N('a'))
sys.stderr.write: sys.stderr.write(N('a'))
sys.stdin.read: sys.stdin.read()
sys.stdin.readline: sys.stdin.readline()
sys.stdin = sys.stdin
sys.stdout = sys.stdout
sys.stderr = sys.stderr
raw_input()
subprocess.Popen.communicate: o = cat(); o.communicate(N('abc'))
subprocess.Popen.stdin = cat().stdin
subprocess.Popen.stdout = cat().stdout
subprocess.Popen: subprocess.Popen([N('true')])
subprocess.check_output([N('echo'), N('a')])
subprocess.check_call([N('true')])
subprocess.call([N('true')])
commands.getoutput(N('echo a'))
socket.socket()
socket.socketpair()
socket.socket.send: a, b = pair(); a.send(N('abc'))
socket.socket.sendall: a, b = pair(); a.sendall(N('abc'))
socket.socket.recv: a, b = pair(); z = a.send(raw('abc')); b.recv(3)
socket.socket.recvfrom: a, b = pair(); z = a.send(raw('abc')); b.recvfrom(3)[0]
socket.socket.makefile: a, b = pair(); a.makefile(N('rb'))
socket.socket.accept: s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(1); c = socket.create_connection(s.getsockname()); s.accept()
socket.create_connection: s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(1); socket.create_connection(s.getsockname())
socket.socket.sendto: s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('127.0.0.1', 0)); s.sendto(N('abc'), s.getsockname())
socket.inet_aton(N('1.2.3.4'))
socket.inet_ntoa(N('abcd'))
socket.inet_pton(socket.AF_INET, N('1.2.3.4'))
socket.inet_ntop(socket.AF_INET, N('abcd'))
socket.gethostname()
socket.gethostbyname(N('127.0.0.1'))
tempfile.mkdtemp(N('a'), N('b'), N(tmp)) -> it.startswith(tmp)
tempfile.mktemp()
tempfile.gettempdir()
tempfile.TemporaryFile()
tempfile.NamedTemporaryFile()
tempfile.SpooledTemporaryFile()
shutil.copy: make(tmp + '/a'); shutil.copy(N(tmp + '/a'), N(tmp + '/b'))
shutil.rmtree: os.mkdir(tmp + '/d'); shutil.rmtree(N(tmp + '/d'))
glob.glob: make(tmp + '/a'); glob.glob(N(tmp + '/*'))
fnmatch.fnmatch(N('a'), N('*'))
fnmatch.filter([N('a')], N('*'))
getpass.getuser()
platform.system()
platform.node()
pwd.getpwuid(0)[0]
time.strftime(N('%Y'))
time.strptime(N('2000'), N('%Y'))[0]
time.ctime(0)
time.asctime()
datetime.datetime(2000, 1, 1)
datetime.datetime.now()
datetime.datetime.utcnow()
datetime.datetime.today()
datetime.datetime.fromtimestamp(0)
datetime.datetime.utcfromtimestamp(0)
datetime.date(2000, 1, 1)
datetime.date.today()
datetime.date.fromtimestamp(0)
datetime.datetime.strftime: datetime.datetime(2000, 1, 1).strftime(N('%Y'))
datetime.datetime.strptime: datetime.datetime.strptime(N('2000'), N('%Y'))
datetime.datetime.isoformat: datetime.datetime(2000, 1, 1).isoformat()
datetime.date.strftime: datetime.date(2000, 1, 1).strftime(N('%Y'))
datetime.date.isoformat: datetime.date(2000, 1, 1).isoformat()
locale.setlocale(locale.LC_ALL, N('C'))
locale.getpreferredencoding()
logging.getLogger(N('a')).name
logging.Formatter: logging.Formatter(N('%(message)s')) -> it.format(logging.LogRecord('a', 10, '', 1, 'b', (), None))
logging.LogRecord: logging.LogRecord(N('a'), 10, N(''), 1, N('b'), (), None) -> logging.Formatter('%(message)s').format(it)
traceback.format_exc()
inspect.getsource: inspect.getsource(textwrap.dedent)[0:3]
linecache.getline: make(tmp + '/a'); linecache.getline(tmp + '/a', 1)
"""

_TEXTS = r"""
json.dumps({N('a'): N('b')})
json.loads(N('{"a": 1}'))
json.dump: o = Sink(); json.dump({N('a'): N('b')}, o) -> o.text()
csv.writer.writerow: o = Sink(); csv.writer(o).writerow([N('a')]) -> o.text()
csv.reader: list(csv.reader([N('a,b')]))
csv.reader: list(csv.reader(['a,b'], delimiter=N(',')))
csv.DictReader([N('a,b'), N('1,2')]) -> dict(list(it)[0])
csv.DictWriter: o = Sink(); csv.DictWriter(o, [N('a')]) -> it.writerow({'a': 'b'})
csv.DictWriter.writerow: o = Sink(); csv.DictWriter(o, ['a']).writerow({N('a'): N('b')}) -> o.text()
re.compile(N('a'))
re.match(N('(a)'), N('ab'))
re.search(N('(a)'), N('ab'))
re.findall(N('a'), N('ab'))
re.split(N('a'), N('bab'))
re.sub(N('a'), N('c'), N('ab'))
re.subn(N('a'), N('c'), N('ab'))
re.escape(N('a'))
string.capwords(N('a b'))
string.Template(N('$a'))
string.Template.substitute: string.Template('$a').substitute(a=N('b'))
string.letters = string.letters
string.lowercase = string.lowercase
string.uppercase = string.uppercase
string.digits = string.digits
string.hexdigits = string.hexdigits
string.octdigits = string.octdigits
string.punctuation = string.punctuation
string.printable = string.printable
string.whitespace = string.whitespace
string.ascii_letters = string.ascii_letters
string.ascii_lowercase = string.ascii_lowercase
string.ascii_uppercase = string.ascii_uppercase
textwrap.wrap(N('a b'))
textwrap.fill(N('a b'))
textwrap.dedent(N(' a'))
difflib.unified_diff: list(difflib.unified_diff([N('a')], [N('b')]))
shlex.split(N('a b'))
pipes.quote(N('a b'))
unicodedata.name(u'a')
unicodedata.normalize(N('NFC'), u'a')
unicodedata.lookup(N('LATIN SMALL LETTER A'))
urllib.quote(N('a b'))
urllib.quote_plus(N('a b'))
urllib.unquote(N('a%20b'))
urllib.unquote_plus(N('a+b'))
urllib.urlencode({N('a'): N('b')})
urllib.urlopen: make(tmp + '/a'); urllib.urlopen('file://' + tmp + '/a')
urllib.pathname2url(N('/a'))
urllib.url2pathname(N('/a'))
urllib2.urlopen: make(tmp + '/a'); urllib2.urlopen('file://' + tmp + '/a')
urllib2.Request(N('http://a/')).get_method()
urllib2.Request.add_header: o = urllib2.Request('http://a/'); o.add_header(N('a'), N('b'))
urlparse.urlparse(N('http://a/b?c'))[2]
urlparse.urlsplit(N('http://a/b?c'))[2]
urlparse.urljoin(N('http://a/b'), N('c'))
urlparse.parse_qs(N('a=b'))
urlparse.parse_qsl(N('a=b'))
urlparse.urlunparse((N('http'), N('a'), N('/b'), N(''), N(''), N('')))
urlparse.urlunsplit((N('http'), N('a'), N('/b'), N(''), N('')))
urlparse.urldefrag(N('http://a/b#c'))[0]
cgi.parse_header(N('a;b=c'))
xml.sax.saxutils.escape(N('a'))
xml.sax.saxutils.unescape(N('a'))
xml.sax.saxutils.quoteattr(N('a'))
xml.etree.ElementTree.fromstring(N('<a/>')).tag
xml.etree.ElementTree.XML(N('<a/>')).tag
xml.etree.ElementTree.Element(N('a')).tag
xml.etree.ElementTree.tostring: import xml.etree.ElementTree as e; xml.etree.ElementTree.tostring(e.Element('a'))
xml.dom.minidom.parseString(N('<a/>')).documentElement.tagName
xml.dom.minidom.Node.toxml: import xml.dom.minidom as e; e.parseString('<a/>').documentElement.toxml()
xml.sax.parseString: xml.sax.parseString(N('<a/>'), xml.sax.ContentHandler())
email.message_from_string(N('A: b\n\nc')).as_string()
email.message_from_string.get_payload: email.message_from_string('A: b\n\nc').get_payload()
email.message_from_string.as_string: email.message_from_string('A: b\n\nc').as_string()
email.utils.formataddr((N('a'), N('b@c')))
email.utils.parseaddr(N('a <b@c>'))
email.utils.formatdate(0)
email.utils.parsedate(N('Mon, 01 Jan 2001 00:00:00 GMT'))
email.mime.text.MIMEText(N('a')).get_payload()
email.header.decode_header(N('a'))
email.header.Header(N('a')).encode()
Cookie.SimpleCookie(N('a=b')).output()
mimetypes.guess_type(N('a.txt'))
HTMLParser.HTMLParser.feed: o = HTMLParser.HTMLParser(); o.feed(N('<a>'))
ConfigParser.ConfigParser.get: o = ConfigParser.ConfigParser(); o.add_section('a'); o.set('a', 'b', 'c'); o.get(N('a'), N('b'))
ConfigParser.ConfigParser.set: o = ConfigParser.ConfigParser(); o.add_section('a'); o.set(N('a'), N('b'), N('c')) -> o.get('a', 'b')
ConfigParser.ConfigParser.add_section: o = ConfigParser.ConfigParser(); o.add_section(N('a'))
difflib.ndiff: list(difflib.ndiff([N('a')], [N('a')]))
pprint.pformat(1)
decimal.Decimal(N('1.5'))
fractions.Fraction(N('1/2'))
operator.attrgetter(N('name'))(Thing())
operator.contains(N('abc'), N('a'))
operator.concat(N('a'), N('b'))
collections.namedtuple(N('A'), N('x y'))._fields
optparse.OptionParser(usage=N('a')).usage
argparse.ArgumentParser(prog=N('a')).prog
gettext.gettext(N('a'))
sqlite3.connect(N(':memory:'))
ast.literal_eval(N('1'))
importlib.import_module(N('os')).name
warnings.warn(N('a'))
htmlentitydefs.entitydefs = dict(htmlentitydefs.entitydefs)
keyword.iskeyword(N('if'))
"""

_FILES = r"""
io.BytesIO(N('abc'))
io.BytesIO.write: io.BytesIO().write(N('abc'))
io.BytesIO.read: io.BytesIO(raw('abc')).read()
io.BytesIO.getvalue: io.BytesIO(raw('abc')).getvalue()
io.BytesIO.readline: io.BytesIO(raw('abc')).readline()
io.BytesIO.readlines: io.BytesIO(raw('abc')).readlines()
io.StringIO(u'abc')
io.StringIO.getvalue: io.StringIO(u'abc').getvalue()
io.StringIO.read: io.StringIO(u'abc').read()
zipfile.ZipFile: zipfile.ZipFile(io.BytesIO(), N('w'))
zipfile.ZipFile.writestr: o = zipfile.ZipFile(io.BytesIO(), 'w'); o.writestr(N('a'), N('b'))
zipfile.ZipFile.read: o = archive(); o.read(N('a'))
zipfile.ZipFile.open: o = archive(); o.open(N('a'))
zipfile.ZipFile.namelist: archive().namelist()
zipfile.ZipInfo(N('a')).filename
tarfile.TarInfo(N('a')).name
tarfile.TarFile.extractfile: tarball().extractfile(N('a'))
tarfile.TarFile.getnames: tarball().getnames()
gzip.GzipFile: gzip.GzipFile(N('a'), N('wb'), 9, io.BytesIO())
gzip.open: gzip.open(N(tmp + '/a'), N('wb'))
bz2.BZ2File: bz2.BZ2File(N(tmp + '/a'), N('w'))
wave.Wave_write.writeframes: o = sound(); o.writeframes(N('ab'))
shelve.open(N(tmp + '/a'))
anydbm.open: anydbm.open(N(tmp + '/a'), N('c'))
httplib.HTTPConnection(N('a')).host
httplib.HTTPResponse.read: response().read()
httplib.HTTPResponse.getheader: response().getheader(N('a'))
smtplib.quotedata(N('a'))
smtplib.quoteaddr(N('a'))
"""

SAMPLES = "\n".join((_STRINGS, _BUILTINS, _BINARY, _SYSTEM, _TEXTS, _FILES))
