#!/usr/bin/env python
"""Monthly sales report out of a comma separated export."""
import csv
import StringIO

EXPORT = '''\
date,region,product,units,price
2011-03-01,north,lamp,4,19.90
2011-03-01,south,chair,2,45.50
2011-03-02,north,"table, oak",1,210.00
2011-03-04,east,lamp,10,18.75
2011-03-07,south,lamp,3,19.90
2011-03-09,east,chair,6,44.00
2011-03-12,north,chair,x,45.50
2011-03-15,west,"shelf ""tall""",5,32.25
'''


class Totals:
    """Units and turnover of one region."""

    def __init__(self):
        self.units = 0
        self.turnover = 0.0

    def add(self, units, price):
        self.units += units
        self.turnover += units * price

    def __nonzero__(self):
        return self.units > 0


def read_rows(text):
    reader = csv.reader(StringIO.StringIO(text))
    header = reader.next()
    for number, fields in enumerate(reader):
        yield number + 2, dict(zip(header, fields))


def summarise(text):
    regions, products, bad = {}, {}, []
    for number, row in read_rows(text):
        try:
            units = int(row['units'])
            price = float(row['price'])
        except ValueError, e:
            bad.append((number, str(e)))
            continue
        if not regions.has_key(row['region']):
            regions[row['region']] = Totals()
        regions[row['region']].add(units, price)
        products[row['product']] = products.get(row['product'], 0) + units
    return regions, products, bad


def main():
    regions, products, bad = summarise(EXPORT)
    print '%-8s %6s %10s' % ('region', 'units', 'turnover')
    print '-' * 26
    names = regions.keys()
    names.sort()
    for name in names:
        totals = regions[name]
        print '%-8s %6d %10.2f' % (name, totals.units, totals.turnover)
    print '-' * 26
    print '%-8s %6d %10.2f' % (
        'all',
        sum([t.units for t in regions.itervalues()]),
        sum([regions[name].turnover for name in names]))
    print

    best = products.items()
    best.sort(lambda a, b: cmp(b[1], a[1]) or cmp(a[0], b[0]))
    for place, (product, units) in enumerate(best):
        print '%d. %s (%d)' % (place + 1, product, units)

    for number, reason in bad:
        print 'line', number, 'left out:', reason
    if Totals():
        print 'a region without units counts as something'

    out = StringIO.StringIO()
    writer = csv.writer(out, lineterminator='\n')
    writer.writerow(['product', 'units'])
    writer.writerows(best[:2])
    print
    print out.getvalue(),


if __name__ == '__main__':
    main()
