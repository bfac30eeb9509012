#!/usr/bin/env python
"""Working days, birthdays and calendar weeks."""
import calendar
import datetime
import time
from itertools import ifilter, imap, izip

HOLIDAYS = [(2012, 1, 1), (2012, 4, 6), (2012, 4, 9), (2012, 5, 1), (2012, 12, 25), (2012, 12, 26)]
BIRTHDAYS = {'ada': '1985-12-10', 'ben': '1990-02-28', 'cleo': '1988-02-29', 'dan': '1979-07-01'}
ONE_DAY = datetime.timedelta(days=1)


def parse(text):
    fields = time.strptime(text, '%Y-%m-%d')
    return apply(datetime.date, fields[:3])


def days(first, last):
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


def is_working_day(day):
    return day.weekday() < 5 and (day.year, day.month, day.day) not in HOLIDAYS


def working_days(first, last):
    return len(list(ifilter(is_working_day, days(first, last))))


def next_birthday(born, today):
    for year in xrange(today.year, today.year + 9):
        try:
            birthday = born.replace(year=year)
        except ValueError:
            birthday = datetime.date(year, 3, 1)
        if birthday >= today:
            return birthday
    raise ValueError, born


def easter(year):
    """The Gregorian rule of the nineteenth century's almanacs."""
    a = year % 19
    b, c = divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * l) // 433
    month = (h + l - 7 * m + 90) // 25
    day = (h + l - 7 * m + 33 * month + 19) % 32
    return datetime.date(year, month, day)


def main():
    today = datetime.date(2012, 2, 27)
    print today.strftime('%d.%m.%Y'), 'is day', today.timetuple()[7], 'in week', today.isocalendar()[1]

    firsts = [datetime.date(2012, month, 1) for month in range(1, 13)]
    lasts = [day - ONE_DAY for day in firsts[1:]] + [datetime.date(2012, 12, 31)]
    counts = [working_days(first, last) for first, last in izip(firsts, lasts)]
    for first, count in zip(firsts, counts):
        print '%s %2d' % (calendar.month_abbr[first.month], count), '*' * count
    print 'working days:', sum(counts)

    upcoming = []
    for name, born in BIRTHDAYS.items():
        born = parse(born)
        day = next_birthday(born, today)
        upcoming.append((day, name, day.year - born.year))
    upcoming.sort()
    for day, name, age in upcoming:
        print '%-5s turns %d on %s, in %3d days' % (name, age, day, (day - today).days)

    print 'easter:', ', '.join(imap(str, imap(easter, [1954, 2000, 2008, 2012])))
    seconds = calendar.timegm(today.timetuple())
    print 'since 1970: %d seconds' % long(seconds)
    print 'backwards:', time.strftime('%A %H:%M', time.gmtime(seconds - 1))
    print 'leap years:', filter(calendar.isleap, range(1996, 2013))
    delta = datetime.datetime(2012, 3, 1, 6, 30) - datetime.datetime(2012, 2, 28, 18, 45)
    print 'between:', delta, 'or', delta.days * 24 + delta.seconds // 3600, 'hours'


if __name__ == '__main__':
    main()
