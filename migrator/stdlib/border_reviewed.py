"""Borders that no small sample can show: files that are passed on, objects that hold strings.

Hand-written and reviewed against the library's documentation, 2.7 and 3.12, one border a line:

    name(place: shape; ...) -> shape        shapes as in `migrator/facts/text/shapes.py`
    name() -> shape | place: shape; ...     another result where that argument is given
    name = shape                            a value or attribute

They overrule what `border_samples.py` shows of the same places.
"""

from __future__ import annotations

# Objects made of strings of one colour, `same@class`, and what their methods give.
_PATTERNS = """
re.compile(0: same) -> same@re.compile
re.match(0: same; 1: same) -> same@re.match
re.search(0: same; 1: same) -> same@re.match
re.finditer(0: same; 1: same) -> [same@re.match]
re.compile.match(self: same; 0: same) -> same@re.match
re.compile.search(self: same; 0: same) -> same@re.match
re.compile.findall(self: same; 0: same) -> [same]
re.compile.finditer(self: same; 0: same) -> [same@re.match]
re.compile.split(self: same; 0: same) -> [same]
re.compile.sub(self: same; 0: same; 1: same) -> same
re.compile.subn(self: same; 0: same; 1: same) -> (same,.)
re.compile.pattern(self: same) = same
re.match.group(self: same) -> same
re.match.groups(self: same) -> [same]
re.match.groupdict(self: same) -> {text:same}
re.match.expand(self: same; 0: same) -> same
re.match.string(self: same) = same
"""

_FILES = """
StringIO.StringIO(0: same) -> <same>
cStringIO.StringIO(0: same) -> <same>
StringIO.StringIO.getvalue(self: <same>) -> same
codecs.open(0: any; 1: text; 2: text) -> <text>
io.open(0: any; 1: text; encoding: text) -> <text>
os.tmpfile() -> <bytes>
os.popen2() -> (<text>,<text>)
os.popen3() -> (<text>,<text>,<text>)
pickle.dump(1: <bytes>)
pickle.load(0: <bytes>)
pickle.Pickler(0: <bytes>) -> @pickle.Pickler
pickle.Unpickler(0: <bytes>) -> @pickle.Unpickler
cPickle.dump(1: <bytes>)
cPickle.load(0: <bytes>)
cPickle.Pickler(0: <bytes>) -> @pickle.Pickler
cPickle.Unpickler(0: <bytes>) -> @pickle.Unpickler
marshal.dump(1: <bytes>)
pickle.encode_long() -> bytes
pickle.decode_long(0: bytes)
marshal.load(0: <bytes>)
json.load(0: <any>)
json.loads(0: any)
json.dump(1: <text>)
csv.reader(0: [text]; delimiter: text) -> [[text]]
csv.writer(0: <text>) -> @csv.writer
csv.writer.writerows(0: [[text]])
csv.DictReader(0: [text]) -> [{text:text}]
csv.DictWriter(0: <text>; 1: [text]) -> @csv.DictWriter
csv.DictWriter.writerows(0: [{text:text}])
ConfigParser.ConfigParser() -> @ConfigParser.ConfigParser
ConfigParser.RawConfigParser() -> @ConfigParser.ConfigParser
ConfigParser.SafeConfigParser() -> @ConfigParser.ConfigParser
ConfigParser.ConfigParser.readfp(0: <text>)
ConfigParser.ConfigParser.write(0: <text>)
ConfigParser.ConfigParser.sections() -> [text]
ConfigParser.ConfigParser.options(0: text) -> [text]
ConfigParser.ConfigParser.items(0: text) -> [(text,text)]
logging.StreamHandler(0: <text>)
traceback.print_exc(file: <text>)
traceback.format_exc() -> text
shutil.copyfileobj(0: <same>; 1: <same>)
zipfile.ZipFile(0: <bytes>; 1: text) -> @zipfile.ZipFile
tarfile.open(fileobj: <bytes>) -> @tarfile.TarFile
tarfile.TarFile(fileobj: <bytes>) -> @tarfile.TarFile
tarfile.TarFile.addfile(1: <bytes>)
gzip.GzipFile(0: any; 1: text; 3: <bytes>; fileobj: <bytes>) -> <bytes>
wave.open(0: <bytes>) -> @wave.Wave_write
wave.Wave_write.readframes() -> bytes
struct.pack(0: any; *: bytes) -> bytes
struct.pack_into(0: any; *: bytes)
struct.Struct.pack(*: bytes) -> bytes
struct.unpack(0: any; 1: bytes) -> [bytes]
struct.unpack_from(0: any; 1: bytes) -> [bytes]
struct.Struct.unpack(0: bytes) -> [bytes]
struct.Struct.unpack_from(0: bytes) -> [bytes]
array.array.write(0: <bytes>)
array.array.tofile(0: <bytes>)
array.array.fromfile(0: <bytes>)
array.array.read(0: <bytes>)
anydbm.open() -> {bytes:bytes}
gdbm.open() -> {bytes:bytes}
dbm.open() -> {bytes:bytes}
dumbdbm.open() -> {bytes:bytes}
dbhash.open() -> {bytes:bytes}
shelve.open() -> {text:.}
"""

