"""Regular expressions: what `re` read otherwise, or refuses today."""
