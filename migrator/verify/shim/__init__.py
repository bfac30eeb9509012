"""Modules that are put on the path of the programs that are run, under Python 2.7 and 3 alike.

They are written so that both read them; nothing in the tool itself imports them.
"""
