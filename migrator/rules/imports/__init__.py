"""Imports: modules that have another name today, and what `import` finds."""
