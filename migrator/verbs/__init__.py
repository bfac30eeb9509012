"""Verbs with rooms of their own, and what all verbs share; `migrator.cli` puts them together."""
