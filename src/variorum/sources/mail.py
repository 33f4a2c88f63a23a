"""Mails, boxes of mails, and pages that a browser saved as one file (MHTML): all are MIME."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import errors, message_from_bytes, policy
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from variorum.contracts import Given, Record
from variorum.model.report import Problem, Report
from variorum.sources import dates
from variorum.sources.decode import clean, decode
from variorum.sources.make import LARGEST_TEXT, STAGE, Found, lines, named, opened, report, too_large, whole
from variorum.sources.markup import words_of
from variorum.sources.page import of_page
from variorum.sources.wrapped import unwrapped

_HEADERS = rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*)"
_HEADER = re.compile(rb"%(one)s{3,}\r?\n|%(one)s{8,}" % {b"one": _HEADERS})
_MAILED = re.compile(
    rb"^(?:message-id|mime-version|received|return-path|delivered-to|content-transfer-encoding):", re.IGNORECASE | re.MULTILINE
)
_BOX = re.compile(rb"From \S+.*\r?\n[A-Za-z-]+:")
_SEPARATOR = re.compile(rb"From \S+@?\S* .*\d\d:\d\d")
_QUOTED = re.compile(r"^(?:>.*|On .{10,120} wrote:)$", re.MULTILINE)
_TEXTS = frozenset(
    {".pdf", ".doc", ".docx", ".odt", ".rtf", ".txt", ".html", ".htm", ".eml", ".msg", ".csv", ".zip"}
)  # endings of files that may hold reports
_SIGNATURE = re.compile(r"^--[ \t]*$.*", re.MULTILINE | re.DOTALL)
_LOCKED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
# What the parser notes of a mail whose end is missing.
_CUT = (errors.CloseBoundaryNotFoundDefect, errors.InvalidBase64PaddingDefect, errors.InvalidBase64LengthDefect)
# What programs write above a mail that is sent on: a line that says so, and the headers of that mail.
_SENT_ON = re.compile(
    r"^[-_ ]*(?:forwarded message|begin forwarded message|original message|weitergeleitete nachricht|message transféré)\b[-_: ]*\n+"
    r"(?P<headers>(?:>? ?\*?(?:from|to|cc|date|sent|subject|reply-to|von|an|datum|gesendet|betreff|de|à|objet|envoyé)\*?\s?:.*\n+)+)",
    re.IGNORECASE | re.MULTILINE,
)
_SENT_HEADER = re.compile(r"^>? ?\*?(?P<name>date|sent|subject|datum|gesendet|betreff|objet|envoyé)\*?\s?:\s*(?P<value>.+)$", re.I | re.M)
_SUBJECT = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, or one page saved as MHTML."""

    def takes(self, path: Path, head: bytes) -> bool:
        if path.suffix.lower() in (".eml", ".mht", ".mhtml"):
            return True
        return bool(_HEADER.match(head.lstrip()) and _MAILED.search(head[:8192]))

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
        else:
            yield Record("", lambda: _of_message(data, named(path), origin, given))


