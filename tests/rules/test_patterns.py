"""Regular expressions that `re` refuses or reads otherwise today."""

from __future__ import annotations

import pytest

from migrator.results import Level

from .oracle import agree, fix, fixed

REWRITTEN = [
    (r"re.compile('a(?i)')", r"re.compile('(?i)a')"),
    (r"re.compile('a(?i)b(?mi)')", r"re.compile('(?im)ab')"),
    (r"re.compile('(?x) a (?i)')", r"re.compile('(?i)(?x) a ')"),
    (r"re.compile(r'a(?s)' % ())", r"re.compile(r'(?s)a' % ())"),
    (r"re.compile(r'%s\q(?s)' % x)", r"re.compile(r'(?s)%sq' % x)"),
    (r"re.compile('a' + x + 'b(?i)')", r"re.compile('(?i)a' + x + 'b')"),
    (r"re.compile('[' + x + r'\e]')", r"re.compile('[' + x + r'e]')"),
    (r"re.search(pattern=r'\q', string=x)", r"re.search(pattern=r'q', string=x)"),
    (r"re.compile(ur'\q(?u)')", r"re.compile(r'(?u)q')"),
    (r"re.compile(u'\u0041\\q')", r"re.compile(u'\u0041q')"),
    (r"re.compile('\x41\q')", r"re.compile('\x41q')"),
    (r"re.compile(r'[]\q]')", r"re.compile(r'[]q]')"),
    (r"re.compile(r'[^]\q]\q')", r"re.compile(r'[^]q]q')"),
    (r"re.compile(r'[\B]\B')", r"re.compile(r'[B]\B')"),
    (r"re.compile(r'\z')", r"re.compile(r'z')"),
    (r"re.compile('#(?x)')", r"re.compile('(?x)#')"),
    (r"re.subn('a', '\d', x)", r"re.subn('a', '\\\\d', x)"),
    (r"re.sub('a', repl=r'\d', string=x)", r"re.sub('a', repl=r'\\d', string=x)"),
    (r"re.compile('t(?t)')", r"re.compile('t')"),
]


@pytest.mark.parametrize(("before", "after"), REWRITTEN)
def test_a_pattern_is_rewritten(before, after):
    assert fixed(f"import re\n{before}\n", dialect="2") == f"import re\n{after}\n"


LEAVE_ALONE = [
    r"re.compile('(?i)(?m)a')",
    r"re.compile('(?#why)(?i)a')",
    r"re.compile('  (?i)a', re.X)",
    r"re.compile('a # (?i)', re.VERBOSE)",
    r"re.compile('[(?i)]')",
    r"re.compile(r'\(?i\)\[\\q')",
    r"re.compile(r'\A\b\B\d\D\s\S\w\W\Z\a\f\n\r\t\v\x41\0\1')",
    r"re.compile(r'[\a\b\d\x41\n]')",
    r"re.compile('a # (?i)', flags)",
    r"re.compile(x + 'a(?i)')",
    r"re.escape(r'\q')",
    r"re.compile(*[r'\q'])",
    r"re.sub('a', r'\1\g<1>\n\.\\d', x)",
    r"re.sub('a', lambda m: r'\q', x)",
    r"x.sub(r'\q', 'a')",
    r"re.compile(r'\u0041')" + "\nprint('both')",
]


@pytest.mark.parametrize("text", LEAVE_ALONE)
def test_a_pattern_is_left_alone(text):
    assert fixed(f"import re\n{text}\n") == f"import re\n{text}\n"


def test_a_variable_that_serves_for_something_else_is_left_alone():
    text = "import re\nP = 'a(?i)'\nQ = 'b\\\\q'\nre.compile(P)\nprint(P)\nre.compile(Q + P)\n"
    assert fixed(text) == text


def test_flags_after_unknown_text_are_reported():
    (said,) = fix("import re\nre.compile(x + 'a(?i)')\n").diagnostics
    assert said.level is Level.OPEN and "flags" in said.message
    assert (said.position.line, said.position.column) == (2, 4)


def test_a_table_of_patterns_is_listed():
    result = fix("import re\nRULES = {'a': r'a(?i)'}\n")
    assert [(one.kind, one.alternative) for one in result.decisions] == [("LIB200", "pattern")]


def test_what_is_a_code_today_is_listed():
    result = fix("import re\nprint re.findall(r'\\u0041', 'u0041')\n")
    assert b"r'u0041'" in result.after
    assert [item.level for item in result.decisions] == [Level.ASSUMED]


