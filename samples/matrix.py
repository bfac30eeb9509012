#!/usr/bin/env python
"""Matrices, primes and digits: number work that relies on whole division."""
import math
import operator


class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]

    def transposed(self):
        return Matrix(zip(*self.rows))

    def __mul__(self, other):
        columns = zip(*other.rows)
        return Matrix([[dot(row, column) for column in columns] for row in self.rows])

    def __pow__(self, exponent):
        result = Matrix([[int(i == j) for j in range(len(self.rows))]
                         for i in range(len(self.rows))])
        base = self
        for bit in reversed(binary(exponent)):
            if bit == '1':
                result = result * base
            base = base * base
        return result

    def determinant(self):
        if len(self.rows) == 1:
            return self.rows[0][0]
        total = 0
        for column, value in enumerate(self.rows[0]):
            rest = [row[:column] + row[column + 1:] for row in self.rows[1:]]
            total += (-1) ** column * value * Matrix(rest).determinant()
        return total

    def __repr__(self):
        return 'Matrix(%s)' % `self.rows`


def dot(left, right):
    return reduce(operator.add, map(operator.mul, left, right))


def binary(number):
    digits = ''
    while number:
        number, digit = divmod(number, 2)
        digits = str(digit) + digits
    return digits or '0'


def primes(limit):
    sieve = [True] * (limit + 1)
    for n in xrange(2, int(math.sqrt(limit)) + 1):
        if sieve[n]:
            for multiple in xrange(n * n, limit + 1, n):
                sieve[multiple] = False
    return [n for n in range(2, limit + 1) if sieve[n]]


def median(values):
    values = sorted(values)
    middle = len(values) / 2
    if len(values) % 2:
        return values[middle]
    return (values[middle - 1] + values[middle]) / 2.0


def halves(values):
    cut = len(values) / 2
    return values[:cut], values[cut:]


def main():
    m = Matrix([[2, 1, 0], [1, 3, -1], [4, 0, 5]])
    print m, m.determinant()
    print m.transposed()
    print m * m.transposed()
    fibonacci = Matrix([[1, 1], [1, 0]]) ** 30
    print fibonacci.rows[0][1], fibonacci.rows[1]

    found = primes(60)
    print found, len(found)
    first, second = halves(found)
    print 'halves:', len(first), len(second), 'median:', median(found), median(found[1:])
    print 'a third of ten:', 10 / 3, 'rest', 10 % 3, 'below zero:', -7 / 2, -7 % 2
    print 'true:', 10 / 4.0, float(7) / 2

    big = 2L ** 70
    print 'big: %d has %d digits' % (big, len(str(big)))
    print 'octal %o, hex %x, binary %s' % (0755, 0xCAFEL, binary(37))
    print 'gaps:', map(lambda a, b: b - a, found[:-1], found[1:])
    grid = [[0] * 4 for i in range(3)]
    for i in range(12):
        grid[i // 4][i % 4] = i ** 2
    for row in grid:
        print ' '.join(['%4d' % value for value in row])


if __name__ == '__main__':
    main()
