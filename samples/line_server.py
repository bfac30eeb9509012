#!/usr/bin/env python
"""A small line server and its client, talking over the loopback interface."""
import Queue
import SocketServer
import socket
import thread
import threading


class Shelf:
    """What the server keeps for its clients."""

    def __init__(self):
        self.lock = thread.allocate_lock()
        self.values = {}

    def store(self, key, value):
        self.lock.acquire()
        try:
            self.values[key] = value
        finally:
            self.lock.release()

    def fetch(self, key):
        if self.values.has_key(key):
            return self.values[key]
        raise LookupError, key


class Handler(SocketServer.BaseRequestHandler):
    def handle(self):
        lines = self.request.makefile('r')
        answers = self.request.makefile('w')
        for line in lines:
            words = line.split()
            print >>answers, self.answer(words)
            answers.flush()
            if words and words[0] == 'QUIT':
                break
        lines.close()
        answers.close()

    def answer(self, words):
        try:
            command = getattr(self, 'do_' + words[0].lower())
        except (IndexError, AttributeError):
            return 'ERROR unknown command'
        try:
            return command(*words[1:])
        except (LookupError, TypeError), problem:
            return 'ERROR %s' % problem.__class__.__name__

    def do_set(self, key, value):
        self.server.shelf.store(key, value)
        return 'OK'

    def do_get(self, key):
        return 'VALUE ' + self.server.shelf.fetch(key)

    def do_sum(self, *numbers):
        return 'VALUE %d' % reduce(lambda a, b: a + b, map(long, numbers), 0)

    def do_quit(self):
        return 'BYE'


def talk(port, requests, results):
    connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    connection.connect(('127.0.0.1', port))
    stream = connection.makefile('r')
    out = connection.makefile('w')
    for request in requests:
        out.write(request + '\n')
        out.flush()
        results.put((request, stream.readline().rstrip()))
    out.close()
    stream.close()
    connection.close()


def main():
    server = SocketServer.ThreadingTCPServer(('127.0.0.1', 0), Handler)
    server.daemon_threads = True
    server.shelf = Shelf()
    loop = threading.Thread(target=server.serve_forever, args=(0.01,))
    loop.setDaemon(True)
    loop.start()
    host, port = server.server_address
    print 'listening on %s port %d' % (host, port)

    results = Queue.Queue()
    talk(port, ['SET colour blue', 'GET colour', 'GET shape', 'SUM 1 2 39', 'QUIT'], results)
    talk(port, ['GET colour', 'DANCE', 'SET alone', 'QUIT'], results)
    while not results.empty():
        request, answer = results.get()
        print '%-16s -> %s' % (request, answer)
    server.shutdown()
    server.server_close()
    print 'keys kept:', server.shelf.values.keys()


if __name__ == '__main__':
    main()
