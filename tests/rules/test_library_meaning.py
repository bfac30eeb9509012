"""Calls of the standard library that mean something else today, against a real Python 2.7."""

from __future__ import annotations

from .oracle import agree, fixed

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
