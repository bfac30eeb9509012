#!/usr/bin/env python
"""A desk calculator with variables and plug-in functions written as source text."""
import math
import sys

PLUGINS = '''
def double(x):
    return x * 2

def mean(*values):
    return sum(values) / float(len(values))
'''


class CalcError(Exception):
    def __init__(self, message, position):
        self.message, self.position = message, position


class Calculator:
    operators = {
        '+': lambda a, b: a + b,
        '-': lambda a, b: a - b,
        '*': lambda a, b: a * b,
        '^': lambda a, b: a ** b,
    }
    precedence = ['+-', '*', '^']

    def __init__(self):
        self.names = {'pi': math.pi, 'ans': 0}
        exec PLUGINS in self.names
        self.functions = [n for n, v in self.names.items() if callable(v)]
        self.functions.sort()

    def tokens(self, text):
        word = ''
        for position, char in enumerate(text + ' '):
            if char.isalnum() or char in '._':
                word += char
                continue
            if word:
                yield position - len(word), word
                word = ''
            if not char.isspace():
                yield position, char

    def run(self, text):
        if '=' in text:
            name, text = map(str.strip, text.split('=', 1))
        else:
            name = 'ans'
        stream = list(self.tokens(text))
        if not stream:
            raise CalcError, ('nothing to do', 0)
        value = self.level(0, stream)
        if stream:
            raise CalcError, ('unexpected %s' % `stream[0][1]`, stream[0][0])
        self.names[name] = value
        return name, value

    def level(self, depth, stream):
        if depth >= len(self.precedence):
            return self.atom(stream)
        value = self.level(depth + 1, stream)
        while stream and stream[0][1] in self.precedence[depth]:
            operator = self.operators[stream.pop(0)[1]]
            value = operator(value, self.level(depth + 1, stream))
        return value

    def atom(self, stream):
        if not stream:
            raise CalcError, ('something is missing', -1)
        position, token = stream.pop(0)
        if token == '(':
            value = self.level(0, stream)
            stream.pop(0)
            return value
        if token in self.functions:
            return self.names[token](self.atom(stream))
        if token in self.names:
            return self.names[token]
        try:
            return eval(token, {'__builtins__': None})
        except (SyntaxError, NameError, TypeError):
            raise CalcError, ('cannot read %s' % token, position)


def main(lines):
    calculator = Calculator()
    print 'functions:', ', '.join(calculator.functions)
    failures = 0
    for number, line in enumerate(lines):
        try:
            print '%d> %s' % (number, line)
            print '   %s = %s' % calculator.run(line)
        except CalcError, error:
            failures += 1
            print '   %s^ %s' % (' ' * max(error.position, 0), error.message)
    names = {'calculator': calculator}
    exec "answer = calculator.names['ans']" in names
    print 'last:', names['answer']
    return failures


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:] or ['1 + 1']))