_NETWORK = """
socket.socket.accept() -> (@socket.socket,.)
socket.socketpair() -> (@socket.socket,@socket.socket)
socket.create_connection() -> @socket.socket
socket.fromfd() -> @socket.socket
socket.socket.recvfrom() -> (bytes,.)
socket.socket.recv_into(0: bytes)
socket.socket.dup() -> @socket.socket
ssl.wrap_socket() -> @socket.socket
ssl.SSLSocket.read() -> bytes
ssl.SSLSocket.write(0: bytes)
urllib.urlopen(1: bytes; data: bytes) -> <bytes>
urllib2.urlopen(1: bytes; data: bytes) -> <bytes>
urllib2.Request(0: text; 1: bytes; data: bytes) -> @urllib2.Request
urllib2.Request.add_data(0: bytes)
urllib2.Request.get_data() -> bytes
urllib2.build_opener() -> @urllib2.OpenerDirector
urllib2.OpenerDirector.open(1: bytes; data: bytes) -> <bytes>
httplib.HTTPConnection(0: text) -> @httplib.HTTPConnection
httplib.HTTPSConnection(0: text) -> @httplib.HTTPConnection
httplib.HTTPConnection.getresponse() -> @httplib.HTTPResponse
httplib.HTTPConnection.request(0: text; 1: text; 2: any)
httplib.HTTPConnection.send(0: bytes)
httplib.HTTPResponse() -> @httplib.HTTPResponse
httplib.HTTPResponse.read() -> bytes
httplib.HTTPResponse.getheaders() -> [(text,text)]
smtplib.SMTP() -> @smtplib.SMTP
smtplib.SMTP.sendmail(0: text; 2: any)
smtplib.SMTP.docmd(0: text) -> (.,bytes)
telnetlib.Telnet() -> @telnetlib.Telnet
telnetlib.Telnet.read_until(0: bytes) -> bytes
telnetlib.Telnet.read_all() -> bytes
telnetlib.Telnet.read_some() -> bytes
telnetlib.Telnet.read_eager() -> bytes
telnetlib.Telnet.read_very_eager() -> bytes
telnetlib.Telnet.write(0: bytes)
telnetlib.Telnet.expect(0: [bytes]) -> (.,.,bytes)
ftplib.FTP() -> @ftplib.FTP
ftplib.FTP.storbinary(0: text; 1: <bytes>)
ftplib.FTP.storlines(0: text; 1: <bytes>)
poplib.POP3() -> @poplib.POP3
poplib.POP3.retr() -> (bytes,[bytes],.)
poplib.POP3.list() -> (bytes,[bytes],.)
poplib.POP3.stat() -> (.,.)
imaplib.IMAP4() -> @imaplib.IMAP4
imaplib.IMAP4_SSL() -> @imaplib.IMAP4
imaplib.IMAP4.search() -> (text,[bytes])
imaplib.IMAP4.fetch() -> (text,.)
xmlrpclib.Binary(0: bytes) -> @xmlrpclib.Binary
xmlrpclib.Binary.data = bytes
xmlrpclib.dumps() -> text
SocketServer.StreamRequestHandler() -> @SocketServer.StreamRequestHandler
SocketServer.StreamRequestHandler.rfile = <bytes>
SocketServer.StreamRequestHandler.wfile = <bytes>
SocketServer.StreamRequestHandler.request = @socket.socket
SocketServer.BaseRequestHandler() -> @SocketServer.BaseRequestHandler
SocketServer.BaseRequestHandler.request = @socket.socket
BaseHTTPServer.BaseHTTPRequestHandler() -> @BaseHTTPServer.BaseHTTPRequestHandler
BaseHTTPServer.BaseHTTPRequestHandler.rfile = <bytes>
BaseHTTPServer.BaseHTTPRequestHandler.wfile = <bytes>
BaseHTTPServer.BaseHTTPRequestHandler.path = text
asyncore.dispatcher() -> @asyncore.dispatcher
asyncore.dispatcher.recv() -> bytes
asyncore.dispatcher.send(0: bytes)
asynchat.async_chat() -> @asynchat.async_chat
asynchat.async_chat.push(0: bytes)
asynchat.async_chat.set_terminator(0: bytes)
asynchat.async_chat.recv() -> bytes
asynchat.async_chat.send(0: bytes)
"""

