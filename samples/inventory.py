#!/usr/bin/env python
"""A stock list: goods come in, go out, and are counted."""
import copy
import types


class OutOfStock(Exception):
    def __init__(self, item, wanted, there):
        Exception.__init__(self, item, wanted, there)
        self.item, self.wanted, self.there = item, wanted, there

    def __str__(self):
        return '%s: %d wanted, %d there' % (self.item, self.wanted, self.there)


class Inventory:
    def __init__(self):
        self.stock = {}
        self.history = []

    def receive(self, item, count, (price, currency)=(0, 'EUR')):
        if type(count) not in (types.IntType, types.LongType):
            raise TypeError, 'count of %s is %s' % (item, type(count).__name__)
        if self.stock.has_key(item):
            old, _ = self.stock[item]
            self.stock[item] = (old + count, price)
        else:
            self.stock[item] = (count, price)
        self.history.append(('in', item, count))
        return currency

    def ship(self, item, count):
        there = self.stock.get(item, (0, 0))[0]
        if there < count:
            raise OutOfStock, (item, count, there)
        self.stock[item] = (there - count, self.stock[item][1])
        self.history.append(('out', item, count))

    def value(self):
        return reduce(lambda total, (count, price): total + count * price,
                      self.stock.values(), 0)

    def shortages(self, minimum):
        names = [name for name, (count, price) in self.stock.iteritems() if count < minimum]
        names.sort(key=lambda name: (self.stock[name][0], name))
        return names


def main():
    inventory = Inventory()
    for item, count, price in [('bolt', 500, 2), ('nut', 450, 1), ('washer', 12, 1),
                               ('hinge', 8, 150), ('bolt', 100, 3)]:
        inventory.receive(item, count, (price, 'EUR'))
    print 'currency:', inventory.receive('screw', 70L)

    before = copy.deepcopy(inventory.stock)
    for item, count in (('bolt', 550), ('hinge', 9), ('lamp', 1), ('nut', 450)):
        try:
            inventory.ship(item, count)
        except OutOfStock, problem:
            print 'cannot ship', problem
        else:
            print 'shipped', count, item
    try:
        inventory.receive('glue', '3')
    except TypeError, e:
        print 'refused:', e

    print 'value: %d' % inventory.value()
    print 'short:', inventory.shortages(20)
    changed = [name for name in sorted(before) if before[name] != inventory.stock[name]]
    print 'changed:', changed

    print
    for number, (kind, item, count) in enumerate(inventory.history):
        print '%03d %-4s%-8s%5d' % (number, kind, item, count)
    moves = {}
    for kind, item, count in inventory.history:
        moves.setdefault(kind, []).append(count)
    for kind in sorted(moves.keys()):
        print kind, 'smallest', min(moves[kind]), 'largest', max(moves[kind])
    print 'was there:', before.has_key('nut'), before.has_key('lamp')


if __name__ == '__main__':
    main()
