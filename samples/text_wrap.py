#!/usr/bin/env python
"""Fill, justify and centre paragraphs with nothing but the string module."""
import string
import sys

TEXT = '''The old mill stood at the bend of the river. Nobody had ground corn in
it for years, but the wheel still turned when the water was high, and
children came to watch it.

   "Does it work?"   asked the smallest one.

"It turns," said her brother, "and that is   all   a wheel can do."
'''


def paragraphs(text):
    found = []
    for line in string.split(text, '\n'):
        words = string.split(line)
        if not words:
            if found:
                yield found
            found = []
        else:
            found.extend(words)
    if found:
        yield found


def fill(words, width):
    lines, line = [], []
    for word in words:
        if line and len(string.join(line + [word])) > width:
            lines.append(line)
            line = []
        line.append(word)
    lines.append(line)
    return lines


def justify(words, width):
    if len(words) == 1:
        return string.ljust(words[0], width)
    gaps = len(words) - 1
    spaces = width - reduce(lambda n, word: n + len(word), words, 0)
    small, extra = divmod(spaces, gaps)
    pieces = []
    for i in range(len(words)):
        pieces.append(words[i])
        if i < gaps:
            pieces.append(' ' * (small + (i < extra and 1 or 0)))
    return string.joinfields(pieces, '')


def shout(text):
    table = string.maketrans('aeiou', '43102')
    return string.upper(string.translate(text, table))


def show(title, lines, width):
    bar = '+' + '-' * width + '+'
    print bar
    print '|' + string.center(title, width) + '|'
    print bar
    for line in lines:
        print '|' + string.ljust(line, width)[:width] + '|'
    print bar


def main(argv):
    if len(argv) > 1:
        width = string.atoi(argv[1])
    else:
        width = 40
    for number, words in enumerate(paragraphs(TEXT)):
        lines = fill(words, width)
        out = [justify(line, width) for line in lines[:-1]] + [string.join(lines[-1])]
        show('paragraph %s' % string.zfill(number + 1, 2), out, width)

    words = string.split(string.lower(TEXT))
    longest = max(map(len, words))
    print 'longest:', sorted(set([word for word in words if len(word) == longest]))
    print 'letters:', len(filter(lambda c: c in string.lowercase, TEXT))
    print 'where:', string.find(TEXT, 'wheel'), string.rfind(TEXT, 'wheel'),
    print string.count(TEXT, 'wheel')
    print shout('the old mill')
    print string.capwords('a wheel of wood'), string.replace('tic tac', 't', 'T', 1)


if __name__ == '__main__':
    main(sys.argv)
