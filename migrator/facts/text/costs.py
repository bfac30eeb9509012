"""What it costs to decide against what is known: the smallest sum is taken.

Only how they compare matters; a conversion that is made once is the measure.
"""

from __future__ import annotations

WORD = 1  # a literal with a word in it is bytes: most words are there to be read
REPR = 3  # bytes are decoded where `repr` shows them: they are no text for that
HINT = 10  # against a likely reading, where nothing else is known
ONCE = 20  # a conversion
SAID = 30  # against b'': it says nothing in Python 2, but somebody thought of bytes
SAYS = 40  # what an exception says is bytes
UNSEEN = 40  # a format is bytes, and nothing says that what is put in is a string
REPEATED = 50  # a conversion in a loop
CUT = 60  # a number that was cut to a byte makes text
MODE = 80  # against a "b" in the mode of a file
FIRM = 200  # against what is surely meant; below that, a border tells others nothing
UNDONE = 250  # what the program has just decoded is encoded again
COUNTED = 250  # the bytes are counted, of which there may be more than characters
PRINTED = 300  # bytes are printed to a file
DEEP = 400  # a difference that no conversion mends, as in a printed list of byte strings
GIVEN = 900  # against what the library puts in its lists and dicts, however they are shown
SUPPOSED = 999  # as SOLVED, where nothing vouches for it
SOLVED = 1000  # against what was decided for the whole program
NEVER = 1_000_000  # what no cut may pay
