#!/usr/bin/env python
"""A text menu for a list of things to do, as every course had one."""
import sys

MENU = """
 a) add    l) list    d) done
 s) statistics        q) quit"""


class Task:
    count = 0

    def __init__(self, title, priority=3):
        Task.count = Task.count + 1
        self.number = Task.count
        self.title = title
        self.priority = priority
        self.done = False

    def urgency(self):
        return self.done, self.priority, self.number

    def __str__(self):
        mark = self.done and 'x' or ' '
        return '[%s] %d. %s (%s)' % (mark, self.number, self.title, '!' * (4 - self.priority))


class Quit(Exception):
    pass


def add(tasks):
    title = raw_input('title: ').strip()
    if not title:
        print 'nothing added'
        return
    answer = raw_input('priority (1-3): ')
    try:
        priority = int(answer)
    except ValueError:
        print 'not a number: %s' % `answer`
        priority = 3
    tasks.append(Task(title, priority))


def show(tasks):
    if not tasks:
        print 'nothing to do'
    tasks.sort(lambda a, b: cmp(a.urgency(), b.urgency()))
    for task in tasks:
        print task


def done(tasks):
    number = int(raw_input('number: '))
    for task in tasks:
        if task.number == number:
            task.done = True
            break
    else:
        raise KeyError, number


def statistics(tasks):
    finished = filter(lambda task: task.done, tasks)
    print len(finished), 'of', len(tasks), 'done,',
    print 'open:', ', '.join(map(lambda task: task.title, [t for t in tasks if not t.done]))


def leave(tasks):
    raise Quit


ACTIONS = {'a': add, 'l': show, 'd': done, 's': statistics, 'q': leave}


def main():
    tasks = []
    while True:
        print MENU
        try:
            choice = raw_input('> ').lower()[:1]
            if not ACTIONS.has_key(choice):
                print 'what is "%s"?' % choice
                continue
            apply(ACTIONS[choice], (tasks,))
        except KeyError, missing:
            print 'no task number', missing
        except ValueError, (reason):
            print >>sys.stderr, 'please repeat:', reason
        except (EOFError, Quit):
            print 'bye'
            break
    return len([task for task in tasks if not task.done])


if __name__ == '__main__':
    sys.exit(main())
