"""Reading Python 2: bytes to text, tokens, carrier text, `ast` and LibCST nodes."""
