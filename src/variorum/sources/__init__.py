"""A file becomes Reports; the only code that knows formats."""

import logging

# The reader is told in `problems`; the traces are for those who switch logging on.
logging.getLogger(__name__).addHandler(logging.NullHandler())
