"""migrator: Python 2 programs to Python 3, with the same results and the proof."""

__version__ = "0.1.0"
