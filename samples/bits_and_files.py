#!/usr/bin/env python
"""Walk a folder, sum up sizes and permissions, and keep a pickled catalogue of it."""
import cPickle
import os
import shutil
import sys
import tempfile

LAYOUT = [
    ('readme.txt', 120, 0644),
    ('bin/run.sh', 64, 0755),
    ('bin/clean.sh', 32, 0700),
    ('data/2001/jan.dat', 2048, 0600),
    ('data/2001/feb.dat', 4096, 0640),
    ('data/empty', 0, 0444),
]


def build(root):
    for name, size, mode in LAYOUT:
        path = os.path.join(root, *name.split('/'))
        if not os.path.isdir(os.path.dirname(path)):
            os.makedirs(os.path.dirname(path), 0755)
        out = file(path, 'w')
        out.write('.' * size)
        out.close()
        os.chmod(path, mode)


def rwx(mode):
    text = ''
    for shift in (6, 3, 0):
        bits = mode >> shift & 07
        text += (bits & 4 and 'r' or '-') + (bits & 2 and 'w' or '-') + (bits & 1 and 'x' or '-')
    return text


def catalogue(root):
    entries = {}
    for folder, folders, files in os.walk(root):
        folders.sort()
        for name in files:
            path = os.path.join(folder, name)
            status = os.stat(path)
            key = path[len(root) + 1:].replace(os.sep, '/')
            entries[key] = {'size': long(status.st_size), 'mode': status.st_mode & 0777}
    return entries


def human(size):
    for unit in 'B', 'KiB', 'MiB':
        if size < 1024:
            return '%d %s' % (size, unit)
        size = size >> 10
    return 'much'


def main():
    root = tempfile.mkdtemp()
    try:
        build(root)
        entries = catalogue(root)
        names = entries.keys()
        names.sort(lambda a, b: cmp(len(a), len(b)) or cmp(a, b))
        for name in names:
            entry = entries[name]
            print '%s %04o %8s  %s' % (rwx(entry['mode']), entry['mode'], human(entry['size']), name)
        print 'total:', human(sum([entry['size'] for entry in entries.values()]))
        print 'umask like: %o' % (~0644 & 0777)

        store = os.path.join(root, 'catalogue')
        out = open(store, 'wb')
        cPickle.dump(entries, out, 2)
        out.close()
        source = open(store, 'rb')
        again = cPickle.load(source)
        source.close()
        print 'same after loading:', again == entries
        changed = [n for n in sorted(again) if again[n]['mode'] & 0111]
        print 'can be run:', changed
        pipe = os.popen('echo from the shell')
        print 'heard', `pipe.read()`, 'ended', pipe.close()
        if sys.maxint < 2 ** 31 - 1:
            print 'a tiny machine'
    finally:
        shutil.rmtree(root)
    print 'left over:', os.path.exists(root)


if __name__ == '__main__':
    main()
