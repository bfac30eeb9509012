"""Programs that work on bytes through the library print what they printed under Python 2.7."""

from __future__ import annotations

import binascii
import subprocess
from importlib import import_module

import pytest

from migrator.rules.text.decoding_errors import _DECODERS
from migrator.verify.interpreters import find_python2
from tests.rules.oracle import agree, fix, fixed

PROGRAMS = {
    "hex codec": r"""
def dump(data):
    return ' '.join(c.encode('hex') for c in data)
print dump('\x01\xab\xff')
print '48656c6c6f'.decode('hex')
key = '00ff10'.decode('hex')
print len(key), [ord(c) for c in key], repr(key)
print 'abc'.encode('hex').upper()
""",
    "base64 codec": r"""
s = 'user:secret'
h = 'Basic ' + s.encode('base64').strip()
print h
scheme, _, data = h.partition(' ')
u, p = data.decode('base64').split(':')
print u, p, u == 'user'
""",
    "zlib codec": r"""
text = 'hello ' * 50
z = text.encode('zlib')
print len(z) < len(text), z.decode('zlib') == text
print z.decode('zip')[:5]
""",
    "rot13": r"""
import string
print 'Hello'.encode('rot13'), 'Uryyb'.decode('rot13')
table = string.maketrans(string.ascii_lowercase, string.ascii_lowercase[13:] + string.ascii_lowercase[:13])
print 'hello'.translate(table)
""",
    "string escape": r"""
print 'a\nb\t"\x00'.encode('string_escape')
print r'a\nb\x41'.decode('string_escape')
line = raw = 'tab\\tend'
print line.decode('string_escape') == 'tab\tend'
""",
    "translate delete": r"""
import string
def clean(s):
    return s.translate(string.maketrans('', ''), string.punctuation)
print clean("it's a test, isn't it?")
all_chars = string.maketrans('', '')
nodigs = all_chars.translate(all_chars, string.digits)
print len(all_chars), len(nodigs)
print 'a1b2'.translate(all_chars, nodigs)
""",
    "translate bytes": r"""
import struct, string
data = struct.pack('4B', 1, 2, 3, 65)
print len(data.translate(None, '\x01')), data.translate(string.maketrans('\x02', 'B'))[1]
""",
    "md5 text": r"""
import hashlib
print hashlib.md5('hello').hexdigest()
m = hashlib.sha1()
for line in ['a', 'b']:
    m.update(line)
m.update(u'c'.encode('utf-8'))
print m.hexdigest(), len(m.digest())
print hashlib.md5(m.digest() + 'x').hexdigest()
print hashlib.new('md5', 'x' * 3).digest().encode('hex')
""",
    "hmac sign": r"""
import hmac, hashlib, base64
def sign(key, msg):
    return base64.b64encode(hmac.new(key, msg, hashlib.sha1).digest())
print sign('secret', 'GET\n/path')
params = {'a': '1', 'b': 'two'}
msg = '&'.join('%s=%s' % (k, params[k]) for k in sorted(params))
print hmac.new('k', msg, hashlib.md5).hexdigest()
""",
    "crc": r"""
import zlib, binascii
print zlib.crc32('hello') & 0xffffffff, binascii.crc32('hello') & 0xffffffff
print '%08x' % (zlib.adler32('abc') & 0xffffffff)
""",
    "gzip file": r"""
import gzip, os, tempfile
d = tempfile.mkdtemp()
p = os.path.join(d, 'a.gz')
f = gzip.open(p, 'wb')
f.write('line one\nline two\n')
f.close()
for line in gzip.open(p):
    print line.strip().split()[1]
print gzip.open(p).read().count('\n')
""",
    "gzip stringio": r"""
import gzip, StringIO
buf = StringIO.StringIO()
g = gzip.GzipFile(fileobj=buf, mode='w')
g.write('some data')
g.close()
raw = buf.getvalue()
print raw[:2] == '\x1f\x8b', gzip.GzipFile(fileobj=StringIO.StringIO(raw)).read()
""",
    "subprocess out": r"""
import subprocess
out = subprocess.Popen(['echo', 'a b'], stdout=subprocess.PIPE).communicate()[0]
print out.split(), out.strip() == 'a b'
p = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
out, err = p.communicate('line 1\nline 2\n')
for l in out.splitlines():
    print l.upper()
print subprocess.check_output(['echo', 'x']).rstrip('\n') + '!'
""",
    "popen": r"""
import os
print os.popen('echo hi').read().strip() + '!'
for l in os.popen('printf "a\\nb\\n"').readlines():
    print l.rstrip()
""",
    "socket pair": r"""
import socket
a, b = socket.socketpair()
a.send('HELLO %s\r\n' % 'world')
d = b.recv(1024)
cmd, arg = d.strip().split(' ')
print cmd, arg, cmd == 'HELLO'
b.sendall('OK ' + str(len(d)) + '\r\n')
f = a.makefile()
print f.readline().rstrip()
""",
    "marshal it": r"""
import marshal
s = marshal.dumps([1, 'two', (3.0, None)])
print marshal.loads(s), len(s) > 3
""",
    "csv stringio": r"""
import csv, StringIO
out = StringIO.StringIO()
w = csv.writer(out)
w.writerow(['a', 'b c', 'd"e'])
print out.getvalue().strip()
for row in csv.reader(StringIO.StringIO('x,y\r\n1,2\r\n')):
    print row
""",
    "struct records": r"""
import struct
FMT = '<4sHB'
rec = struct.pack(FMT, 'NAME', 7, 1)
name, n, flag = struct.unpack(FMT, rec)
print name, n, flag, name == 'NAME', name.strip('\0').lower()
recs = ''.join(struct.pack('<I', i) for i in range(3))
print [struct.unpack('<I', recs[i:i+4])[0] for i in range(0, len(recs), 4)]
print repr(rec)
""",
    "struct pad": r"""
import struct
def pstr(s):
    return struct.pack('>H', len(s)) + s
def read(buf):
    n, = struct.unpack('>H', buf[:2])
    return buf[2:2+n], buf[2+n:]
buf = pstr('ab') + pstr('hello')
while buf:
    s, buf = read(buf)
    print s, len(s)
""",
    "ctypes str": r"""
import ctypes
b = ctypes.create_string_buffer('hello', 10)
print b.value, len(b.raw), b.raw[:5] == 'hello'
p = ctypes.c_char_p('abc')
print p.value.upper()
""",
    "os rw": r"""
import os
r, w = os.pipe()
os.write(w, 'data:' + str(3) + '\n')
s = os.read(r, 100)
print s.split(':')[1].strip(), s.startswith('data')
f = os.fdopen(w, 'w')
f.write('more\n')
f.close()
print os.read(r, 100).rstrip()
""",
    "uuid bytes": r"""
import uuid
u = uuid.UUID('12345678123456781234567812345678')
print len(u.bytes), ord(u.bytes[0]), u.hex[:4], str(u)
print uuid.UUID(bytes=u.bytes) == u, uuid.uuid5(uuid.NAMESPACE_DNS, 'a.b')
""",
    "email msg": r"""
import email
from email.mime.text import MIMEText
m = email.message_from_string('From: a@b.c\nSubject: hi\n\nbody\n')
print m['subject'], m.get_payload().strip()
t = MIMEText('hello')
t['To'] = 'x@y.z'
print 'To: x@y.z' in t.as_string()
""",
    "bom": r"""
import codecs
data = codecs.BOM_UTF8 + 'abc'
if data.startswith(codecs.BOM_UTF8):
    data = data[len(codecs.BOM_UTF8):]
print data, len(data)
""",
    "xml parse": r"""
import xml.dom.minidom
from xml.etree import ElementTree as ET
d = xml.dom.minidom.parseString('<a b="c">t</a>')
print d.documentElement.getAttribute('b'), d.documentElement.toxml()
e = ET.fromstring('<r><x>1</x></r>')
print ET.tostring(e), e.find('x').text
e.text = u'\xe9'
print ET.tostring(e, 'utf-8').count('\xc3')
""",
    "zipfile mem": r"""
import zipfile, StringIO
buf = StringIO.StringIO()
z = zipfile.ZipFile(buf, 'w')
z.writestr('a.txt', 'hello\nworld\n')
z.close()
z = zipfile.ZipFile(StringIO.StringIO(buf.getvalue()))
print z.namelist(), z.read('a.txt').splitlines()
""",
    "tarfile mem": r"""
import tarfile, StringIO
buf = StringIO.StringIO()
t = tarfile.open(fileobj=buf, mode='w')
i = tarfile.TarInfo('a.txt')
data = 'content'
i.size = len(data)
t.addfile(i, StringIO.StringIO(data))
t.close()
buf.seek(0)
print tarfile.open(fileobj=buf).extractfile('a.txt').read()
""",
    "memory": r"""
m = memoryview('hello')
print m[1:3].tobytes(), len(m)
b = buffer('hello', 1, 3)
print str(b), len(b)
""",
    "str methods reprs": r"""
class P(object):
    def __init__(self, n):
        self.n = n
    def __unicode__(self):
        return u'P:%s' % self.n
    def __str__(self):
        return unicode(self).encode('utf-8')
    def __repr__(self):
        return '<P %s>' % self.n.encode('ascii', 'replace')
print str(P(u'abc')), unicode(P(u'x')), [P(u'y')], '%s' % P(u'z')
""",
    "str encoding arg": r"""
class T(object):
    def __init__(self, t):
        self.t = t
    def __str__(self, encoding='utf-8'):
        return self.t.encode(encoding)
    def prettify(self, encoding='utf-8'):
        return self.__str__(encoding)
print T(u'abc'), str(T(u'd')), T(u'e').prettify()
""",
    "quote": r"""
import urllib
print urllib.quote('a b/\xe9'), urllib.quote(u'caf\xe9'.encode('utf-8'))
print urllib.unquote('caf%C3%A9').decode('utf-8') == u'caf\xe9'
print urllib.unquote('a%20b') + '!'
""",
    "re bytes2": r"""
import re, struct
rx = re.compile('(\\d+)\\x00')
m = rx.match(struct.pack('3sB', '123', 0))
print m.group(1), int(m.group(1)) + 1
print re.sub('\xff+', '-', 'a\xff\xffb')
""",
    "ords": r"""
s = 'AZ\xff'
print [ord(c) for c in s], sum(map(ord, s)), max(s) == '\xff'
print ''.join(chr(ord(c) ^ 1) for c in 'abc')
def xor(data, key):
    return ''.join(chr(ord(a) ^ ord(b)) for a, b in zip(data, key * len(data)))
print xor(xor('secret', 'k'), 'k'), xor('a', 'b').encode('hex')
""",
    "checksum": r"""
def checksum(data):
    if len(data) % 2:
        data += '\0'
    total = 0
    for i in range(0, len(data), 2):
        total += (ord(data[i]) << 8) + ord(data[i + 1])
    return total & 0xffff
import struct
print checksum('abc'), checksum(struct.pack('>HH', 1, 2))
""",
    "sys stdout bin": r"""
import sys
out = sys.stdout
for i in range(3):
    out.write(chr(65 + i))
out.write('\n')
out.write(u'\xe9'.encode('latin-1').encode('hex') + '\n')
""",
    "iter chunks": r"""
from StringIO import StringIO
import zlib
src = StringIO('abc' * 10)
c = zlib.compressobj()
out = ''
for chunk in iter(lambda: src.read(7), ''):
    out += c.compress(chunk)
out += c.flush()
print zlib.decompress(out)
""",
    "httpparse": r"""
def parse(raw):
    head, body = raw.split('\r\n\r\n', 1)
    lines = head.split('\r\n')
    hs = {}
    for l in lines[1:]:
        k, v = l.split(':', 1)
        hs[k.strip().lower()] = v.strip()
    return lines[0].split()[1], hs, body
raw = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n' + u'abc'.encode('ascii')
code, hs, body = parse(raw)
print code, hs['content-length'], body[:int(hs['content-length'])]
""",
    "except typeerror": r"""
import base64, binascii
for s in ('YWJj', 'x'):
    try:
        print base64.b64decode(s)
    except TypeError:
        print 'bad'
try:
    binascii.unhexlify('zz')
except TypeError, e:
    print 'bad hex'
try:
    'zz'.decode('hex')
except TypeError:
    print 'bad hex 2'
""",
    "unicode errors": r"""
try:
    u'\xe9'.encode('ascii')
except UnicodeError, e:
    print 'cannot', e.__class__.__name__
try:
    '\xe9'.decode('ascii')
except UnicodeDecodeError:
    print 'cannot decode'
print '\xe9'.decode('ascii', 'ignore') == u'', u'\xe9'.encode('ascii', 'xmlcharrefreplace')
""",
    "mixing": r"""
names = {u'caf\xe9': 1, 'plain': 2}
print names[u'plain'], sorted(len(k) for k in names)
s = 'abc'
u = u'abc'
print s == u, s + u == u'abcabc', isinstance(s + u, unicode), '%s' % u == s
print u', '.join(['a', u'b']) == 'a, b'
""",
    "md5 old": r"""
import md5, sha
print md5.new('abc').hexdigest(), sha.new('x').hexdigest()[:8]
m = md5.md5()
m.update('a' + 'b')
print m.digest().encode('base64').strip()
""",
    "select pipe": r"""
import os, select
r, w = os.pipe()
os.write(w, 'x')
rs, _, _ = select.select([r], [], [], 1)
if rs:
    c = os.read(r, 1)
    print c, c == 'x'
""",
    "asciify": r"""
import unicodedata
print unicodedata.normalize('NFKD', u'caf\xe9').encode('ascii', 'ignore')
""",
    "cgi form": r"""
import cgi
print cgi.parse_qs('a=1&b=2&a=3')['a'], cgi.escape('<a & "b">', True)
""",
    "strip nulls": r"""
import struct
raw = struct.pack('8s', 'bob')
print raw.rstrip('\x00'), len(raw), raw.split('\x00')[0] == 'bob', raw.find('\x00')
user = raw.strip('\0')
print 'Hello, %s!' % user, 'Hello, ' + user, {'bob': 5}[user]
""",
    "logging stream": r"""
import logging, StringIO
s = StringIO.StringIO()
h = logging.StreamHandler(s)
l = logging.getLogger('a')
l.addHandler(h)
l.error('bad %s', 'thing')
print s.getvalue().strip()
""",
    "config": r"""
import ConfigParser, StringIO
c = ConfigParser.ConfigParser()
c.readfp(StringIO.StringIO('[a]\nb = c\n'))
print c.get('a', 'b'), c.sections()
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_prints_the_same(name: str) -> None:
    agree([PROGRAMS[name]])


LEFT = {
    "a class's own encode": """
class Codec(object):
    def encode(self, codec):
        return codec

    def translate(self, table, gone):
        return gone

print(Codec().encode('hex'), Codec().translate(None, 'x'))
""",
    "functions of the same names": """
def maketrans(a, b):
    return a

def unquote(text):
    return text

print(maketrans('a', 'b'), unquote('%41'))
""",
    "encodings of text": """
text = u'abc'
print(text.encode('utf-8').decode('utf-8') == text)
""",
    "patterns that matter to nobody": """
import re

print(re.findall('[a-z]+', 'abc'), re.findall(r'\\w', 'abc'))
""",
    "a table of unicode": """
print(u'abc'.translate({97: None}))
""",
    "files that are no tables": """
import csv

with open(__file__) as lines:
    print(len(lines.readline()) > 0, csv.__name__)
""",
    "a handler that takes both": """
import base64

try:
    print(len(base64.b64decode('QQ==')))
except (TypeError, ValueError):
    print('bad')
""",
    "bytes that are said to be so": """
import string

print(b'a-b'.translate(None, b'-') == b'ab', string.digits)
""",
}


@pytest.mark.parametrize("name", LEFT)
def test_it_is_left_alone(name: str) -> None:
    assert fixed(LEFT[name]) == LEFT[name]


def test_what_decoders_raise() -> None:
    """The table of TXT260: TypeError in 2.7, binascii.Error in Python 3."""
    for dotted in _DECODERS:
        module, _, name = dotted.rpartition(".")
        with pytest.raises(binascii.Error):
            getattr(import_module(module), name)("a")
    python2 = find_python2()
    if python2 is None:
        pytest.skip("no Python 2.7 here to compare with")
    asked = "".join(
        f"try: {dotted}('a')\nexcept TypeError: print 'TypeError'\n" for dotted in _DECODERS
    )
    command = [*python2.command, "-c", f"import base64, binascii\n{asked}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["TypeError"] * len(_DECODERS)


def test_flags_of_patterns_that_are_not_seen_are_kept() -> None:
    program = (
        "import re\n\n\ndef f(p, s, flags):\n    return re.match(r'\\w', s, flags), u'\\xe9'\n"
    )
    assert "ASCII" not in fixed(program)


def test_an_assumed_reading_is_listed() -> None:
    result = fix("def show(data):\n    return data.encode('hex')\n\n\nprint show.__name__\n")
    assert [one.kind for one in result.decisions if one.kind == "TXT200"] == ["TXT200"]
