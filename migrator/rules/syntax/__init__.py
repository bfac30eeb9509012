"""Rules for what only Python 2's grammar reads."""
