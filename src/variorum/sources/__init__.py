"""A file becomes Reports; the only code that knows formats."""