_OTHERS = """
codecs.encode(0: any; 1: text) -> any
codecs.iterdecode(0: [bytes]; 1: text) -> [text]
codecs.iterencode(0: [text]; 1: text) -> [bytes]
codecs.EncodedFile(0: <bytes>; 1: text) -> <bytes>
ctypes.c_char_p(0: bytes) -> @ctypes.c_char_p
ctypes.c_char(0: bytes) -> @ctypes.c_char_p
ctypes.create_string_buffer(0: bytes) -> @ctypes.c_char_p
ctypes.c_char_p.raw = bytes
wsgiref.handlers.SimpleHandler(0: <bytes>; 1: <bytes>; 2: <text>)
wsgiref.handlers.BaseCGIHandler(0: <bytes>; 1: <bytes>; 2: <text>)
ctypes.CDLL() -> @ctypes.CDLL
ctypes.PyDLL() -> @ctypes.CDLL
ctypes.cdll.LoadLibrary() -> @ctypes.CDLL
ctypes.string_at() -> bytes
uu.encode(0: <bytes>; 1: <bytes>)
uu.decode(0: <bytes>; 1: <bytes>)
quopri.encode(0: <bytes>; 1: <bytes>)
quopri.decode(0: <bytes>; 1: <bytes>)
base64.encode(0: <bytes>; 1: <bytes>)
base64.decode(0: <bytes>; 1: <bytes>)
codecs.decode(0: any; 1: text) -> any
string.maketrans(0: same; 1: same) -> same
string.translate(0: same; 1: same; 2: same) -> same
str.translate(self: same; 0: same; 1: same) -> same
cgi.escape(0: text) -> text
cgi.FieldStorage(0: <bytes>; fp: <bytes>) -> @cgi.FieldStorage
cgi.FieldStorage.getfirst(0: text) -> text
cgi.FieldStorage.getlist(0: text) -> [text]
cgi.parse(0: <bytes>; fp: <bytes>) -> {text:[text]}
cgi.parse_multipart(0: <bytes>; fp: <bytes>)
urlparse.urlparse(0: same) -> [same]
urlparse.urlsplit(0: same) -> [same]
urlparse.urldefrag(0: same) -> (same,same)
cgi.parse_qs(0: same) -> {same:[same]}
cgi.parse_qsl(0: same) -> [(same,same)]
urlparse.urlunparse(0: [same]) -> same
urlparse.urlunsplit(0: [same]) -> same
os.path.commonprefix(0: [same]) -> same
str.join(self: same; 0: [same]) -> same
os.uname() -> (text,text,text,text,text)
subprocess.call(0: [any])
commands.getstatusoutput(0: text) -> (.,text)
urllib.unquote(0: text) -> any
urllib.unquote_plus(0: text) -> any
urllib.parse.unquote(0: text) -> text
urllib.parse.unquote_plus(0: text) -> text
urllib.parse.unquote_to_bytes(0: any) -> bytes
subprocess.Popen.communicate(0: bytes) -> (bytes,bytes)
subprocess.Popen.stderr = <bytes>
subprocess.check_output(0: [any]) -> bytes
subprocess.CalledProcessError(2: any) -> @subprocess.CalledProcessError
subprocess.CalledProcessError.output = bytes
urllib2.HTTPError() -> @urllib2.HTTPError
urllib2.HTTPError.read() -> bytes
urllib2.HTTPError.readlines() -> [bytes]
urllib2.HTTPError.fp = <bytes>
httplib.IncompleteRead(0: bytes) -> @httplib.IncompleteRead
httplib.IncompleteRead.partial = bytes
tempfile.mkstemp() -> (.,text)
hmac.HMAC(0: bytes; 1: bytes) -> @hmac.new
os.path.join(0: same; *: same) -> same
logging.debug(0: text; *: text)
logging.info(0: text; *: text)
logging.warning(0: text; *: text)
logging.error(0: text; *: text)
logging.critical(0: text; *: text)
logging.exception(0: text; *: text)
logging.getLogger(0: text) -> @logging.Logger
logging.Logger.debug(0: text; *: text)
logging.Logger.info(0: text; *: text)
logging.Logger.warning(0: text; *: text)
logging.Logger.warn(0: text; *: text)
logging.Logger.error(0: text; *: text)
logging.Logger.critical(0: text; *: text)
logging.Logger.exception(0: text; *: text)
zlib.decompressobj.unused_data = bytes
zlib.decompressobj.unconsumed_tail = bytes
bz2.BZ2Decompressor.unused_data = bytes
Queue.Queue() -> @Queue.Queue
email.header.Header(0: any) -> @email.header.Header
email.header.Header.append(0: any)
email.header.Header.encode() -> text
email.Header.Header(0: any) -> @email.header.Header
email.message_from_file(0: <text>) -> @email.message_from_string
email.message_from_string(0: text) -> @email.message_from_string
email.message_from_string.get() -> text
email.message_from_string.get_payload() -> text | decode: bytes
email.message_from_string.__getitem__() -> text
email.message_from_string.get_all() -> [text]
email.mime.text.MIMEText(0: text) -> @email.message_from_string
email.MIMEText.MIMEText(0: text) -> @email.message_from_string
email.mime.base.MIMEBase() -> @email.message_from_string
email.MIMEBase.MIMEBase() -> @email.message_from_string
email.mime.image.MIMEImage(0: bytes) -> @email.message_from_string
email.MIMEImage.MIMEImage(0: bytes) -> @email.message_from_string
email.mime.application.MIMEApplication(0: bytes) -> @email.message_from_string
email.mime.multipart.MIMEMultipart() -> @email.message_from_string
email.MIMEMultipart.MIMEMultipart() -> @email.message_from_string
xml.etree.ElementTree.tostring() -> bytes
xml.etree.ElementTree.parse(0: <any>)
xml.etree.cElementTree.XML(0: any)
xml.etree.cElementTree.fromstring(0: any)
xml.etree.cElementTree.tostring() -> bytes
xml.etree.cElementTree.parse(0: <any>)
xml.dom.minidom.parse(0: <any>) -> @xml.dom.minidom.Node
xml.dom.minidom.parseString(0: any) -> @xml.dom.minidom.Node
xml.dom.minidom.Document() -> @xml.dom.minidom.Node
xml.dom.minidom.Node.documentElement = @xml.dom.minidom.Node
xml.dom.minidom.Node.createElement(0: text) -> @xml.dom.minidom.Node
xml.dom.minidom.Node.createTextNode(0: text) -> @xml.dom.minidom.Node
xml.dom.minidom.Node.getElementsByTagName(0: text) -> [@xml.dom.minidom.Node]
xml.dom.minidom.Node.getAttribute(0: text) -> text
xml.dom.minidom.Node.setAttribute(0: text; 1: text)
xml.dom.minidom.Node.appendChild(0: @xml.dom.minidom.Node) -> @xml.dom.minidom.Node
xml.parsers.expat.ParserCreate() -> @xml.parsers.expat.ParserCreate
xml.parsers.expat.ParserCreate.Parse(0: any)
xml.parsers.expat.ParserCreate.ParseFile(0: <bytes>)
xml.sax.parse(0: <any>)
xml.sax.xmlreader.InputSource() -> @xml.sax.xmlreader.InputSource
xml.sax.xmlreader.InputSource.setByteStream(0: <bytes>)
xml.sax.xmlreader.InputSource.setCharacterStream(0: <text>)
types.CodeType(8: text; 9: text)
xml.dom.minidom.Node.toxml() -> text | 0: bytes; encoding: bytes
xml.dom.minidom.Node.toprettyxml() -> text | encoding: bytes
"""

REVIEWED = "\n".join((_PATTERNS, _FILES, _NETWORK, _OTHERS))