def test_patterns_find_what_they_found():
    agree(
        [
            r"""
            import re
            print re.findall('a(?i)b', 'ab AB'), re.sub('(?x) b  (?i)', '-', 'aBc')
            print re.findall(r'\q[\e\-\]]\Z', 'qe q-'), re.findall(r'[\u0041]', 'Au04')
            """,
            r"""
            import re
            RULE = re.compile(r'''
                ([a-z]+)   # (?s) a comment
                (?x)       # verbose
                \s*=''')
            print RULE.sub(r'\1\q\\', '\n                aa    X') or RULE.pattern
            """,
            r"""
            from re import sub, compile as pattern
            SLASH = r'\d\1'
            print sub('(x)', SLASH, 'axa'), pattern('x').sub('\\\q', 'x')
            """,
        ]
    )


EMPTY = r"""
import re
TEXTS = ['axbc', 'abxd', '', 'a b', 'xx', 'axxb', 'a\nb', 'aab b']
for text in TEXTS:
    for count in 0, 1, 2:
        print re.split('x*', text, count), re.sub('x*', '-', text, count)
        print re.split(r'\b', text, count), re.sub(r'\b', '-', text, count)
        print re.split('(x*)', text, count), re.sub('(x*)', r'<\1>', text, count)
        print re.split('a|b*', text, count), re.sub('a|b*', '-', text, count)
        print re.split('|x', text, count), re.sub('|x', '-', text, count)
        print re.split('(?m)^', text, count), re.sub('(?m)^', '-', text, count)
        print re.split('(?=b)', text, count), re.sub('(?=b)', '-', text, count)
        print re.split('x*?', text, maxsplit=count), re.sub('x*?', '-', text, count=count)
        BLANKS = re.compile(r'\s*')
        print BLANKS.split(text, count), BLANKS.sub(lambda match: '-', text, count)
"""


def test_matches_of_nothing_count_as_they_did():
    agree([EMPTY])


FINDS = r"""
import re
for text in ['', 'ab', ' ab  cd', 'aabb,a', 'b a\n']:
    print re.findall('a*?', text), re.findall('^|(a)|b', text), re.findall(r'(\b)|(\w+)', text)
    print [match.span() for match in re.finditer('(?m)$|(?=b)|.', text)]
    print re.findall('(?:a|b*?)(?:,|$)', text), re.findall('(?i)|A', text), re.findall('(a)?(?(1)|b)', text)
    WORDS = re.compile(r'(?:|,)\w*')
    print WORDS.findall(text), len(list(WORDS.finditer(text)))
"""


def test_after_a_match_of_nothing_the_next_begins_where_it_did():
    agree([FINDS])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r"x = re.split(r'\s*', t)", r"x = split_nonempty(r'\s*', t)"),
        (r"x = re.compile('a?').split(t)", r"x = split_nonempty(re.compile('a?'), t)"),
        (r"x = re.sub('a?', f, t)", r"x = sub_apart('a?', f, t)"),
        (r"x = re.split('a*(?i)', t)", r"x = split_nonempty('(?i)a*', t)"),
        (r"x = re.findall('a*?', t, re.I)", r"x = findall_apart('a*?', t, re.I)"),
        (r"x = re.compile('|a').findall(t)", r"x = findall_apart(re.compile('|a'), t)"),
    ],
)
def test_a_pattern_that_matches_nothing_is_split_by(before, after):
    assert fixed(f"import re\n{before}\n", dialect="2").endswith(f"{after}\n")


@pytest.mark.parametrize(
    "text",
    [
        "re.split('a+', t)",
        "re.sub('a*', '', t)",
        r"re.sub(r'\b', '-', t)",
        "re.split(x + 'a*', t)",
        "re.split('a*', t) if x else re.sub(p, 'x', t)  # migrator: ignore[LIB210]",
        "re.findall('a*', t)",
        "re.findall('(?:<.*?>)*', t)",
        "re.findall('a+?|b*', t)",
        r"re.findall(r'(?<!a|b)x?\s*$', t)",
        "re.compile('^|a').findall(t, 1)",
        "t.split('a*')",
        "re.split('(a*', t)",
    ],
)
def test_where_nothing_is_no_matter_the_call_stays(text):
    assert fixed(f"import re\n{text}\n", dialect="2") == f"import re\n{text}\n"
