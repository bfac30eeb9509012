"""Methods and attributes of 2.7's classes that have another name today. Hand-written and reviewed."""

from __future__ import annotations

from migrator.stdlib.entries import NEW_3_0, Move, all_same, library, table, whatsnew

_TEST_CASE_ALIASES = {
    "assertAlmostEquals": "assertAlmostEqual",
    "assertEquals": "assertEqual",
    "assertItemsEqual": "assertCountEqual",
    "assertNotAlmostEquals": "assertNotAlmostEqual",
    "assertNotEquals": "assertNotEqual",
    "assertNotRegexpMatches": "assertNotRegex",
    "assertRaisesRegexp": "assertRaisesRegex",
    "assertRegexpMatches": "assertRegex",
    "assert_": "assertTrue",
    "failIf": "assertFalse",
    "failIfAlmostEqual": "assertNotAlmostEqual",
    "failIfEqual": "assertNotEqual",
    "failUnless": "assertTrue",
    "failUnlessAlmostEqual": "assertAlmostEqual",
    "failUnlessEqual": "assertEqual",
    "failUnlessRaises": "assertRaises",
}

# {"module.Class.old": its Move}.
MEMBER_MOVES: dict[str, Move] = table(
    all_same(
        whatsnew(12),
        {
            f"unittest.TestCase.{old}": f"unittest.TestCase.{new}"
            for old, new in _TEST_CASE_ALIASES.items()
        },
    ),
    all_same(
        whatsnew(9),
        {
            "array.array.fromstring": "array.array.frombytes",
            "array.array.tostring": "array.array.tobytes",
            "threading.Thread.isAlive": "threading.Thread.is_alive",
            "xml.etree.ElementTree.Element.getiterator": "xml.etree.ElementTree.Element.iter",
            "xml.etree.ElementTree.ElementTree.getiterator": (
                "xml.etree.ElementTree.ElementTree.iter"
            ),
        },
    ),
    all_same(
        whatsnew(12),
        {"configparser.RawConfigParser.readfp": "configparser.RawConfigParser.read_file"},
    ),
    all_same(
        library("sets"),
        {"sets.Set.union_update": "builtins.set.update"},
    ),
    all_same(
        "Lib/ConfigParser.py of 2.7 and Lib/configparser.py of 3.12",
        {
            "ConfigParser.RawConfigParser._boolean_states": (
                "configparser.RawConfigParser.BOOLEAN_STATES"
            )
        },
    ),
    all_same(
        whatsnew(11),
        {
            "gettext.NullTranslations.lgettext": "gettext.NullTranslations.gettext",
            "gettext.NullTranslations.lngettext": "gettext.NullTranslations.ngettext",
        },
    ),
    all_same(
        NEW_3_0,
        {
            "gettext.NullTranslations.ugettext": "gettext.NullTranslations.gettext",
            "gettext.NullTranslations.ungettext": "gettext.NullTranslations.ngettext",
        },
    ),
)
