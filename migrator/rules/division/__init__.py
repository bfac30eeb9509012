"""Division and rounding of numbers."""
