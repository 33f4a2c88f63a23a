"""A file becomes Reports; the only code that knows formats."""

import logging

# The reader is told in `problems`; the traces are for those who switch logging on. Libraries that log what stands in a file are no
# reason to print it.
for name in (__name__, "warcio", "trafilatura", "htmldate"):
    logging.getLogger(name).addHandler(logging.NullHandler())
