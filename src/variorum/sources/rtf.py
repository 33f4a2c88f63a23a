"""Rich text as word processors and press databases write it (RTF 1.9), read for its words alone."""

import codecs
import re

# A control word with its number, a byte in hexadecimal, a sign of its own, a bracket, or plain text.
_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)|[\r\n]+"
)
# Groups whose text is no text of the document.
_APART = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl"}
    | {"footerr", "footerf", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "themedata", "colorschememapping"}
    | {"datastore", "xmlnstbl", "latentstyles", "fldinst", "footnote", "annotation", "bkmkstart", "bkmkend", "pntext", "listtext"}
    | {"mmathPr", "nonshppict", "blipuid"}
)
_SIGNS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "cell": "\t", "tab": "\t", "emdash": "—", "endash": "–",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_MARKS = {"~": "\u00a0", "-": "", "_": "-"}


def text_of(data: bytes) -> str:
    """The words of a document, one paragraph a line; what is damaged is read as far as it goes."""
    reading = _Reading()
    for token in _TOKEN.finditer(data.decode("latin-1")):
        reading.take(token)
    return reading.text()


class _Reading:
    """What has been read so far, and how what follows is to be read."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._bytes = bytearray()  # letters in the document's own encoding, several of which may make one
        self._encoding = "cp1252"
        self._stand_in = 1  # letters that stand behind a character of Unicode for readers who know none
        self._skipped = 0  # of those, how many are still to come
        self._apart = False
        self._groups: list[tuple[int, bool]] = []

    def take(self, token: re.Match[str]) -> None:
        if token["byte"]:
            self._byte(int(token["byte"], 16))
            return
        self._flush()
        if token["brace"]:
            self._brace(token["brace"])
        elif token["sign"] == "*":
            self._apart = True
        elif token["sign"]:
            self._put(_MARKS.get(token["sign"], token["sign"]))
        elif token["word"]:
            self._word(token["word"], int(token["number"]) if token["number"] else None)
        elif token["text"]:
            self._put(token["text"][self._skipped :])
            self._skipped = max(0, self._skipped - len(token["text"]))

    def text(self) -> str:
        self._flush()
        joined = "".join(self._parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # beyond 0xFFFF come two halves
        return "\n".join(" ".join(line.split()) for line in joined.split("\n"))

    def _byte(self, byte: int) -> None:
        if self._skipped:
            self._skipped -= 1
        elif not self._apart:
            self._bytes.append(byte)

    def _brace(self, brace: str) -> None:
        if brace == "{":
            self._groups.append((self._stand_in, self._apart))
        else:
            self._stand_in, self._apart = self._groups.pop() if self._groups else (1, False)
            self._skipped = 0

    def _word(self, word: str, number: int | None) -> None:
        if word in _APART:
            self._apart = True
        elif word in _SIGNS:
            self._put(_SIGNS[word])
        elif number is None:
            self._encoding = "mac_roman" if word == "mac" else self._encoding
        elif word == "ansicpg":
            self._encoding = _codec(number)
        elif word == "uc":
            self._stand_in = number
        elif word == "u":
            self._put(chr(number % 0x10000))
            self._skipped = self._stand_in

    def _put(self, text: str) -> None:
        if not self._apart:
            self._parts.append(text)

    def _flush(self) -> None:
        if self._bytes:
            self._parts.append(self._bytes.decode(self._encoding, "replace"))
            self._bytes.clear()


def _codec(number: int) -> str:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "cp1252"
