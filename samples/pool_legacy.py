#!/usr/bin/env python
from concurrent.futures import ProcessPoolExecutor
import time
import random
# pool = ThreadPoolExecutor()
pool = ProcessPoolExecutor(3)


def describe(city, country):
	label = "city: "
	for step in xrange(2):
		if step:
			label += ' in ' + country
		else:
			label += city
		time.sleep(random.randint(1, 3) / 100.0)

	print('described {} in process:{}'.format(label , os.getpid()))

	return label


def main():
	started = time.time()
	cities = {"lima": "peru", "oslo": "norway", "rome": "italy", "bonn": "germany",
	          "cork": "ireland", "graz": "austria", "lyon": "france"}

	jobs = [pool.submit(describe, city, country) for city, country in cities.iteritems()]

	for job in jobs:
		print('finished', job.done())
		print job.result()


# left = len(jobs)
# for job in jobs:
# 	text = job.result()
# 	print('text:', text)
# 	left -= 1
# 	print('left:', left)
# 	if left == 0:
# 		print('all described')
# 		print("time: " + str(time.time() - started))


if __name__ == '__main__':
	main()
	print 'end'
