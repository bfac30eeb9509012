"""Comparison: orders given by a function, and classes with __cmp__."""
