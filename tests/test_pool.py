"""Calls made in workers: any executor, and workers that die."""

from __future__ import annotations

import os
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from migrator.pool import Pool


def square(n: int) -> int:
    return n * n


def square_or_die(n: int) -> int:
    if n == 3:
        os._exit(9)
    return n * n


def fail(n: int) -> int:
    raise ValueError(n)


@pytest.mark.parametrize("kind", [ProcessPoolExecutor, ThreadPoolExecutor, None])
def test_all_results_come_with_their_tags(kind: type | None) -> None:
    executor = kind(2) if kind else None
    with Pool(executor, jobs=2) as pool:
        for n in range(10):
            pool.submit(f"tag {n}", square, n)
        results = {tag: future.result() for tag, future in pool.completed()}
    assert results == {f"tag {n}": n * n for n in range(10)}
    if executor:
        assert executor.submit(square, 5).result() == 25, "another's executor is left open"
        executor.shutdown()


def test_calls_may_be_added_while_results_come() -> None:
    seen = []
    with ThreadPoolExecutor(2) as executor, Pool(executor) as pool:
        pool.submit(1, square, 2)
        for tag, future in pool.completed():
            seen.append((tag, future.result()))
            if tag < 4:
                pool.submit(tag + 1, square, future.result())
    assert seen == [(1, 4), (2, 16), (3, 256), (4, 65536)]


def test_an_exception_belongs_to_its_call() -> None:
    with Pool(jobs=1) as pool:
        pool.submit("bad", fail, 1)
        pool.submit("good", square, 1)
        futures = dict(pool.completed())
    assert futures["good"].result() == 1
    assert isinstance(futures["bad"].exception(), ValueError)


@pytest.mark.parametrize("own", [True, False])
def test_a_worker_that_dies_loses_its_own_call_only(own: bool) -> None:
    executor = None if own else ProcessPoolExecutor(2)
    with Pool(executor, jobs=2) as pool:
        for n in range(8):
            pool.submit(n, square_or_die, n)
        futures = dict(pool.completed())
        if own:
            pool.submit(8, square_or_die, 8)
            futures.update(pool.completed())
    assert isinstance(futures[3].exception(), BrokenExecutor)
    others = {n: future.result() for n, future in futures.items() if n != 3}
    assert others == {n: n * n for n in futures if n != 3}


def test_leaving_early_drops_what_has_not_begun() -> None:
    with Pool(jobs=1) as pool:
        for n in range(200):
            pool.submit(n, square, n)
        tag, future = next(pool.completed())
    assert future.result() == tag * tag
