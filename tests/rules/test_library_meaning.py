"""Calls of the standard library that mean something else today, against a real Python 2.7."""

from __future__ import annotations

import pytest

from migrator.results import Level

from .oracle import agree, fix, fixed

PROGRAMS = [
    # Pickles.
    """
    import cPickle, pickle, StringIO
    data = StringIO.StringIO('\\x80\\x02U\\x03a\\xe9bq\\x00.')
    print len(pickle.Unpickler(data).load()), len(cPickle.loads(data.getvalue()))
    s = pickle.dumps({'a': [1, None]})
    print '\\n' in s, s.count('\\n'), pickle.loads(s)
    print pickle.loads(pickle.dumps((1, 2.5))), ord(cPickle.dumps(1, 2)[0])
    """,
    # Classes that derive from such with other defaults.
    """
    import io, json, pickle
    class Encoder(json.JSONEncoder):
        def default(self, o):
            return sorted(o)
    class Pickler(pickle.Pickler):
        pass
    class Unpickler(pickle.Unpickler):
        pass
    out = io.BytesIO()
    Pickler(out, 2).dump([1])
    print json.dumps(set([2, 1]), cls=Encoder), Encoder().encode([1]), Unpickler(io.BytesIO(out.getvalue())).load()
    """,
    # Messages.
    """
    from email.mime.text import MIMEText
    message = MIMEText('x')
    message['Subject'] = 'word ' * 30
    print message.as_string()
    """,
    # Checksums.
    """
    import binascii, struct, zlib
    crc = 0
    for part in ('ab', 'cd'):
        crc = zlib.crc32(part, crc)
    print crc, '%08x' % (crc & 0xffffffffL), -zlib.crc32('abcd'), binascii.crc32('abcd') % 7
    print [struct.unpack('<l', struct.pack('<l', zlib.adler32(s * 999)))[0] for s in ('abc', 'b')]
    """,
    # Configuration files.
    """
    import ConfigParser, StringIO
    class Mine(ConfigParser.ConfigParser):
        pass
    text = '[s]\\na = %(base)s/%(B)s\\nb = 1\\nday = %Y-%m\\npart = 50%%\\nno = %(no)s %(x)s\\n'
    for config in Mine({'base': '/x'}), ConfigParser.ConfigParser({'base': '/x'}):
        config.readfp(StringIO.StringIO(text))
        print config.get('s', 'a'), config.get('s', 'day'), config.get('s', 'part')
        try:
            config.get('s', 'no')
        except ConfigParser.InterpolationMissingOptionError, error:
            print error.reference
        config.set('s', 'a', '%')
        print config.get('s', 'a')
    """,
    # Platforms.
    """
    import sys
    known = {'linux2': 1, 'darwin': 2}
    platform = sys.platform
    print known[sys.platform], platform == 'linux2', platform.startswith('linux2')
    """,
    # Threads.
    """
    import threading
    class Worker(threading.Thread):
        def __init__(self):
            self._target = self._name = 1
            threading.Thread.__init__(self)
            self._stop = threading.Event()
        def run(self):
            self._stop.wait(5)
            print self._target, self._name, self.getName() != 1
    worker = Worker()
    worker.start()
    worker._stop.set()
    worker.join()
    print worker.isAlive()
    """,
    # Pipes.
    """
    import subprocess
    cat = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for line in ('a\\n', 'b\\n'):
        cat.stdin.write(line)
        print cat.stdout.readline().strip()
    cat.stdin.close()
    """,
    # Arguments.
    """
    import bz2, decimal, fileinput, json, tempfile, threading
    f = tempfile.NamedTemporaryFile('w+', -1, '.txt', 'pre')
    print f.name.endswith('.txt'), 'pre' in f.name
    g = tempfile.TemporaryFile(bufsize=0)
    g.write('x')
    print json.JSONEncoder(False, True, indent=1).encode([1, 2]).count(', ')
    print json.JSONDecoder('utf-8', lambda pairs: sorted(pairs)).decode('{"b": 1, "a": 2}') == ['a', 'b']
    print threading.Thread(None, len, None, (), {}, None).isAlive()
    print decimal.Context(5, decimal.ROUND_DOWN, [], []).divide(decimal.Decimal(2), 3)
    h = bz2.BZ2File(f.name, 'w', 0, 9)
    h.write('y')
    h.close()
    for line in fileinput.input(f.name, 0, '', 0, 'rb', fileinput.hook_compressed):
        print len(line) > 1
    """,
    # Hashes, and constants of modules that are gone.
    """
    import hmac, md5, os, sets, sha, statvfs
    print hmac.new('k', 'm', sha).hexdigest(), hmac.new('k', 'm', digestmod=md5).hexdigest()
    print md5.digest_size, sha.digest_size, os.statvfs('/')[statvfs.F_BSIZE] > 0
    print isinstance(sets.Set([1]), sets.BaseSet), md5.new('x').hexdigest()
    """,
    # What helps the tests of Python.
    """
    import os, unittest
    from test import test_support
    class T(unittest.TestCase):
        def test(self):
            open(test_support.TESTFN, 'w').close()
            test_support.unlink(test_support.TESTFN)
    with test_support.captured_stdout() as shown:
        test_support.run_unittest(T)
    print 'ok' in shown.getvalue().lower(), os.path.exists(test_support.TESTFN)
    """,
    # Random numbers.
    """
    import random
    items = [1, 2, 3, 4]
    random.shuffle(items, lambda: 0.1)
    class Fixed(random.Random):
        def random(self):
            return 0.25
    print items, Fixed().choice(range(10)), Fixed(1).randint(0, 99)
    """,
    # Archives and requests.
    """
    import tarfile, tempfile, urllib2
    archive = tempfile.NamedTemporaryFile(suffix='.tar')
    tar = tarfile.open(archive.name, 'w')
    tar.addfile(tarfile.TarInfo('x'))
    tar.close()
    print tarfile.open(archive.name).next().name
    request = urllib2.Request('http://a.org/')
    def told(request):
        return '%s %s' % (request.get_selector(), request.get_data())
    print told(request)
    request.add_data('a=1')
    print request.get_method(), told(request)
    """,
    # Commands.
    """
    import commands
    print commands.getstatusoutput('kill -9 $$')[0], commands.getstatusoutput('echo a; exit 3')
    """,
    # What classes give of their methods.
    """
    import inspect, types
    class C(object):
        x = 1
        def m(self):
            return inspect.ismethod(self.m)
        @classmethod
        def c(cls):
            pass
    def found(thing):
        return [name for name, _ in inspect.getmembers(thing, inspect.ismethod)]
    for name, value in inspect.getmembers(C):
        if inspect.ismethod(value):
            print name,
    print found(C), found(C()), isinstance(C.m, types.MethodType), C().m()
    """,
    # Imports by function.
    """
    def get(name):
        return __import__(name, globals(), locals(), ['x'], -1)
    print get('xml.dom').__name__, __import__('os', level=-1).name
    """,
]


def test_calls_mean_what_they_did():
    agree(PROGRAMS)


def test_a_module_is_imported_once_also_for_what_is_put_in():
    after = fixed("import ConfigParser, os\nprint ConfigParser.ConfigParser().sections(), os\n")
    assert after.count("import configparser") == 1


@pytest.mark.parametrize(
    "before",
    [
        "from xml.etree import cElementTree as ET\nx = ET.tostring(ET.Element('a', b='1', a='2'))\nprint 1\n",
        "from xml.dom import minidom\nx = minidom.parseString('<a/>').toxml()\nprint 1\n",
        "import shelve\nx = shelve.open('a')\nprint 1\n",
        "print hash('a') % 7\n",
        "f = open('a')\nfor line in f:\n    print f.tell()\n",
    ],
)
def test_what_differs_in_a_detail_is_listed(before):
    assert [one.level for one in fix(before).decisions if one.kind == "LIB080"] == [Level.ASSUMED]
