"""Programs in which native strings are text, bytes, or both; each prints the same migrated.

They are whole, so that what flows through functions, attributes and containers is tested.
"""

from __future__ import annotations

PROGRAMS = {
    "lines_or_the_whole": r"""
import codecs
from StringIO import StringIO
MARKS = {codecs.BOM_UTF8: 'utf-8', codecs.BOM_UTF16: 'utf-16'}
def lines(given):
    if isinstance(given, (list, tuple)):
        first = given[0]
    else:
        first = given
    for mark, name in MARKS.items():
        if first.startswith(mark):
            rest = first[len(mark):]
            if isinstance(given, (list, tuple)):
                given[0] = rest
            else:
                given = rest
    if isinstance(given, basestring):
        return given.splitlines(True)
    return given
print lines(['a', 'b']), lines(StringIO('c\nd').read())
print lines('e\nf'), lines(codecs.BOM_UTF8 + 'g')
""",
    "said_to_be_a_tuple": r"""
import struct
def parts(number):
    return struct.pack('>B', number), struct.pack('>B', number + 1)
def whole(number):
    return ''.join(parts(number))
class Key(object):
    def sign(self, number, coding=whole):
        return coding(number)
class Test(object):
    def assertEqual(self, one, other):
        print one == other
    def run(self):
        key = Key()
        sig = key.sign(65)
        self.assertEqual(type(sig), str)
        self.assertEqual(sig[0], 'A')
        sig = key.sign(65, coding=parts)
        self.assertEqual(type(sig), tuple)
        self.assertEqual(type(sig[0]), str)
        print len(sig[0]), sig[0] == 'A'
        sig = key.sign(66, parts)
        assert isinstance(sig, tuple)
        print sig[0] == 'B', sig[1] == 'C'
        sig = key.sign(67)
        assert isinstance(sig, str)
        print sig[0] == 'C', sig[1] == 'D'
Test().run()
""",
    "join_by_another_name": r"""
import struct
join, EMPTY = ''.join, ''
bjoin = EMPTY.join
words = ' '.join
def pack(numbers):
    return join([struct.pack('>B', n) for n in numbers])
def chars(*values):
    return bjoin(chr(v) for v in values)
class Packer(object):
    def __init__(self):
        self.parts = []
        self.emit = self.parts.append
        self.join = ''.join
    def number(self, n):
        self.emit(struct.pack('<H', n))
    def data(self):
        return self.join(self.parts)
packer = Packer()
packer.number(7)
packer.number(0xffff)
print len(pack([1, 200])), struct.unpack('>H', chars(1, 2)), words(['a', u'b'])
print packer.data() == '\x07\0\xff\xff', words(str(n) for n in (1, 2))
""",
    "written_several_times": r"""
dash = u'\u2014'.encode('utf-8')
plain = 'x'
print len('& < %s %s %s' % ((dash,) * 3)), '%s-%s/%s-%s' % ((plain, 4) * 2)
""",
    "format_of_a_date": r"""
import datetime
def shown(format, date):
    return date.strftime(format.encode('utf-8')).decode('utf-8')
class Calendar(object):
    def __init__(self, day=None):
        self.day = day or datetime.date.today()
    def title(self, pattern):
        return shown(pattern, self.day).title()
for one in Calendar(datetime.date(2009, 3, 1)), Calendar(datetime.datetime(2010, 1, 2)):
    print len(one.title(u'%Y \u0433. (%d)')), one.title(u'%d/%m') == u'01/03', one.day.replace(day=5)
""",
    "made_by_super": r"""
class Content(object):
    def __init__(self, kind, parts):
        self.kind, self.parts = kind, parts
    def text(self):
        return ''.join(self.parts()).decode('utf-8')
class Message(Content):
    def __init__(self, words):
        super(Message, self).__init__('message', lambda: [words.encode('utf-8')])
class Lines(Content):
    def __init__(self, lines):
        super(Lines, self).__init__('lines', lambda: ['a'] + [line.encode('utf-8') for line in lines])
    def text(self):
        return super(Lines, self).text().upper()
for one in Message(u'caf\xe9'), Lines([u'b', u'c']):
    print one.kind, len(one.text()), len(''.join(one.parts()))
""",
    "coded_and_counted": r"""
import codecs
encode = codecs.lookup('utf-8')[0]
decode = codecs.getdecoder('utf-8')
data, count = encode(u'\xe9')
print len(data), count, encode(u'\xe9')[1], data.decode('utf-8') == decode(data)[0]
""",
    "set_by_name": r"""
import struct
class Frozen(object):
    __slots__ = ['labels']
    def __init__(self, labels):
        super(Frozen, self).__setattr__('labels', tuple(labels))
    def __setattr__(self, name, value):
        raise TypeError('frozen')
    def number(self):
        found = 0
        for label in self.labels:
            for c in label:
                found += found * 8 + ord(c.lower())
        return found
def unpack(data):
    if not isinstance(data, str):
        if isinstance(data, unicode):
            return unpack(data.encode('ascii'))
        raise ValueError('no string')
    labels, label = [], ''
    for c in data:
        if c == '.':
            labels.append(label)
            label = ''
        else:
            label += c
    return Frozen(labels + [label])
packed = struct.pack('>5s', 'Ab.cD')
print unpack(packed).number(), unpack(u'Ab.cD').number(), len(unpack(packed).labels)
""",
    "comprehended_names": r"""
import struct
def packed(messages, charset):
    ids = ''
    for message in messages:
        if isinstance(message, tuple):
            one = '\\x00'.join([one.encode(charset) for one in message])
        else:
            one = message.encode(charset)
        ids += one + '\\x00'
    return struct.pack('>I', 0x95041200) + ids
def shown(names):
    name = struct.pack('>H', len(names))
    return name, ', '.join(name for name in names)
data = packed([u'a', (u'caf\xe9', u'd')], 'utf-8')
print len(data), data.endswith('\x00')
head, line = shown(['a', 'b'])
print len(head), line
""",
    "tokens_of_bytes": r"""
import tokenize, codecs
from StringIO import StringIO
def words(fileobj, encoding):
    first = fileobj.readline()
    if first.startswith(codecs.BOM_UTF8):
        first = first[3:]
    fileobj.seek(0)
    found = []
    for kind, value, start, end, line in tokenize.generate_tokens(fileobj.readline):
        if kind == tokenize.STRING:
            found.append(eval(value).decode(encoding))
        elif kind == tokenize.COMMENT:
            found.append(value[1:].strip().decode(encoding))
    return found
print len(words(StringIO(u"x = 'caf\\xe9'  # caf\\xe9\n".encode('utf-8')), 'utf-8')[1])
print [t[1] for t in tokenize.generate_tokens(StringIO('a + b').readline)][:3]
""",
    "made_native": r"""
reasons = {200: 'OK', 404: 'Not Found'}
class Response(object):
    def _get(self):
        return self._status
    def _set(self, value):
        if isinstance(value, unicode):
            value = value.encode('ascii')
        if isinstance(value, int):
            value = str(value)
        if not isinstance(value, str):
            raise TypeError('no status')
        if ' ' not in value:
            value += ' ' + reasons[int(value)]
        self._status = value
    status = property(_get, _set)
r = Response()
for given in 200, '404', '200 Fine', 2.5:
    try:
        r.status = given
    except TypeError, e:
        print e,
    print r.status, '<%s>' % r.status, r.status == '200 Fine'
r.status = u'404'
print r.status.lower()
""",
    "asked_and_untouched": r"""
import zlib
def show(value):
    if isinstance(value, unicode):
        kind = 'text'
    else:
        kind = 'data'
    print kind, len(value),
    if not isinstance(value, unicode):
        value = value.decode('utf-8')
    return value
packed = zlib.decompress(zlib.compress(u'caf\xe9'.encode('utf-8')))
print show(packed) == show(u'caf\xe9')
""",
    "modes_from_elsewhere": r"""
import os, struct
MODE = 'wb'
def save(name, data, mode):
    f = open(name, mode)
    f.write(data)
    f.close()
def load(name, mode='rb'):
    f = open(name, mode)
    try:
        return f.read()
    finally:
        f.close()
save('x.bin', struct.pack('>HB', 0x41ff, 7), 'wb')
save('x.txt', 'words %d' % 5, 'w')
f = open('y.bin', MODE)
f.write('head' + struct.pack('>B', 200))
f.close()
print len(load('x.bin')), load('x.txt', 'r') == 'words 5', len(load('y.bin'))
for name in 'x.bin', 'x.txt', 'y.bin':
    os.remove(name)
""",
    "attribute_of_either": r"""
class Markup(object):
    def __init__(self, markup):
        self.markup = markup
    def text(self, encoding):
        if isinstance(self.markup, unicode):
            return self.markup
        try:
            converted = unicode(self.markup, encoding)
            self.markup = converted
        except UnicodeError:
            return None
        return self.markup
import zlib
packed = zlib.decompress(zlib.compress(u'caf\xe9'.encode('utf-8')))
for given in u'caf\xe9', packed:
    one = Markup(given)
    print len(one.markup), one.text('ascii') is None, len(one.text('utf-8')), len(one.markup)
""",
    "replacing_functions": r"""
import re, zlib
names = {'&amp;': '&', '&lt;': '<'}
def resolve(match):
    found = match.group()
    if found[1] == '#':
        return chr(int(found[2:-1]))
    return names.get(found) or found.upper()
data = zlib.decompress(zlib.compress('a &amp; b &#65; &lt; &no;'))
print re.sub('&#?[a-z0-9]+;', resolve, data) == 'a & b A < &NO;'
entity = re.compile('(&#?[a-z0-9]+;)')
print entity.sub(lambda m: '[' + m.group(1)[1:-1] + ']', data).startswith('a [amp]')
print re.sub('[0-9]', lambda m: str(int(m.group()) + 1), 'a1b2')
""",
    "coded_in_try": r"""
def native(value, known, encoding):
    found = known.get(value)
    if found is not None:
        if type(found) != type(''):
            try:
                found = found.encode(encoding)
            except UnicodeError:
                found = value
    else:
        found = value
    return found
known = {'a': u'A', 'b': 'B', 'e': u'\xe9'}
print [native(one, known, 'ascii') for one in ('a', 'b', 'c', 'e')]
print len(native('e', known, 'utf-8'))
""",
    "own_coding": r"""
import sys
class Tag(object):
    def __init__(self, name):
        self.name = name
    def decode(self, indent=0, encoding='utf-8', formatter=None):
        return u'%s<%s>' % (u' ' * indent, self.name)
def joined(parts):
    result = []
    for part in parts:
        text = part
        if hasattr(part, 'name'):
            text = part.decode(1, None, None)
        elif part.startswith(u'b'):
            text = part.title()
        result.append(text)
    return u''.join(result)
print getattr(sys.modules[__name__], 'joined')([Tag(u'a'), u'b'])
""",
    "asked_types": r"""
import types
def f(s):
    if isinstance(s, str):
        s = s.decode('utf-8')
    return s
def g(s):
    if type(s) == str:
        s = s.decode('utf-8')
    return s
def h(s):
    if type(s) is type(""):
        s = s.decode('utf-8')
    return s
def i(s):
    if type(s) == types.StringType:
        s = s.decode('utf-8')
    return s
def j(s):
    if type(s) is not unicode:
        s = unicode(s, 'utf-8')
    return s
def k(s):
    if type(s) != type(u''):
        s = unicode(s, 'utf-8')
    return s
for fun in f, g, h, i, j, k:
    print fun(u'abc'), fun('caf\xc3\xa9').encode('utf-8')
def l(s):
    if isinstance(s, str) and s:
        return s.decode('utf-8')
    return s
def m(s):
    return s.decode('utf-8') if type('') == type(s) else s
def n(s):
    if not isinstance(s, str):
        s = s.encode('utf-8')
    return s.decode('utf-8')
def o(s):
    if not isinstance(s, basestring):
        return unicode(s)
    if isinstance(s, str):
        s = unicode(s, 'utf-8')
    return s
def p(s):
    if type(s) is str:
        return s.decode('utf-8')
    return s.encode('utf-8').decode('utf-8')
def q(s):
    if isinstance(s, str):
        return s
    return s.encode('utf-8')
for fun in l, m, n, o, p:
    print fun(u'abc'), fun('caf\xc3\xa9').encode('utf-8')
print o(5), q('abc') + q(u'abc')
import zlib
data = zlib.compress('a')
print isinstance(data, type('')), type(data) == type(''), type(data) is type(u''), type('a') == type('b')
""",
    "formatted_items": r"""
import hashlib
def several(value):
    if isinstance(value, list):
        return list(value)
    return value
def digest(key):
    return hashlib.md5(key).hexdigest()
print several(['a', 'b'])
key = '%s&' % several('secret')
print key.lower(), digest(key), key + u'!'
""",
    "unknown_sources": r"""
import hashlib, os, struct, tempfile
class Card(object):
    title = 'plain title'
    count = struct.pack('>H', 0xfffe)
def digest(thing, names):
    found = hashlib.md5()
    for name in names:
        found.update(getattr(thing, name))
    return found.hexdigest()
def keep(thing, name):
    path = os.path.join(tempfile.mkdtemp(), name)
    stream = open(path, 'wb')
    stream.write(getattr(thing, name))
    stream.close()
    return os.path.getsize(path)
print digest(Card, ['title', 'count']), keep(Card, 'title'), keep(Card, 'count')
""",
    "none_or_encoded": r"""
class Problem(Exception):
    def __init__(self, message=None):
        if message is not None:
            message = unicode(message).encode('utf-8')
        Exception.__init__(self, message)
    def shown(self):
        return self.args[0] and self.args[0].decode('utf-8')
def check(word, name=None):
    if name == None:
        name = 'a name'
    else:
        name = name.decode('ascii')
    if word == 'bad':
        raise Problem('%s is bad for %s' % (word, name))
    return word + ' is good'
print check('fine'), Problem().shown()
for name in ('one', None):
    try:
        check('bad', name)
    except Problem, problem:
        print problem.shown() + '!'
""",
    "record": r"""
import struct
class Record(object):
    FORMAT = '<4sHI'
    def __init__(self, name, kind, size):
        self.name = name
        self.kind = kind
        self.size = size
    def pack(self):
        return struct.pack(self.FORMAT, self.name, self.kind, self.size)
    @classmethod
    def unpack(cls, data):
        name, kind, size = struct.unpack(cls.FORMAT, data)
        return cls(name.rstrip('\0'), kind, size)
r = Record('ab', 1, 99)
raw = r.pack()
print len(raw), repr(raw)
back = Record.unpack(raw)
print back.name, back.kind, back.size, back.name == 'ab'
""",
    "socket_pair": r"""
import socket
a, b = socket.socketpair()
a.sendall('HELO world\r\n')
a.close()
data = ''
while True:
    chunk = b.recv(4)
    if not chunk:
        break
    data += chunk
b.close()
cmd, arg = data.strip().split(' ', 1)
print cmd, arg, len(data)
if cmd == 'HELO':
    print 'hello %s' % arg
""",
    "zlib_hex": r"""
import zlib
text = 'hello ' * 20
packed = zlib.compress(text)
print len(packed) < len(text), zlib.decompress(packed) == text
print zlib.crc32('abc') & 0xffffffff
print zlib.decompress(packed)[:5]
print 'abc'.encode('hex'), '616263'.decode('hex')
""",
    "hash_of_format": r"""
import hashlib
def token(user, n):
    return hashlib.md5('%s:%d' % (user, n)).hexdigest()
print token('bob', 7)
h = hashlib.sha1()
for part in ['a', 'b', 'c']:
    h.update(part)
print h.hexdigest()
print hashlib.md5(u'caf\xe9'.encode('utf-8')).hexdigest()
print len(h.digest()), ord(h.digest()[0])
""",
    "xor_cipher": r"""
def xor(data, key):
    out = []
    for i, c in enumerate(data):
        out.append(chr(ord(c) ^ ord(key[i % len(key)])))
    return ''.join(out)
import base64
secret = xor('attack at dawn', 'key')
print base64.b64encode(secret)
print xor(secret, 'key')
""",
    "checksum": r"""
import struct
def checksum(data):
    if len(data) % 2:
        data += '\x00'
    total = 0
    for i in range(0, len(data), 2):
        total += (ord(data[i]) << 8) + ord(data[i + 1])
    return total & 0xffff
packet = struct.pack('>BBH', 8, 0, 0) + 'payload'
print hex(checksum(packet))
""",
    "hexdump": r"""
import binascii
def hexdump(data):
    for off in range(0, len(data), 8):
        row = data[off:off + 8]
        hexes = ' '.join('%02x' % ord(c) for c in row)
        chars = ''.join(c if 32 <= ord(c) < 127 else '.' for c in row)
        print '%04x  %-24s %s' % (off, hexes, chars)
hexdump(binascii.unhexlify('00010248656c6c6f20776f726c64ff'))
""",
    "chunks": r"""
from StringIO import StringIO
import struct
def read_chunks(f):
    chunks = []
    while 1:
        head = f.read(8)
        if len(head) < 8:
            break
        name, size = struct.unpack('>4sI', head)
        chunks.append((name, f.read(size)))
    return chunks
buf = StringIO()
for name, body in [('HEAD', 'abc'), ('DATA', 'xyz1')]:
    buf.write(struct.pack('>4sI', name, len(body)))
    buf.write(body)
buf.seek(0)
for name, body in read_chunks(buf):
    print name, len(body), body
""",
    "text_stream": r"""
from cStringIO import StringIO
out = StringIO()
out.write('a line\n')
print >>out, 'number', 5
print out.getvalue().splitlines()
""",
    "png": r"""
import os
f = open('scratch.bin', 'wb')
f.write('\x89PNG\r\n')
f.write(chr(0) * 4)
f.close()
f = open('scratch.bin', 'rb')
magic = f.read(4)
if magic == '\x89PNG':
    print 'png', magic[1:]
rest = f.read()
print len(rest), rest.count('\0')
f.close()
os.remove('scratch.bin')
""",
    "to_unicode_list": r"""
lines = ['name;city', 'J\xc3\xb6rg;K\xc3\xb6ln']
rows = [line.decode('utf-8').split(u';') for line in lines]
print len(rows[1][0]), rows[1][1].encode('utf-8')
print u'|'.join(rows[0])
""",
    "either_helpers": r"""
def to_unicode(s, enc='utf-8'):
    if isinstance(s, unicode):
        return s
    return s.decode(enc)
def to_str(s, enc='utf-8'):
    if isinstance(s, unicode):
        s = s.encode(enc)
    return s
print to_unicode('abc') == u'abc', to_unicode(u'x') == u'x'
print len(to_str(u'\xe9')), to_str('plain')
print to_str(u'abc') + to_str('def')
""",
    "pickle": r"""
import pickle
s = pickle.dumps({'a': 1}, 2)
print type(pickle.loads(s)).__name__, pickle.loads(s)['a'], len(s) > 3
""",
    "data_url": r"""
import base64
def data_url(mime, data):
    return 'data:%s;base64,%s' % (mime, base64.b64encode(data))
print data_url('text/plain', 'hi there')
""",
    "subprocess": r"""
import subprocess
p = subprocess.Popen(['echo', 'hello world'], stdout=subprocess.PIPE)
out, err = p.communicate()
print out.strip()
words = out.split()
print len(words), words[0] == 'hello'
print subprocess.check_output(['echo', 'x']).strip()
for line in subprocess.Popen(['printf', 'a\\nb\\n'], stdout=subprocess.PIPE).stdout:
    print line.rstrip('\n')
""",
    "array": r"""
import array
a = array.array('B', 'abc')
print a.tolist(), a.tostring()
a.fromstring('de')
print len(a), a.tostring() == 'abcde'
""",
    "pipe_lines": r"""
import os
r, w = os.pipe()
os.write(w, 'line one\nline two\n')
os.close(w)
f = os.fdopen(r)
for line in f:
    print line.strip()
""",
    "mixed_keys": r"""
d = {u'k': 1, 'j': 2}
print d['k'], d[u'j'], u'k' in d
b = u'k'.encode('ascii')
print d[b], d.get(b), b in d
""",
    "mixed_sort": r"""
items = ['b', u'a', 'c']
items.sort()
print u','.join(items), u'a' < 'b'
""",
    "byte_table": r"""
TABLE = {'\x00': 'NUL', '\x0a': 'LF', ' ': 'SP'}
import struct
for c in struct.pack('BBB', 0, 10, 32):
    print TABLE[c], ord(c)
""",
    "caesar": r"""
def rot(s, n):
    res = ''
    for c in s:
        if c.isalpha():
            base = ord('a') if c.islower() else ord('A')
            c = chr((ord(c) - base + n) % 26 + base)
        res += c
    return res
print rot('Hello, World', 3), rot(rot('abc', 5), 21)
""",
    "connection": r"""
class Conn(object):
    def __init__(self):
        self.sent = ''
    def send(self, data):
        self.sent += data
        return len(data)
def request(conn, method, path):
    conn.send('%s %s HTTP/1.0\r\n' % (method, path))
    conn.send('\r\n')
c = Conn()
request(c, 'GET', '/x')
print c.sent.split('\r\n')[0]
""",
    "detection": r"""
def decode(data):
    for enc in ('ascii', 'utf-8', 'latin-1'):
        try:
            return data.decode(enc), enc
        except UnicodeDecodeError:
            pass
for d in ('abc', 'caf\xc3\xa9', 'caf\xe9'):
    text, enc = decode(d)
    print enc, len(text), text.encode('utf-8')
""",
    "gzip": r"""
import gzip, os
f = gzip.open('scratch.gz', 'wb')
f.write('some text\n' * 3)
f.close()
f = gzip.open('scratch.gz')
print len(f.readlines())
f.close()
for line in gzip.open('scratch.gz'):
    print line.strip()
os.remove('scratch.gz')
""",
    "zipfile": r"""
import zipfile
from StringIO import StringIO
buf = StringIO()
z = zipfile.ZipFile(buf, 'w')
z.writestr('a.txt', 'content a')
z.close()
z = zipfile.ZipFile(StringIO(buf.getvalue()))
print z.namelist(), z.read('a.txt')
""",
    "hmac": r"""
import hmac, hashlib
print hmac.new('key', 'message', hashlib.sha1).hexdigest()
sig = hmac.new('key', 'a' + 'b').digest()
print len(sig), sig.encode('hex')[:8]
""",
    "uuid": r"""
import uuid
u = uuid.UUID('12345678123456781234567812345678')
print repr(u.bytes[:2]), u.hex[:4], len(u.bytes)
print uuid.UUID(bytes='\x00' * 16)
""",
    "varint": r"""
def encode_varint(n):
    out = ''
    while n > 127:
        out += chr((n & 127) | 128)
        n >>= 7
    return out + chr(n)
def decode_varint(s):
    n = shift = 0
    for c in s:
        b = ord(c)
        n |= (b & 127) << shift
        shift += 7
    return n
import struct
for n in (1, 300, 99999):
    e = encode_varint(n)
    print len(e), e.encode('hex'), decode_varint(e) == n
""",
    "tags": r"""
import struct
def parse(data):
    pos = 0
    while pos < len(data):
        tag = data[pos]
        (length,) = struct.unpack('>H', data[pos + 1:pos + 3])
        yield tag, data[pos + 3:pos + 3 + length]
        pos += 3 + length
raw = 'A' + struct.pack('>H', 2) + 'hi' + 'B' + struct.pack('>H', 0)
for tag, value in parse(raw):
    if tag == 'A':
        print 'A ->', value
    else:
        print tag, len(value)
""",
    "str_subclass": r"""
class Token(str):
    def __new__(cls, value, line):
        self = str.__new__(cls, value)
        self.line = line
        return self
t = Token('abc', 5)
print t, t.line, t.upper(), t == 'abc', isinstance(t, str), isinstance(t, basestring)
""",
    "unicode_method": r"""
class Name(object):
    def __init__(self, text):
        self.text = text
    def __unicode__(self):
        return self.text
    def __str__(self):
        return unicode(self).encode('utf-8')
n = Name(u'J\xf6rg')
print len(unicode(n)), str(n), '%s' % n
""",
    "header_and_data": r"""
import zlib
data = zlib.compress('x')
header = 'LEN %d %s\n' % (len(data), 'bin')
packet = header + data
print len(packet) - len(data), packet.startswith('LEN ')
""",
    "joined_records": r"""
import struct
parts = []
for n in range(3):
    parts.append(struct.pack('<I', n))
blob = ''.join(parts)
print len(blob), repr(blob[:4]), '-'.join('%d' % struct.unpack('<I', blob[i:i+4]) for i in range(0, 12, 4))
""",
    "translate": r"""
import string
table = string.maketrans('ab', 'xy')
print 'aabbc'.translate(table), 'hello'.translate(string.maketrans('', ''), 'l')
""",
    "text_file": r"""
import os
open('scratch.txt', 'w').write('one two\nthree\n')
total = 0
for line in open('scratch.txt'):
    total += len(line.split())
print total, open('scratch.txt').read().upper()
os.remove('scratch.txt')
""",
    "utf8_file": r"""
import os
f = open('scratch.txt', 'w')
f.write(u'na\xefve\n'.encode('utf-8'))
f.close()
text = open('scratch.txt').read().decode('utf-8')
print len(text), text.strip().encode('utf-8')
for line in open('scratch.txt'):
    line = line.decode('utf-8').strip()
    print len(line)
os.remove('scratch.txt')
""",
    "json": r"""
import json
s = json.dumps({'a': u'\xe9', 'b': 'x'}, sort_keys=True)
print s, isinstance(s, str)
d = json.loads('{"k": "v"}')
print d['k'] + '!', type(d['k']).__name__ in ('unicode', 'str')
""",
    "class_attribute": r"""
import struct
class Reader(object):
    SEP = '\n'
    def __init__(self, data=''):
        self.data = data
    def lines(self):
        return self.data.split(self.SEP)
r = Reader(struct.pack('3s', 'a\nb'))
print [len(l) for l in r.lines()], r.lines()[0]
""",
    "buffer": r"""
b = buffer('hello world', 6)
print str(b), len(b), b[0]
m = memoryview('abc')
print m.tobytes(), len(m)
""",
    "ctypes": r"""
import ctypes
s = ctypes.create_string_buffer('abc', 10)
print s.value, len(s)
p = ctypes.c_char_p('xyz')
print p.value
""",
    "temporary_file": r"""
import tempfile, struct
f = tempfile.TemporaryFile()
f.write(struct.pack('>I', 7))
f.write('tail')
f.seek(0)
print struct.unpack('>I', f.read(4))[0], f.read()
""",
    "escape": r"""
def escape(s):
    res = []
    for ch in s:
        o = ord(ch)
        if o < 32 or o > 126:
            res.append('\\x%02x' % o)
        else:
            res.append(ch)
    return ''.join(res)
print escape('a\x00b\xffc')
print escape(u'\xe9t\xe9'.encode('latin-1'))
""",
    "quote": r"""
import urllib
print urllib.urlencode([('a', u'\xe9'.encode('utf-8')), ('b', 'x y')])
s = urllib.quote('a b/c')
print s, urllib.unquote(s)
data = urllib.unquote('caf%C3%A9')
print len(data), data.decode('utf-8') == u'caf\xe9'
""",
    "buffer_class": r"""
class Buf(object):
    def __init__(self):
        self.chunks = []
    def write(self, s):
        self.chunks.append(s)
    def value(self):
        return ''.join(self.chunks)
import struct
b = Buf()
b.write(struct.pack('>H', 1))
b.write('xyz')
v = b.value()
print len(v), v[2:], v.endswith('xyz')
""",
    "show": r"""
import sys
def show(msg):
    if isinstance(msg, unicode):
        msg = msg.encode('utf-8')
    sys.stdout.write(msg + '\n')
show('plain')
show(u'caf\xe9')
""",
    "encode_errors": r"""
u = u'caf\xe9'
print u.encode('utf-8')
print u.encode('ascii', 'replace'), u.encode('ascii', 'ignore')
print repr(u.encode('latin-1')), u.encode('ascii', 'xmlcharrefreplace')
""",
    "sniff_files": r"""
def is_binary(data):
    return '\0' in data[:1024]
def detect(path):
    f = open(path, 'rb')
    try:
        head = f.read(16)
    finally:
        f.close()
    if head.startswith('GIF8'):
        return 'gif'
    if head[:2] == 'BM':
        return 'bmp'
    return is_binary(head) and 'binary' or 'text'
import os
for content in ('GIF89a....', 'BM\x00\x01', 'plain text', 'a\0b'):
    f = open('scratch.bin', 'wb')
    f.write(content)
    f.close()
    print detect('scratch.bin')
os.remove('scratch.bin')
""",
    "wav": r"""
import struct, os
def write_wav(path, samples):
    data = ''.join(struct.pack('<h', s) for s in samples)
    f = open(path, 'wb')
    f.write('RIFF' + struct.pack('<I', 36 + len(data)) + 'WAVE')
    f.write('data')
    f.write(struct.pack('<I', len(data)))
    f.write(data)
    f.close()
def read_wav(path):
    f = open(path, 'rb')
    magic = f.read(4)
    assert magic == 'RIFF', magic
    size = struct.unpack('<I', f.read(4))[0]
    kind = f.read(4)
    f.read(4)
    n = struct.unpack('<I', f.read(4))[0]
    return kind, size, struct.unpack('<%dh' % (n / 2), f.read(n))
write_wav('scratch.wav', [1, -2, 3])
print read_wav('scratch.wav')
os.remove('scratch.wav')
""",
    "packet": r"""
class Packet(object):
    MAGIC = '\xca\xfe'
    def __init__(self, body):
        self.body = body
    def __str__(self):
        return '<Packet %d>' % len(self.body)
    def to_bytes(self):
        return self.MAGIC + chr(len(self.body)) + self.body
    @staticmethod
    def parse(raw):
        if not raw.startswith(Packet.MAGIC):
            raise ValueError('bad magic %r' % raw[:2])
        n = ord(raw[2])
        return Packet(raw[3:3 + n])
p = Packet('hello')
q = Packet.parse(p.to_bytes())
print q, q.body
try:
    Packet.parse('zzz')
except ValueError, e:
    print e
""",
    "credentials": r"""
import base64
creds = base64.b64decode('dXNlcjpwYXNz')
user, passwd = creds.split(':')
users = {'user': 'pass'}
if users.get(user) == passwd:
    print 'welcome', user
auth = 'Basic ' + base64.encodestring('%s:%s' % (user, passwd)).strip()
print auth
""",
    "digest_of_lines": r"""
import hashlib
def md5file(lines):
    m = hashlib.md5()
    for line in lines:
        m.update(line)
        m.update('\n')
    return m.hexdigest()
print md5file(['a', 'b'])
passwords = {'bob': hashlib.sha1('secret').hexdigest()}
def check(user, pw):
    return passwords.get(user) == hashlib.sha1(pw).hexdigest()
print check('bob', 'secret'), check('bob', 'x')
""",
    "request_bytes": r"""
import re
data = 'GET /index.html HTTP/1.0\r\nHost: example.org\r\n\r\n'.encode('ascii')
m = re.match(r'(\w+) (\S+) HTTP/(\d)\.(\d)', data)
print m.group(1), m.group(2), m.groups()
hdrs = dict(re.findall(r'(\w+): (.*)\r\n', data))
print hdrs['Host']
""",
    "native_text": r"""
s = 'line1\nline2'
print s.encode('utf-8').split('\n')[0], s.decode('ascii').upper()
print isinstance(s, str), isinstance(s, unicode), isinstance(s.decode('ascii'), unicode)
""",
    "stream_of_utf8": r"""
from StringIO import StringIO
f = StringIO(u'caf\xe9\nb\n'.encode('utf-8'))
for line in f:
    print len(line), line.decode('utf-8').strip() == u'b'
g = StringIO('text\n')
print g.readline().strip(), g.read() == ''
""",
    "crc16": r"""
def crc16(data, crc=0):
    for byte in data:
        crc ^= ord(byte) << 8
        for _ in range(8):
            crc = (crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1
        crc &= 0xffff
    return crc
print hex(crc16('123456789')), crc16('')
""",
    "environment": r"""
import os
os.environ['SCRATCH'] = 'val'
print os.environ['SCRATCH'] + '!', os.getenv('SCRATCH')
names = [n for n in os.listdir('.') if n.endswith('.nonexist')]
print names, os.path.join('a', u'b'), os.path.basename('/x/y.txt').split('.')
""",
    "normalize": r"""
import unicodedata
def strip(s):
    s = unicodedata.normalize('NFD', s)
    return ''.join(c for c in s if not unicodedata.combining(c))
print strip(u'\xe9t\xe9'), strip(u'abc').encode('ascii')
print str(strip(u'x')) + 'y'
""",
    "hexlify": r"""
def hexlify(s):
    return ''.join(['%02x' % ord(c) for c in s])
def unhex(h):
    return ''.join([chr(int(h[i:i+2], 16)) for i in range(0, len(h), 2)])
print hexlify('abc\xff'), unhex('616263'), len(unhex('ff00'))
print hexlify(unhex('00ff')) == '00ff'
""",
    "one_time_pad": r"""
import random, string
random.seed(5)
key = ''.join(chr((i * 7) % 256) for i in range(10))
enc = ''.join(chr(ord(a) ^ ord(b)) for a, b in zip('helloworld', key))
dec = ''.join(chr(ord(a) ^ ord(b)) for a, b in zip(enc, key))
print dec, len(enc)
import binascii
print binascii.hexlify(enc)
""",
    "echo_server": r"""
import socket, threading
server = socket.socket()
server.bind(('127.0.0.1', 0))
server.listen(1)
def serve():
    conn, addr = server.accept()
    f = conn.makefile()
    line = f.readline()
    conn.sendall('echo: ' + line.upper())
    conn.close()
t = threading.Thread(target=serve)
t.start()
c = socket.create_connection(server.getsockname())
c.send('hello\n')
reply = ''
while 1:
    part = c.recv(100)
    if not part: break
    reply += part
print reply.strip()
t.join()
""",
    "pickled_object": r"""
import cPickle as pickle
class P(object):
    def __init__(self, n): self.n = n
blob = pickle.dumps(P('x'), pickle.HIGHEST_PROTOCOL)
p = pickle.loads(blob)
print p.n, isinstance(blob, str)
cache = {}
cache['k'] = blob
print pickle.loads(cache['k']).n == 'x'
""",
    "tail": r"""
import os
def tail(path, size):
    f = open(path)
    f.seek(-size, 2)
    data = f.read()
    f.close()
    return data.split('\n')[:-1]
f = open('log', 'w')
f.write('first\nsecond\nthird\n')
f.close()
print tail('log', 13), ', '.join(tail('log', 6))
f = open('log')
f.seek(6)
f.seek(1, os.SEEK_CUR)
line = f.readline()
print line.strip(), len(line), 'eco' in line, line == 'econd\n'
""",
    "listed_lines": r"""
import subprocess
def run(*command):
    return subprocess.Popen(command, stdout=subprocess.PIPE).stdout.readlines()
lines = subprocess.Popen(['printf', 'b a'], stdout=subprocess.PIPE).stdout.readlines()
print lines, 'got %s and %r' % (sorted(lines), lines), str(lines), len(lines[0].split())
""",
    "named_values": r"""
import struct
row = {'name': struct.pack('2s', 'ab'), 'size': 2}
print '%(name)s %(size)d' % row, row['name'], len(row['name'])
""",
    "run_lengths": r"""
def packed(s):
    out = ''
    for c in s:
        out += chr(len(s) + 200) + c
    return out
data = packed('ab')
print repr(data), len(data), cmp('\xff', 'a'), cmp('\xff', '\x00' + 'b')
""",
    "padding": r"""
def pad(s, n, c=' '):
    while len(s) < n:
        s += c
    return s
import struct
print len(pad(struct.pack('B', 1), 4, '\x00')), repr(pad('a', 3, '.'))
""",
    "netstring": r"""
def netstring(s):
    return '%d:%s,' % (len(s), s)
def parse(buf):
    n, _, rest = buf.partition(':')
    n = int(n)
    assert rest[n] == ','
    return rest[:n], rest[n + 1:]
import zlib
msg = netstring(zlib.compress('data'))
body, rest = parse(msg)
print zlib.decompress(body), len(rest)
""",
    "named_format": r"""
class Header(object):
    def __init__(self, **kw):
        self.fields = kw
    def __getitem__(self, k):
        return self.fields[k]
h = Header(name='x', size=3)
print '%(name)s is %(size)d' % h.fields, h['name']
print 'n=%s' % u'\xe9'.encode('utf-8')
""",
    "rows": r"""
lines = []
for i in range(3):
    lines.append('row %d' % i)
text = '\n'.join(lines)
import zlib, hashlib
print zlib.crc32(text) & 0xffffffff, hashlib.md5(text).hexdigest()[:6]
print text.split('\n')[1]
for line in lines:
    print line
""",
    "unbuffered": r"""
import os, sys
log = open('log', 'w', 0)
log.write('one\r\ntwo\n')
print >>log, 'three', 4
print open('log').read().count('\n'), os.path.getsize('log')
log.close()
more = open('log', 'a', buffering=0)
more.write('five\n')
more.close()
print repr(open('log', 'rU').read()), len(open('log', 'r', 0).readlines())
out = os.fdopen(os.open('log', os.O_WRONLY | os.O_TRUNC), 'w', 0)
out.write('at once')
print open('log').read()
out.close()
os.remove('log')
""",
    "lines_of_a_socket": r"""
import socket
a, b = socket.socketpair()
out = a.makefile('w')
print >>out, 'GET', '/', '\r'
out.write('Host: x\r\n\r\nbody\n')
out.close()
a.close()
f = b.makefile('r')
while 1:
    line = f.readline()
    if not line or line == '\r\n':
        break
    print repr(line)
print f.read()
""",
    "bytearray_in_place": r"""
b = bytearray("abc")
print b, b.upper(), b[0], str(b), "%s" % b
b.extend('de')
b += 'f'
print b.decode('ascii'), b == 'abcdef', b.find('c'), 'c' in b
c = bytearray(4)
c[1:3] = 'xy'
d = c + 'z'
print repr(d), d.split('x')[0] == '\0', len(d)
def fill(buf, text):
    buf[:] = text
    return buf
print fill(bytearray(), 'new'), fill(c, 'q' * 2).upper()
import hashlib
print hashlib.md5(b).hexdigest() == hashlib.md5(str(b)).hexdigest()
""",
    "conversion_or_none": r"""
import os, tempfile
def encode(chunks, encoding='utf-8', out=None):
    if encoding is not None:
        convert = lambda string: string.encode(encoding, 'xmlcharrefreplace')
    else:
        convert = lambda string: string
    if out is None:
        return convert(''.join(list(chunks)))
    for chunk in chunks:
        out.write(convert(chunk))
print len(encode([u'a', u'b'], None)), len(encode([u'\xe9', 'b']))
path = os.path.join(tempfile.mkdtemp(), 'out')
out = open(path, 'wb')
encode([u'\xe9', u'<\u2019'], 'latin-1', out)
out.close()
print os.path.getsize(path), repr(open(path, 'rb').read())
""",
    "passed_on": r"""
import struct
passed = lambda data: data
raw = passed(struct.pack('>H', 0x4142))
print raw == 'AB', repr(raw + 'c')
""",
    "bits_of_bytes": r"""
import os, tempfile
def varint(i):
    s = ""
    while (i & ~0x7F) != 0:
        s += chr((i & 0x7F) | 0x80)
        i = i >> 7
    s += chr(i)
    return s
def pack(n):
    return chr(n >> 8) + chr(n & 0xff)
def letter(n):
    return chr(65 + (n & 0xff))
path = os.path.join(tempfile.mkdtemp(), 'out')
out = open(path, 'wb')
out.write(varint(300) + pack(258))
out.close()
print os.path.getsize(path), varint(300) == '\xac\x02', '%s!' % letter(2)
""",
    "unicode_patterns": r"""
import re, zlib
flags = (re.DOTALL
         | re.UNICODE)
illegal = re.compile('[^a-z]', flags)
word = re.compile(r'\w+', re.U)
plain = re.compile('[^a-z]', re.DOTALL)
for data in 'abc', 'a\xe9', 'a b':
    data = zlib.decompress(zlib.compress(data))
    print illegal.search(data) is None, plain.search(data) is None
    print word.match(data).end(), data == 'abc'
""",
    "method_of_two_names": r"""
import hashlib
class Cipher:
    def __init__(self, key):
        self.key = hashlib.md5(key).digest()
    def encrypt(self, s):
        return ''.join([chr(ord(a) ^ ord(b)) for a, b in zip(s, self.key)])
    decrypt = encrypt
def hexed(s):
    return ''.join(['%02x' % ord(c) for c in s])
cipher = Cipher('key')
hidden = cipher.encrypt('attack')
print hexed(hidden), hexed(hashlib.md5('a').digest()), cipher.decrypt(hidden), len(hidden)
""",
    "fields_of_counted_length": r"""
import struct
data = ''
for name, size in [('a', 3), ('bc', 200)]:
    data += struct.pack('!B%dsH' % len(name), len(name), name, size)
print len(data), repr(data), '%s' % struct.unpack('%ds' % len(data), data)[0][1:2]
""",
    "given_by_objects": r"""
import codecs, logging, sys, urllib2, zlib
from xml.dom import minidom
inflate = zlib.decompressobj()
print inflate.decompress(zlib.compress('text')), inflate.unused_data == '', inflate.unconsumed_tail == ''
print urllib2.Request('http://h/', 'a=1').get_data()
document = minidom.parseString('<a><b c="d">x</b></a>')
print document.documentElement.toxml('utf-8'), document.getElementsByTagName('b')[0].toxml()
print repr(codecs.encode(u'\xe9', 'utf-8')), codecs.decode('abc', 'ascii'), codecs.encode('abc', 'rot13')
log = logging.getLogger('one')
log.addHandler(logging.StreamHandler(sys.stdout))
log.warn(u'caf\xe9'.encode('ascii', 'replace'))
log.warn('%s and %s', zlib.decompress(zlib.compress('this')), 'that')
""",
    "recoded_for_csv": r"""
import codecs, csv, os, tempfile
import cStringIO
class Recoder:
    def __init__(self, f, encoding):
        self.reader = codecs.getreader(encoding)(f)
    def __iter__(self):
        return self
    def next(self):
        return self.reader.next().encode('utf-8')
class Reader:
    def __init__(self, f, encoding):
        self.reader = csv.reader(Recoder(f, encoding))
    def next(self):
        return [unicode(cell, 'utf-8') for cell in self.reader.next()]
    def __iter__(self):
        return self
class Writer:
    def __init__(self, f, encoding):
        self.queue = cStringIO.StringIO()
        self.writer = csv.writer(self.queue)
        self.stream = f
        self.encoder = codecs.getincrementalencoder(encoding)()
    def writerow(self, row):
        self.writer.writerow([cell.encode('utf-8') for cell in row])
        data = self.queue.getvalue().decode('utf-8')
        self.stream.write(self.encoder.encode(data))
        self.queue.truncate(0)
path = os.path.join(tempfile.mkdtemp(), 'table')
f = open(path, 'wb')
w = Writer(f, 'latin-1')
w.writerow([u'\xe9t\xe9', u'a'])
w.writerow([u'b', u'c;d'])
f.close()
print os.path.getsize(path)
for row in Reader(open(path, 'rb'), 'latin-1'):
    print map(len, row), row[0] == u'\xe9t\xe9'
""",
    "counted_bytes": r"""
import sys
data = u'\xfcber'.encode('utf-8')
print data == 'x', len(data), '%s' % len(data)
print '%s|%s' % (len(data), data[1:] + '!' == '\xbcber!')
word = u'uber'.encode('utf-8')
print word, len(word)
""",
    "written_xml": r"""
import xml.etree.ElementTree as ET
from xml.dom import minidom
root = ET.fromstring('<r><b>\xc3\xa9</b></r>')
print repr(ET.tostring(root, 'utf-8')), len(root)
document = minidom.parseString('<a><b c="d">x</b></a>')
print document.toxml('utf-8')
""",
    "served_by_a_thread": r"""
import socket, threading
def serve(conn):
    lines = conn.makefile()
    while True:
        line = lines.readline()
        if not line:
            break
        command = line.strip().lower()
        if command == 'quit':
            conn.send('bye\r\n')
            break
        conn.send('unknown %s\r\n' % command)
    lines.close()
    conn.close()
one, other = socket.socketpair()
thread = threading.Thread(target=serve, args=(other,))
thread.start()
replies = one.makefile('r')
for command in ('FOO', 'QUIT'):
    one.sendall(command + '\r\n')
    print command, repr(replies.readline())
thread.join()
one.close()
""",
    "streams_of_codecs": r"""
import codecs, struct, StringIO
out = StringIO.StringIO()
writer = codecs.getwriter('utf-8')(out)
writer.write(u'\u20ac5\n')
writer.write('plain\n')
print len(out.getvalue()), out.getvalue().split('\n')[1]
lines = codecs.getreader('utf-8')(StringIO.StringIO('\xe2\x82\xac1\nx\n')).readlines()
print len(lines), len(lines[0]), lines[1].strip()
FIELDS = [('name', '8s'), ('age', 'B')]
def pack(record):
    return ''.join([struct.pack('<' + format, record[name]) for name, format in FIELDS])
print len(pack({'name': 'ann', 'age': 30})), struct.unpack('<8sB', pack({'name': 'bob', 'age': 7}))
b = bytearray('hello')
b.append('!')
print b, len(b)
""",
    "formatted_with_arguments": r"""
import os, tempfile
class Log(object):
    def __init__(self, f):
        self.f = f
    def write(self, message, *args):
        if isinstance(message, unicode):
            message = message.encode('utf-8')
        self.f.write((message % args) + '\n')
def show(message, *args):
    print message % args
path = os.path.join(tempfile.mkdtemp(), 'log')
f = open(path, 'wb')
log = Log(f)
log.write('plain %d', 1)
log.write(u'\xfcber %s', 'x')
f.close()
print open(path, 'rb').read().split('\n')[1] == '\xc3\xbcber x', os.path.getsize(path)
show('%s-%s', 'a', 1)
""",
    "methods_taken_from_str": r"""
import codecs, zlib
lines = zlib.decompress(zlib.compress('b \na\n')).splitlines()
print map(str.strip, lines), str.upper(lines[0]), map(str.strip, [' x'])
print codecs.decode('616263', 'hex'), codecs.encode('abc', 'hex'), bytearray('a b').split()
""",
    "said_by_errors": r"""
        import subprocess
        try:
            subprocess.check_output(['sh', '-c', 'echo part; exit 2'])
        except subprocess.CalledProcessError, e:
            print e.returncode, e.output.split('\n')[0] + '!', e.output.strip()
        """,
    "given_to_c": r"""
        import cgi, ctypes
        libc = ctypes.CDLL(None)
        name = 'hello'
        print libc.strlen('hello'), libc.atoi('42'), libc.abs(-5), libc.strlen(name), name + '!'
        print libc.wcslen(u'wide')
        buf = ctypes.create_string_buffer(10)
        libc.strcpy(buf, 'copied')
        print buf.value, ctypes.string_at(buf, 3)
        query = cgi.parse_qs('name=caf%C3%A9&x=1')
        print query['name'][0].decode('utf-8') == u'caf\xe9', query['x']
        """,
}
