"""What classes are made of: special methods, and what old-style classes allowed."""
