"""The standard library: names that modules and classes have lost."""
