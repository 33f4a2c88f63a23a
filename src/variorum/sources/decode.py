"""Bytes become text, and the program says how: byte order marks, UTF-8, a declared encoding, and only then a guess."""

import codecs
import re
from dataclasses import dataclass

# The longest marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# First bytes of files that hold no text, after the formats' own descriptions.
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x28\xb5\x2f\xfd", "a zstandard archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x1f\x8b", "a packed file within a packed file"),
    (b"!BDN", "a mailbox of Outlook (PST)"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or video file"),
    (b"RIFF", "a sound, picture or video file"),
)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:\-]{2,40})""")
# Control bytes that no text in a one-byte encoding holds: all below the space but tab, line ends, form feed and escape.
_CONTROL = bytes(byte for byte in range(32) if byte not in (9, 10, 11, 12, 13, 27))
_NEWLINES = re.compile("\r\n?|[\x85\u2028\u2029\f\v]")
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# What nobody sees within words: where a word may be broken or not, which way it runs, labels for machines. In text that is read in its
# logical order none says anything. A word that was broken at a soft hyphen goes on in the next line.
_BROKEN_WORD = re.compile(r"\xad[ \t]*\n[ \t]*(?=[^\W\d_])")
_UNSEEN = re.compile(
    "[\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+"
)
# The joiners belong to scripts whose letters change shape, and to pictures made of several signs; elsewhere they are as unseen.
_JOINED = (
    "\u0590-\u109f\u1700-\u1cff\ua800-\uabff\ufb1d-\ufdff\ufe0f\ufe70-\ufefc"  # Hebrew and Arabic to Burmese, Mongolian
    "\u2190-\u2bff\U00010a00-\U000118ff\U0001e000-\U0001faff"
)
_JOINERS = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]+|(?<=[\u200c\u200d])[\u200c\u200d]+")
_ODD = re.compile(  # any of what falls away, or becomes another character
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
# UTF-8 that was read as windows-1252 and saved as UTF-8 again: a letter of the first byte, and one to three of those that follow it.
_FOLLOWING = "\x80-\xbf" + "".join(sorted({bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}))
_TWICE = re.compile(f"[Â-ß][{_FOLLOWING}]|[à-ï][{_FOLLOWING}]{{2}}|[ð-ô][{_FOLLOWING}]{{3}}")
_UNMARKED = re.compile("[\x00-\x08\x0e-\x1f]")  # no mark-up holds them
_UNMARKED_BYTES = bytes([*range(9), *range(11, 13), *range(14, 32)])  # and the two that are ends of lines elsewhere
_ASCII = bytes(range(128))
_ESCAPED = re.compile("[\udc80-\udcff]")
_FOREIGN = re.compile("[\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile("&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was come by: `note` is a sentence for the reader where the encoding was guessed or bytes were broken."""

    text: str
    encoding: str
    note: str | None
    guessed: bool = False  # by what its bytes look like


def binary(data: bytes, control_share: float = 0.02) -> str | None:
    """What the bytes are if they are no text ("a PDF document"), else None.

    `control_share`: texts hold no control bytes; a few stray ones (old typesetting marks) are let pass.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            return what
    if any(data.startswith(mark) for mark, _ in _MARKS) or not data:
        return None
    sample = data[:65_536]
    if _wide(sample):
        return None
    control = len(sample) - len(sample.translate(None, _CONTROL))
    return "binary data" if control > max(3, control_share * len(sample)) else None


def decode(data: bytes, declared: bool = False, otherwise: str | None = None) -> Decoded:
    """The text of the bytes. `declared`: believe an encoding named in the first 2,048 bytes (HTML, XML).

    `otherwise`: the encoding guessed for an earlier part of the same file, as guessing takes a tenth of a second.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _loosely(data, name)
    if wide := _wide(data[:65_536]):
        return Decoded(data.decode(wide, "replace"), wide, _guessed(wide))
    try:
        text, places = mended(data.decode("utf-8"))
        return Decoded(text, "utf-8", _twice(places) if places else None)
    except UnicodeDecodeError:
        pass
    if declared and (match := _CHARSET.search(data[:2048])) and (named := _codec(match[1].decode("ascii"))):
        try:
            return Decoded(data.decode(named), named, None)
        except (UnicodeDecodeError, LookupError):
            pass
    marked = data.decode("utf-8", "replace")
    broken = marked.count("\ufffd")
    sound = sum(1 for character in marked if character > "\x7f") - broken
    if sound >= 5 * broken or (sound >= broken and _stray(data)):  # elsewhere hardly any two bytes in a row make sound UTF-8
        return _mixed(data)
    name = otherwise or _guess(data)
    return Decoded(data.decode(name, "replace"), name, _guessed(name), guessed=True)


def clean(text: str) -> str:
    r"""Line ends as `\n`, no control characters, no lone surrogates, none of the characters that nobody sees; nothing else is touched."""
    if not _ODD.search(text):
        return text
    text = _DROPPED.sub("", _NEWLINES.sub("\n", text))
    if not text.isascii():
        text = _JOINERS.sub("", _UNSEEN.sub("", _BROKEN_WORD.sub("", text)))
    return _SURROGATE.sub("\ufffd", text)


