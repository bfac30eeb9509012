"""Iteration: lists that became lazy, dictionary views, the iterator protocol."""
