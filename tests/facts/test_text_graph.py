"""What the graph of text and bytes makes of literals, in small pieces of code.

In each piece the literals whose text begins with BYTES are to be bytes, and no others.
"""

from __future__ import annotations

import ast

import pytest

from migrator.facts.text import Text
from tests.facts.helpers import facts_of

PIECES = {
    # What an error of the library holds, and what it holds where the program asked for text.
    "caught": """
        import subprocess, urllib2

        try:
            urllib2.urlopen('http://host')
        except urllib2.HTTPError as error:
            print(error.read().startswith('BYTES'), error.msg == 'Gone')
        except ValueError as wrong:
            print(wrong.output == 'words')
    """,
    "caught_text": """
        import subprocess

        try:
            subprocess.check_output(['ls'], universal_newlines=True)
        except subprocess.CalledProcessError as error:
            print(error.output == 'words')
    """,
    # What is handed on may be something else where it is taken.
    "handed on": """
        import urllib2

        def show(response):
            return response.read() + 'words'

        def get(url):
            try:
                return show(url)
            except urllib2.HTTPError as error:
                return show(error)
    """,
    # A class of tests that compares in its own way: one test tells another nothing.
    "comparisons": """
        import struct, unittest

        class Case(unittest.TestCase):
            def failUnlessEqual(self, first, second, msg=None):
                if not first == second:
                    raise self.failureException(msg)
            assertEqual = assertEquals = failUnlessEqual

            def test_packed(self):
                self.assertEqual(struct.pack('>H', 2), 'BYTES')
                self.assertEquals(struct.pack('>H', 2), 'BYTES')

            def test_title(self):
                self.assertEqual('title'.title(), 'Title')
                self.assertEquals('title'.title(), 'Title')
    """,
    # What begins with two underscores is of one class, and not of those that derive from it.
    "private": """
        import struct

        class Base(object):
            def render(self, value):
                return self.__pack(value)

            def __pack(self, value):
                self.__kept = value
                return struct.pack('>I', 1) + value

        class Words(Base):
            def show(self, value):
                return self.__pack(value)

            def __pack(self, value):
                self.__kept = value
                return value.title()

        Base().render('BYTES')
        Words().show('some words')
        Base()._Base__pack('BYTES more')
        """,
    # Methods of one name that call what they take by other names take other things.
    "overriding": """
        import struct

        class Metadata(object):
            def load(self, filename, mode='words'):
                self.filename = filename
                raise NotImplementedError

        class Comment(Metadata):
            def __init__(self, data):
                self.load(data + 'BYTES')

            def load(self, data, mode='words'):
                return struct.unpack('>I', data)[0]

        class Tags(Metadata):
            def load(self, filename, mode='words'):
                return open('some/' + filename)

        Comment('BYTES')
        Tags().load('some words', 'some mode')
    """,
    # Whatever they call it, what they are given is made of the same.
    "overriding with an object": """
        import struct

        class Buffer(object):
            def __init__(self):
                self.parts = [struct.pack('>I', 1)]

        class Item(object):
            def put(self, out, mode):
                raise NotImplementedError

        class Head(Item):
            def put(self, buffer, mode):
                buffer.parts.append('BYTES')

        class Tail(Item):
            def put(self, target, mode):
                target.parts.append('BYTES')

        class Rest(Item):
            def put(self, stream, mode):
                stream.parts.append('BYTES')

        def store(items):
            buffer = Buffer()
            for item in items:
                item.put(buffer, 'some mode')

        store([Head(), Tail(), Rest()])
    """,
    # Methods that call it by the same name take the same.
    "overriding alike": """
        import zlib

        class Base(object):
            def pack(self, data):
                return data

        class Packed(Base):
            def pack(self, data):
                return zlib.compress(data)

        for one in [Base(), Packed()]:
            one.pack('BYTES')
    """,
    # Names of classes and of their members are text, and so are keys that are looked up there.
    "made classes": """
        import struct

        names = dict.fromkeys([struct.pack('>I', 1), 'BYTES'], 'some words')
        members = dict.fromkeys(['some', 'words'])
        for name in names:
            names[name + 'BYTES'] = members['test']
        made = type('Made', (object,), members)
        isinstance(made, type('BYTES' + struct.pack('>I', 2)))
    """,
    # What is a list in one branch is none in the other, whatever a function is given.
    "one or many": """
        import zlib

        def packed(values):
            if not isinstance(values, (list, tuple)):
                values = [values]
            found = []
            for value in values:
                found.append(zlib.compress(value))
            return found

        def first(data):
            if type(data) is not list:
                return zlib.compress(data)[0] == 'BYTES'
            return data[0] == 'BYTES'

        def shown(value):
            if isinstance(value, dict):
                return value['key'] + ' and some'
            return value.title()

        packed('BYTES')
        packed(['BYTES', 'BYTES more'])
        first('BYTES')
        first(['BYTES'])
        shown('some words')
        shown({'key': 'some words'})
    """,
    # A function that is given a list, too, tells nothing of the string that it is given elsewhere.
    "given a list, too": """
        import zlib

        def make(kind, value):
            return kind, value

        def decode(data):
            data = zlib.compress(data)
            return make('some words', data), data[0] == 'BYTES'

        def first(values):
            make('some words', values)
            values.append(zlib.compress('BYTES'))
            return values[0] == 'BYTES'

        make('some words', (1, 0, 1))
        decode('BYTES')
    """,
    "given a list, too, unnamed": """
        def make(value):
            return value

        def decode(data):
            value = make(data)
            if ord(data[0]) == 1 or data[0] == 'BYTES':
                return data[1:].decode('utf-8')

        make((1, 0, 1))
        decode('BYTES')
    """,
    # What an attribute is set to is what the function is given that stands behind it.
    "set by functions": """
        import zlib

        class Blob(object):
            def _get(self):
                return self._data

            def _set(self, data):
                if not isinstance(data, str):
                    raise TypeError('some words')
                self._data = zlib.compress(data)

            data = property(_get, _set)

            @property
            def title(self):
                return self._title

            @title.setter
            def title(self, value):
                self._title = value.title()

            @property
            def packed(self):
                return self._data

            @packed.setter
            def packed(self, value):
                self._data = zlib.compress(value)

        blob = Blob()
        blob.data = 'BYTES'
        blob.title = 'some words'
        blob.packed = 'BYTES more'
    """,
    # Each attribute that a function makes is what is kept under its own name.
    "made by functions": """
        import zlib

        def kept(name, doc=None):
            def get(self):
                return getattr(self, '_' + name)

            def set(self, value):
                setattr(self, '_' + name, value)
                self.is_changed = True

            return property(get, set, doc=doc)

        def read(name):
            attribute = '_%s' % name
            return property(lambda self: getattr(self, attribute))

        class Tag(object):
            message = kept('message', 'some words')
            title = kept('title')
            size = kept('size')
            data = read('data')
            author = read(name='author')

            def parse(self, data):
                self._message, self._size = zlib.decompress(data), 1
                self._data = zlib.decompress(data)
                self._author = self._title = 'some words'

        tag = Tag()
        tag.message == 'BYTES'
        tag.title == 'words'
        tag.data == 'BYTES'
        tag.author == 'words'
        tag.message = 'BYTES more'
        tag.title = 'more words'
    """,
    # What is taken from another object, name by name.
    "taken over": """
        from io import BytesIO

        class Wrapper(object):
            def __init__(self, stream, other):
                for name in ('read', 'write'):
                    setattr(self, name, getattr(stream, name))
                for name in ['title', 'words']:
                    if hasattr(other, name):
                        setattr(self, '_' + name, getattr(other, name))

        class Other(object):
            title = 'some words'
            words = 'some words'

        wrapper = Wrapper(BytesIO(), Other())
        wrapper.write('BYTES')
        wrapper.read() == 'BYTES more'
        wrapper._title == 'words'
        getattr(wrapper, 'wri' + 'te')('BYTES')
    """,
    # Methods of what the library makes take and give the same where they are called by another name.
    "methods by name": """
        import struct, hashlib

        head = struct.Struct('>4sI')
        pack, unpack = head.pack, head.unpack
        add = hashlib.md5().update

        def parse(data):
            if data[:2] == 'BYTES':
                return unpack(data)[0] == 'BYTES more'

        add('BYTES')
        parse(pack('BYTES', 1) + 'BYTES')
        {'some words': 1}.get('some words')
        get = {'some words': 'word'}.get
        get('some words') == 'word'
    """,
    # What is given by name and set by that name is the attribute of that name.
    "given by name": """
        import zlib

        class Blob(object):
            def pack(self):
                return zlib.compress(self.data)

            def show(self):
                return self.title.title()

        def make(cls, **names):
            class Made(cls):
                pass

            made = Made()
            for name, value in names.iteritems():
                setattr(made, name, value)
            return made

        class Other(object):
            def __init__(self, **names):
                for name in names:
                    setattr(self, name, names[name])

            def pack(self):
                return zlib.compress(self.data), self.title.title()

        class Kept(object):
            def __init__(self, **names):
                self.names = dict((name, names[name]) for name in names)

            def pack(self):
                return zlib.compress(self.data)

        def make_blob(**names):
            every = {'data': 'BYTES', 'title': 'some words', 'size': 1}
            every.update(names)
            return make(Blob, **every)

        def show(title, data):
            return title.title(), zlib.compress(data)

        def head(**names):
            return zlib.compress(names['data']), names.get('title').title()

        make(Blob, data='BYTES', title='some words').show()
        make_blob(data='BYTES', title='some words').show()
        show(**{'title': 'some words', 'data': 'BYTES'})
        head(title='some words', data='BYTES')
        Other(data='BYTES', title='some words').pack()
        Kept(data='some words')
    """,
    # A function may be given a list or one string, which it puts into one.
    "a list, or a string": """
        import zlib

        def pack(values):
            if isinstance(values, basestring):
                values = [values]
            return [zlib.compress(value) for value in values]

        def show(values):
            if isinstance(values, basestring):
                values = [values]
            return [value.title() for value in values]

        pack(['BYTES', 'BYTES more'])
        pack('BYTES')
        show('some words')
        show(['some', 'words'])
    """,
    # A string has no `__contains__` of its own, whatever else a function may be given.
    "in a string": """
        import zlib

        def find(place):
            if ':' in place:
                return place.split('/')

        def known(store):
            find(store)
            return map(store.__contains__, [zlib.compress('BYTES')])

        find('some'.title())
    """,
    # What a test or an assertion says is for people, also where it shows bytes.
    "said": """
        import unittest, zlib

        class Case(unittest.TestCase):
            def test(self):
                for name in [zlib.compress('BYTES')]:
                    assert name, 'no name: %s, %s' % (name, None)
                    self.assertTrue(name in ['BYTES'], 'not there: %s' % name)
                    if not name:
                        raise ValueError('no name: %s' % name)
                    self.assertEqual(name, 'BYTES', msg='another: ' + name)
                    self.failUnless(name == 'BYTES: %s' % 'BYTES')
    """,
    # A class has the methods of those that it derives from.
    "methods of classes": """
        import zlib

        class Base(object):
            @classmethod
            def of(cls, data):
                made = cls()
                made.data = zlib.compress(data)
                return made

            @staticmethod
            def show(title):
                return title.title()

        class Blob(Base):
            pass

        class Words(Blob):
            @classmethod
            def of(cls, title):
                return cls.show(title)

            def pack(self, data):
                return Base.of(data)

        Blob.of('BYTES').data == 'BYTES'
        Words.of('some words')
        Words.show('some words')
        Words().pack('BYTES')
    """,
    # Which of two functions has a name depends on the machine: both are given the same.
    "one of two functions": """
        import zlib

        try:
            import missing
        except ImportError:
            def pack(data, level):
                return data + 'BYTES'
        else:
            def pack(content, level):
                return content[0] == 'BYTES'

        class Case(object):
            def show(self, title):
                return title.title()

        class Other(Case):
            def show(self, words):
                return words + 'some words'

        pack(zlib.compress('BYTES'), 1)
    """,
    # What is encoded or decoded under Python 2 only is text under Python 3 without that.
    "coded under one version": """
        import sys, zlib

        def show(data):
            if sys.version_info < (3, 0):
                data = data.decode('utf-8')
            return 'some words'.join(data.splitlines())

        def pack(data):
            if sys.version_info < (3, 0):
                packed = data.encode('utf-8')
            return zlib.compress(data) + 'BYTES'

        show(zlib.compress('BYTES'))
        pack('BYTES')
    """,
    # Hashes have an `update`, and dicts.
    "update": """
        def head(hash, details):
            hash.update('BYTES')
            details.update({'class': 'word'})

        def add(pending, options={}):
            pending.details.update(options)

        def show(page, text):
            page.text = text

        def do(one, given):
            {'add': add, 'show': show}[one](given, 'some words')
    """,
    # Methods of one name give the same, whatever they call what they take.
    "overriding what is given": """
        import struct

        class Base(object):
            def render(self, value):
                raise NotImplementedError

        class Packed(Base):
            def render(self, number):
                return struct.pack('>H', number)

        class Words(Base):
            def show(self, title):
                return title.title()

        def is_one(base):
            return Base().render(1) == 'BYTES', Words().show('some words') == 'Some Words'
    """,
    # A place in which there may be one of several classes tells nothing of what each takes.
    "several classes": """
        import struct

        class Packed(object):
            def __init__(self, data):
                self.size = struct.unpack('>H', data)

        class Titled(object):
            def __init__(self, data):
                self.title = data.title() + 'some words'

        KINDS = [Packed, Titled]
        Packed('BYTES')
        Titled('some words')
    """,
    # The same where the place comes first, as one that a tool asks for.
    "several classes by name": """
        import struct

        KINDS = lambda: [Packed, Titled]
        NAMES = [KINDS, len]

        class Pick(object):
            def all(self):
                return [Packed, Titled]

        class Packed(object):
            def __init__(self, data):
                self.size = struct.unpack('>H', data)

        class Titled(object):
            def __init__(self, data):
                self.title = data.title() + 'some words'

        Packed('BYTES')
        Titled('some words')
    """,
    # A table in a class has methods that are called with an object.
    "table of methods": """
        import struct

        class Reader(object):
            def read_size(self, data):
                return struct.unpack('>H', data)

            def read_title(self, data, title):
                return title.title()

            def read_other(self, data):
                return struct.unpack('>I', data)

            table = {'size': (read_size, None), 'title': (read_title, 'some words')}

            def read(self):
                found = self.table.get('size', (type(self).read_other, None))
                return found[0](self, 'BYTES')

        class Titles(object):
            def show(self, title):
                return title.title()

            def read(self):
                return self.__class__.show(self, 'some words'), type(self).show(self, 'more words')

        class Packs(object):
            def show(self, data):
                return struct.unpack('>I', data)

            def read(self):
                return self.__class__.show(self, 'BYTES'), type(self).show(self, 'BYTES more')
    """,
    # A method that has another name, too, is called on an object as well.
    "method of two names": """
        import struct

        class Reader(object):
            def read_size(self, data):
                return struct.unpack('>H', data)

            size = read_size

        Reader().size('BYTES')
    """,
    # What a class does not define it has from the first of its bases.
    "constructor of the first base": """
        import struct

        class Packed(object):
            def __init__(self, data):
                self.size = struct.unpack('>H', data)

        class Titled(object):
            def __init__(self, title):
                self.title = title.title()

        class First(Packed, Titled):
            pass

        class Second(Titled, Packed):
            pass

        class Third(Second, First):
            pass

        First('BYTES')
        Second('some words')
    """,
    "constructor that hands on": """
        import struct

        class Base(object):
            def __init__(self, *args, **kwargs):
                if args or kwargs:
                    self.load(*args, **kwargs)

            def load(self, *args, **kwargs):
                raise NotImplementedError

        class Mixin(object):
            def __init__(self, *args, **kwargs):
                self.kept = {}
                super(Mixin, self).__init__(*args, **kwargs)

        class Packed(Mixin, Base):
            def load(self, data, title, mark=None):
                self.size, self.title = struct.unpack('>H', data), title.title()
                self.is_marked = struct.pack('>B', 1) == mark

        class Titled(Mixin, Base):
            def __init__(self, *args, **kwargs):
                Mixin.__init__(self, *args, **kwargs)

            def load(self, title):
                self.title = title.title()

        Packed('BYTES', 'some words', mark='BYTES more')
        Packed('BYTES', title='some words')
        Titled('some words')
        Titled(title='some words')
    """,
    "function that hands on": """
        import struct

        def measure(title, data, mark='BYTES'):
            return title.title(), struct.unpack('>H', data), mark == data

        def logged(log, *args, **kwargs):
            log.append('some words')
            return measure(*args, **kwargs)

        def titled(*args, **kwargs):
            return measure('some words', *args, **kwargs)

        logged([], 'some words', 'BYTES', mark='BYTES more')
        titled('BYTES', mark='BYTES more')
    """,
    # What is changed on its way is at other places, if it gets there at all.
    "function that hands on some": """
        import struct

        def measure(data, title):
            return title.title(), struct.unpack('>H', data)

        def turned(*args):
            args = args[1:] + args[:1]
            return measure(*args)

        def inner(*args):
            def measured(*args):
                return measure(*args)
            return measured

        turned('some words', 'other words')
        inner('some words', 'other words')
    """,
    # An object has what its class derives from, a list or a dict.
    "derived from a container": """
        import struct

        class Fields(list):
            def read(self, data):
                self.append(('some words', struct.unpack('>4s', data)[0]))

            def find(self, title):
                for name, value in self:
                    if name.title() == title:
                        return value == 'BYTES'

            def first(self):
                return self[0][1] == 'BYTES first'

        class Table(dict):
            def read(self, data):
                self['some words'] = struct.unpack('>4s', data)[0]

            def all(self):
                for name, value in self.items():
                    yield name.title() == 'Some Words', value == 'BYTES'

            def one(self):
                return self['some words'] == 'BYTES more'

        class Titles(list):
            def __getitem__(self, number):
                return list.__getitem__(self, number).title()

            def append(self, value):
                list.append(self, value[0])

            def read(self, data):
                self.append(struct.unpack('>4s', data))
                return self[0] == 'some words'
    """,
    # An object of the program may be like the dict that it is compared with.
    "object like a dict": """
        import struct

        class Kept(object):
            def __init__(self):
                self._all = []

            def first(self, title):
                return title.title()

            def packed(self, data):
                return struct.unpack('>H', data)

        class Holder(object):
            def test(self):
                assert self.kept == {'title': 'some words'}
                self.kept.packed('BYTES')

            def make(self):
                self.kept = Kept()
    """,
}


def _kind(literal: ast.Constant) -> str:
    return "bytes" if isinstance(literal.value, bytes) else "native"


@pytest.mark.parametrize("name", PIECES)
def test_these_literals_are_bytes(name: str) -> None:
    facts = facts_of(PIECES[name])
    found = sorted((one.lineno, one.value) for one in Text(facts, _kind).literals)
    assert found == sorted(
        (node.lineno, node.value)
        for node in ast.walk(facts.module)
        if isinstance(node, ast.Constant) and str(node.value).startswith("BYTES")
    )


@pytest.mark.parametrize(
    ("name", "codec"), [("data[4:size]", "latin-1"), ("data[4:]", "utf-8"), ("data", "utf-8")]
)
def test_the_encoding_of_a_field_is_not_that_of_the_record(name: str, codec: str) -> None:
    facts = facts_of(f"""
        data = open('record', 'rb').read()
        size = len(data) - 1
        title = {name}.decode('utf-8')
        print(data)
    """)
    found = Text(facts, _kind).conversions
    assert [(ast.unparse(site), one.codec) for site, one in found.items()] == [("data", codec)]
