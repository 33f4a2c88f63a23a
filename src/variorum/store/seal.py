"""The seal of a row: a digest of its values that is written with it and compared by `variorum check`.

SQLite notices damage to its own order (pages, indices), not to what stands in a row. 48 bits, kept as an integer of six bytes: of
damaged rows one in 280 million million would pass.
"""

import sqlite3
from hashlib import blake2b

Value = str | bytes | int | float | None


class Text(bytes):
    """Text as it lies in the file, whether or not it is still UTF-8; a `text_factory`."""


def seal(*values: Value) -> int:
    """The digest of a row's values, in the order of its columns. Text and its UTF-8 bytes as `Text` have one seal."""
    parts: list[bytes] = []
    for value in values:
        if isinstance(value, str):
            data = value.encode("utf-8")
            parts += (b"t%d:" % len(data), data)
        elif isinstance(value, bytes):
            parts += (b"%c%d:" % (b"t" if isinstance(value, Text) else b"b", len(value)), value)
        else:
            parts.append(repr(value).encode() + b";")
    return int.from_bytes(blake2b(b"".join(parts), digest_size=6).digest(), "big")


def into(connection: sqlite3.Connection) -> None:
    """Let the statements of a connection call `seal(...)`; whatever writes rows needs it."""
    connection.create_function("seal", -1, seal, deterministic=True)
