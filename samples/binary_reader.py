#!/usr/bin/env python
"""Write and read a little file of fixed binary records, as measuring devices leave them."""
import os
import struct
import sys

HEADER = '<LHHl'
RECORD = '<HBBhf'
MAGIC = 0x4C4F4721L
VERSION = 0x0102

FLAG_VALID = 01
FLAG_ALARM = 02
FLAG_TEST = 010


class FormatError(StandardError):
    pass


def write(name, offset, records):
    handle = open(name, 'wb')
    try:
        handle.write(struct.pack(HEADER, MAGIC, VERSION, len(records), offset))
        for record in records:
            handle.write(struct.pack(RECORD, *record))
    finally:
        handle.close()


def read_block(handle, layout):
    block = handle.read(struct.calcsize(layout))
    if len(block) < struct.calcsize(layout):
        raise FormatError, 'only %d of %d bytes' % (len(block), struct.calcsize(layout))
    return struct.unpack(layout, block)


def read(name):
    handle = file(name, 'rb')
    try:
        magic, version, count, offset = read_block(handle, HEADER)
        if magic <> MAGIC:
            raise FormatError('magic number is 0x%08x' % magic)
        print 'version %d.%d, %d records, offset %d' % (version >> 8, version & 0xFF, count, offset)
        for i in xrange(count):
            yield read_block(handle, RECORD)
    finally:
        handle.close()


def flags_of(flags):
    names = []
    for bit, name in ((FLAG_VALID, 'valid'), (FLAG_ALARM, 'alarm'), (FLAG_TEST, 'test')):
        if flags & bit:
            names.append(name)
    return '+'.join(names) or 'none'


def main():
    name = 'measured.log'
    write(name, -40, [
        (1, FLAG_VALID, 7, -12, 0.5),
        (2, FLAG_VALID | FLAG_ALARM, 7, 310, 12.25),
        (3, 0, 8, 0, -1.75),
        (65535, FLAG_TEST, 255, -32768, 1024.0),
    ])
    os.chmod(name, 0640)
    print 'size', os.path.getsize(name), 'mode %o' % (os.stat(name).st_mode & 0777)

    for number, flags, channel, raw, value in read(name):
        print '%5d channel %3d raw %6d value %9.3f %s' % (number, channel, raw, value, flags_of(flags))

    handle = open(name, 'r+b')
    handle.truncate(struct.calcsize(HEADER) + struct.calcsize(RECORD) + 3)
    handle.close()
    try:
        for record in read(name):
            print 'record', record[0]
    except FormatError, error:
        print 'cut off:', error

    write(name, 0, [])
    handle = open(name, 'r+b')
    handle.write(struct.pack('<L', 7))
    handle.close()
    try:
        list(read(name))
    except FormatError, error:
        print >>sys.stderr, 'not ours:', error
        os.remove(name)
        sys.exit(4)


if __name__ == '__main__':
    main()
