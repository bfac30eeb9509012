#!/usr/bin/env python
"""Read an ini file with defaults, change it, and write it back."""
import ConfigParser
import os
import tempfile

SETTINGS = """\
[DEFAULT]
root = /srv/app
logs = %(root)s/logs

[server]
port = 8080
debug = yes
hosts = alpha, beta ,gamma
timeout = 2.5

[paths]
static = %(root)s/static
spool = %(logs)s/spool

[broken]
port = eighty
"""


class Settings(object):
    def __init__(self, name):
        self.parser = ConfigParser.ConfigParser()
        if not self.parser.read(name):
            raise IOError, (2, 'no such settings', name)

    def __getattr__(self, key):
        for section in self.parser.sections():
            if self.parser.has_option(section, key):
                return self.parser.get(section, key)
        raise AttributeError(key)

    def hosts(self):
        return [host.strip() for host in self.parser.get('server', 'hosts').split(',')]

    def port_of(self, section):
        try:
            return self.parser.getint(section, 'port')
        except ConfigParser.NoOptionError, error:
            print 'no port in', error.section
        except ConfigParser.NoSectionError, error:
            print 'no section', error.section
        except ValueError:
            print 'the port of %s is no number' % section
        return None


def show(settings):
    sections = settings.parser.sections()
    sections.sort()
    for section in sections:
        print '[%s]' % section
        for key, value in sorted(settings.parser.items(section)):
            print '  %s = %s' % (key, value)


def main():
    handle, name = tempfile.mkstemp('.ini')
    os.write(handle, SETTINGS.encode('ascii'))
    os.close(handle)
    try:
        settings = Settings(name)
        show(settings)
        print 'hosts:', settings.hosts()
        print 'debug:', settings.parser.getboolean('server', 'debug')
        print 'double timeout: %.2f' % (settings.parser.getfloat('server', 'timeout') * 2)
        print 'static:', settings.static
        for section in 'server', 'broken', 'paths', 'nowhere':
            port = settings.port_of(section)
            print section, port
        print 'shown by hasattr:', hasattr(settings, 'spool'), hasattr(settings, 'colour')

        settings.parser.add_section('cache')
        settings.parser.set('cache', 'size', '64')
        settings.parser.remove_section('broken')
        out = open(name, 'w')
        settings.parser.write(out)
        out.close()
        again = Settings(name)
        print 'after writing:', [s for s in again.parser.sections()]
        print again.parser.getint('cache', 'size') << 10
    finally:
        os.remove(name)
    try:
        Settings('gone.ini')
    except IOError, (number, text):
        print 'error', number, text


if __name__ == '__main__':
    main()
