"""BLT: built-in names, and the attributes and special methods that Python 3 calls otherwise."""