def mended(text: str) -> tuple[str, int]:
    """The text with what was saved as UTF-8 twice (“cafÃ©”) as it was meant, and the number of places.

    Nearly every letter that is not ASCII must be so: of a whole file that is sure, of one pair (“FPÖ”) it is chance.
    """
    if text.isascii():
        return text, 0
    foreign = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    least = max(3, 0.8 * len(foreign))
    if sum(map(len, _TWICE.findall(foreign))) < least:  # of these letters alone, as next to no text has it and a page is long
        return text, 0
    found = [match for match in _TWICE.finditer(text) if _once(match) != match[0]]
    if sum(len(match[0]) for match in found) < least:
        return text, 0
    return _TWICE.sub(_once, text), len(found)


def _once(match: re.Match[str]) -> str:
    """What the letters are as the bytes they were; themselves if those are no UTF-8."""
    try:
        return b"".join(bytes([ord(mark)]) if "\x80" <= mark <= "\x9f" else mark.encode("cp1252") for mark in match[0]).decode("utf-8")
    except UnicodeError:
        return match[0]


def for_markup(text: str) -> str:
    """The text without what HTML and XML forbid, written plainly or as a reference: parsers stop or fail at it, and the rest is lost."""
    written = text.encode("utf-8", "surrogatepass")
    if len(written.translate(None, _UNMARKED_BYTES)) < len(written):
        text = _UNMARKED.sub("", text.replace("\v", "\n").replace("\f", "\n"))
    if "\ufffe" in text or "\uffff" in text or (b"\xed" in written and not _sound(text)):  # a byte that begins each half of a pair
        text = _FOREIGN.sub("\ufffd", text)
    if "&#" in text and not all(_referable(*numbers) for numbers in set(_REFERENCE.findall(text))):
        text = _REFERENCE.sub(lambda match: match[0] if _referable(match[1], match[2]) else "\ufffd", text)
    return text


def _sound(text: str) -> bool:
    """Is no half of a pair in it that stands for one character?"""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _referable(hexadecimal: str | None, decimal: str | None) -> bool:
    digits = (hexadecimal or decimal or "").lstrip("0")
    if not 0 < len(digits) <= 7:  # Unicode ends at 0x10FFFF, 1,114,111
        return False
    code = int(digits, 16 if hexadecimal else 10)
    return code in (9, 10, 13) or (32 <= code <= 0x10FFFF and not _FOREIGN.match(chr(code)))


def _stray(data: bytes) -> bool:
    """Are all bytes that are no UTF-8 the quotation marks, dashes and accents of windows-1252?"""
    found = _ESCAPED.findall(data.decode("utf-8", "surrogateescape"))
    return all(bytes([ord(mark) - 0xDC00]).decode("cp1252", "replace") in _WESTERN for mark in found)


def _mixed(data: bytes) -> Decoded:
    """UTF-8 with stray bytes: those that are quotation marks, dashes or accents of windows-1252 are read so, the others are marked."""
    text = data.decode("utf-8", "surrogateescape")
    counts = {"read": 0, "marked": 0}

    def one(match: re.Match[str]) -> str:
        letter = bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace")
        known = letter in _WESTERN
        counts["read" if known else "marked"] += 1
        return letter if known else "\ufffd"

    text = _ESCAPED.sub(one, text)
    told = []
    if counts["read"]:
        told.append(f"The text is UTF-8 with {counts['read']} places in windows-1252, which were read as that.")
    if counts["marked"]:
        told.append(f"The text is UTF-8 with {counts['marked']} broken places; each was replaced by a mark (U+FFFD).")
    return Decoded(text, "utf-8", " ".join(told))


def _loosely(data: bytes, name: str) -> Decoded:
    try:
        return Decoded(data.decode(name), name, None)
    except UnicodeDecodeError:
        return Decoded(data.decode(name, "replace"), name, f"The text is {name}, with broken places that were replaced by a mark (U+FFFD).")


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: in Latin-script text every other byte is 0."""
    if len(sample) < 8:
        return None
    even, odd = sample[0::2], sample[1::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return None


def _codec(name: str) -> str | None:
    """Python's name of a declared encoding. Browsers read Latin-1 as windows-1252, and so do we."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    return "cp1252" if found in ("iso8859-1", "ascii") else found


def _guess(data: bytes, sample_size: int = 200_000) -> str:
    """The likeliest encoding of bytes that are not UTF-8."""
    import logging

    from charset_normalizer import from_bytes

    logging.getLogger("charset_normalizer").setLevel(logging.ERROR)
    sample = data[:sample_size]
    if _western(sample):
        return "cp1252"
    best = from_bytes(sample).best()
    found = best.encoding if best else "cp1252"
    return "cp1252" if found in ("latin_1", "ascii", "cp1252", "iso8859_1") else found


def _western(sample: bytes) -> bool:
    """Plainly windows-1252: what is not ASCII is sparse, and is the quotation marks, dashes and accents of western texts.

    Short English texts with a few curly quotes give a statistical detector too little to go by.
    """
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    foreign = [character for character in text if character > "\x7f"]
    usual = sum(character in _WESTERN for character in foreign)
    return len(foreign) < 0.2 * len(text) and usual >= 0.9 * len(foreign)


_WESTERN = frozenset("‘’“”–—…•€£§©®°·«»\u00a0éèêëàâäáãåçñóòôöõúùûüíìîïøæœßÉÈÀÄÖÜÅØÇÑÓÁÍÚ½¼¾")


def _twice(places: int) -> str:
    return f"The text was saved as UTF-8 twice; {places} places (such as “Ã©” for “é”) were set right."


def _guessed(name: str) -> str:
    shown = {"cp1252": "windows-1252"}.get(name, name)
    return (
        f"The text is not UTF-8; it was read as {shown}, which is a guess. If letters look wrong, save the file as UTF-8 and read it again."
    )
