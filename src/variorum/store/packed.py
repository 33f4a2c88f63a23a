"""What is known of a paragraph as it lies in the library: its row as JSON, packed, since words and clauses repeat themselves."""

import json
import zlib

from variorum.model.paragraph import Analysis
from variorum.model.rows import from_row, to_row

LEVEL = 1  # of zlib: a quarter of the size for a hundredth of the time that reading the paragraph took


def packed(analysis: Analysis) -> bytes:
    text = json.dumps(to_row(analysis), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), LEVEL)


def unpacked(data: bytes | str) -> Analysis:
    """The analysis back; libraries up to version 3 kept it as text. Raises zlib.error or ValueError where the data are damaged."""
    text = data if isinstance(data, str) else zlib.decompress(data).decode("utf-8", "surrogatepass")
    return from_row(Analysis, json.loads(text))
