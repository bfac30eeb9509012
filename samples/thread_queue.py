#!/usr/bin/env python
"""Worker threads share a queue of pages; who takes which page is left to chance."""
import Queue
import random
import threading
import time
import urlparse

LINKS = {
    'http://site/': ['a.html', 'b.html', '/docs/'],
    'http://site/a.html': ['b.html', 'c.html'],
    'http://site/b.html': ['a.html'],
    'http://site/c.html': ['http://other/'],
    'http://site/docs/': ['../a.html', 'page.html#top'],
    'http://site/docs/page.html': [],
}


class Crawler(threading.Thread):
    def __init__(self, name, todo, seen, lock):
        threading.Thread.__init__(self)
        self.setName(name)
        self.todo, self.seen, self.lock = todo, seen, lock
        self.setDaemon(1)

    def run(self):
        while True:
            url = self.todo.get()
            if url is None:
                break
            try:
                self.visit(url)
            finally:
                self.todo.task_done()

    def visit(self, url):
        time.sleep(random.uniform(0.002, 0.02))
        if not LINKS.has_key(url):
            self.say('outside: ' + url)
            return
        links = [urlparse.urldefrag(urlparse.urljoin(url, link))[0] for link in LINKS[url]]
        self.say('%s has %d links' % (url, len(links)))
        for link in links:
            self.lock.acquire()
            new = not self.seen.has_key(link)
            self.seen[link] = 1
            self.lock.release()
            if new:
                self.todo.put(link)

    def say(self, text):
        self.lock.acquire()
        print text
        self.lock.release()


def main():
    todo, seen, lock = Queue.Queue(), {'http://site/': 1}, threading.Lock()
    todo.put('http://site/')
    print 'crawling'
    crawlers = [Crawler('crawler-%d' % n, todo, seen, lock) for n in xrange(3)]
    for crawler in crawlers:
        crawler.start()
    todo.join()
    for crawler in crawlers:
        todo.put(None)
    for crawler in crawlers:
        crawler.join()
    print 'seen', len(seen), 'pages'
    hosts = {}
    for url in seen.keys():
        hosts.setdefault(urlparse.urlsplit(url)[1], []).append(url)
    for host in sorted(hosts):
        print host, len(hosts[host])
    print 'alive:', len(filter(lambda crawler: crawler.is_alive(), crawlers))


if __name__ == '__main__':
    main()