@dataclass(frozen=True, slots=True)
class MailBox:
    """Many mails in one file (mbox), read one by one: a file of any size."""

    def takes(self, path: Path, head: bytes) -> bool:
        return bool(_BOX.match(head)) and (path.suffix.lower() == ".mbox" or bool(_MAILED.search(head[:8192])))

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem | None]:
        number, size = 0, 0
        taken: list[bytes] = []
        blank = True
        with opened(path) as file:
            for _, line in lines(file, LARGEST_TEXT):
                if isinstance(line, bytes) and blank and _SEPARATOR.match(line):
                    if taken or size:
                        yield from self._one(taken, size, number, path, origin, given)
                    number, size, taken = number + 1, 0, []
                    continue
                size += line if isinstance(line, int) else len(line)
                if isinstance(line, bytes) and size <= LARGEST_TEXT:
                    taken.append(line)
                elif taken:
                    taken = []
                blank = isinstance(line, bytes) and not line.strip()
        yield from self._one(taken, size, number, path, origin, given)

    def _one(self, taken: list[bytes], size: int, number: int, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        if size > LARGEST_TEXT:
            yield too_large(f"{origin}#{number}", size)
        else:
            yield Record(f"Mail {number}", partial(_of_message, b"".join(taken), named(path), origin, given))


def _of_message(data: bytes, name: str, origin: str, given: Given) -> Iterator[Report | Problem]:
    message = message_from_bytes(data, policy=policy.default)
    saved = _header(message, "Snapshot-Content-Location")
    page, plain = _part(message, "text/html"), _part(message, "text/plain")
    related = message.get_content_type() == "multipart/related" and plain is None and not message.get("To")
    body = plain if plain is not None else page
    data = _bytes(body) if body is not None else b""
    if body is None and _LOCKED.intersection(part.get_content_type() for part in message.walk()):
        yield Problem(origin, STAGE, "encrypted", "The mail is encrypted; save it decrypted.")
        return
    if body is not None and any(isinstance(defect, _CUT) for part in message.walk() for defect in part.defects):
        what = "page" if saved or related else "mail"
        yield Problem(origin, STAGE, "cut", f"The {what} breaks off before its end; what it has was read.")
    if page is not None and (saved or related):
        address = saved or _header(page, "Content-Location") or ""
        known = address if address.startswith("http") else None
        shown = decode(data if body is page else _bytes(page), declared=True)
        yield from of_page(shown, name, origin, given, known, _header(message, "Date"))
        return
    if body is None:
        yield Problem(origin, STAGE, "no text", "There is no text in the mail.")
        return
    decoded = decode(data, declared=body is page)
    if decoded.note:
        yield Problem(origin, STAGE, "encoding", decoded.note)
    if attached := _attached(message):
        yield Problem(origin, STAGE, "attached", f"What is attached to the mail was not read ({attached}); save it and give it.")
    text = decoded.text if body is plain else words_of(decoded.text)
    subject = _SUBJECT.sub("", _header(message, "Subject") or "")
    text, sent = _sent_on(clean(text).replace("\r\n", "\n"))
    subject = _SUBJECT.sub("", sent.get("subject", "")) or subject
    text = unwrapped(_QUOTED.sub("", _SIGNATURE.sub("", text)).strip("\n"))
    yield report(
        Found(
            text=f"{subject}\n\n{text}" if subject and not text.lstrip().startswith(subject) else text,
            name=_header(message, "Message-ID") or name,
            title=subject or None,
            published=sent.get("date") or _header(message, "Date"),
        ),
        origin,
        given,
    )


def _sent_on(text: str) -> tuple[str, dict[str, str]]:
    """The text of the mail that a mail sends on, with its subject and its day; of other mails the text as it is."""
    above = _SENT_ON.search(text)
    if above is None:
        return text, {}
    names = {"betreff": "subject", "objet": "subject", "sent": "date", "datum": "date", "gesendet": "date", "envoyé": "date"}
    told = {names.get(name.lower(), name.lower()): value.strip() for name, value in _SENT_HEADER.findall(above["headers"])}
    if "date" in told and (moment := dates.read(told["date"].replace(" at ", " "))):
        told["date"] = moment
    else:
        told.pop("date", None)
    return text[above.end() :], told


def _header(message: EmailMessage, name: str) -> str | None:
    """A header as text; None where there is none, or none that can be read."""
    try:
        value = message[name]
    except (ValueError, IndexError, AttributeError, TypeError):
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    """The first part of a kind that is no attachment."""
    for part in message.walk():
        if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            return part
    return None


def _attached(message: EmailMessage) -> str:
    """The names of a mail's attachments that may hold texts."""
    names = (part.get_filename() or "" for part in message.walk() if part.get_content_disposition() == "attachment")
    return ", ".join(name[:60] for name in names if Path(name).suffix.lower() in _TEXTS)[:200]


def _bytes(part: EmailMessage) -> bytes:
    """The content of a part as UTF-8, if its own word on the encoding can be kept, else as it is."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return b""
    charset = part.get_content_charset()
    try:
        return data.decode(charset).encode() if charset else data
    except (LookupError, UnicodeDecodeError):
        return data
