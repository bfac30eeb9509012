"""Special methods of classes."""

from __future__ import annotations

import pytest

from .oracle import agree, fixed

TEXTS = [
    # a mixin, and one that falls back
    "class Mixin(object):\n    def __str__(self):\n        return unicode(self).encode('utf-8')\n"
    "class A(Mixin):\n    def __unicode__(self):\n        return u'a'\nprint A(), str(A()), '%s' % A()\n",
    "class A(object):\n    def __unicode__(self):\n        return u'a'\n"
    "    def __str__(self):\n        try:\n            return unicode(self).encode('ascii')\n"
    "        except UnicodeError:\n            return repr(self)\nprint A(), str(A())\n",
    # inherited, and called by name
    "class A(object):\n    def __unicode__(self):\n        return u'a'\n"
    "    def __str__(self):\n        return self.__unicode__().encode('utf-8')\n"
    "class B(A):\n    def __unicode__(self):\n        return u'b' + super(B, self).__unicode__()\n"
    "print A(), B(), A.__unicode__(B()) == u'a'\n",
    "class A(object):\n    def __str__(self):\n        return 'a'\n"
    "    def __unicode__(self):\n        return unicode(str(self))\nprint A(), unicode(A()) == u'a'\n",
    "class A(Exception):\n    def __unicode__(self):\n        return u', '.join(self.args)\n"
    "try:\n    raise A(u'x', u'y')\nexcept A, e:\n    print unicode(e) == u'x, y'\n",
    "class A(object):\n    def __repr__(self):\n        return (u'<%s>' % u'a').encode('utf-8')\nprint [A()]\n",
]


def test_texts_are_what_they_were() -> None:
    agree(TEXTS)


@pytest.mark.parametrize(
    "text",
    [
        "class A(object):\n    def __str__(self, encoding='utf-8'):\n        return self.x.encode(encoding)\n",
        "class A(object):\n    def __str__(self):\n        return 'ab'.encode('hex')\n",
        "class A(object):\n    @property\n    def __unicode__(self):\n        return 'a'\n",
        "class A(object):\n    def __str__(self):\n        return 'a'\n"
        "    def __unicode__(self):\n        return self.__str__().decode('ascii')\n",
    ],
)
def test_texts_left_alone(text: str) -> None:
    assert fixed(text, select=("CLS010",)) == text
