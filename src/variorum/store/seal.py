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
        kind = type(value)
        if kind is Text:
            parts += (b"t%d:" % len(value), value)  # type: ignore[arg-type]
        elif kind is str:
            data = value.encode("utf-8")  # type: ignore[union-attr]
            parts += (b"t%d:" % len(data), data)
        elif value is None:
            parts.append(b"None;")
        elif kind is bytes:
            parts += (b"b%d:" % len(value), value)  # type: ignore[arg-type]
        else:
            parts.append(repr(value).encode() + b";")
    return int.from_bytes(blake2b(b"".join(parts), digest_size=6).digest(), "big")


def into(connection: sqlite3.Connection) -> None:
    """Let the statements of a connection call `seal(...)`; whatever writes rows needs it."""
    connection.create_function("seal", -1, seal, deterministic=True)
