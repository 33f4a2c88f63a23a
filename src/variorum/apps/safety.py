"""Safe pages: strict headers on every answer, only known hosts, and no character that hides or turns text round."""

import logging
import re
import traceback
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

from markupsafe import Markup, escape
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from variorum.text.odd import code, has_odd, is_odd, named
from variorum.views.leaves import LONGEST_VALUE

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\s:@/\\\[\]?#]+)(?::([0-9]{1,5}))?", re.IGNORECASE)
_log = logging.getLogger("variorum.web")


class Guard:
    """Refuses requests for unknown hosts (DNS rebinding) and anything but reading; adds the safety headers to every answer.

    What goes wrong inside ends here: one line in the log, and the answer that `failed` makes of it.
    """

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], failed: Callable[[Request, Exception], Response]) -> None:
        self.app = app
        self.hosts = frozenset(host.casefold() for host in hosts)
        self.failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
        if host_name(host) not in self.hosts:
            await PlainTextResponse("This reading room does not answer to that host name.", 421)(scope, receive, guarded)
        elif scope["method"] not in ("GET", "HEAD"):
            await PlainTextResponse("This reading room is read-only.", 405, {"Allow": "GET, HEAD"})(scope, receive, guarded)
        else:
            try:
                await self.app(scope, receive, guarded)
            except Exception as error:
                where = traceback.extract_tb(error.__traceback__)[-1]
                told = (scope["method"], ascii(scope["path"])[:200], ascii(error)[:300], where.filename, where.lineno)
                _log.error("%s %s failed: %s (%s:%s)", *told)
                if started:
                    raise
                await self.failed(Request(scope, receive), error)(scope, receive, guarded)


def host_name(host: str) -> str | None:
    """The name in a Host header, without its port; None where the header is not of the form name, name:port or [address]:port."""
    parts = _HOST.fullmatch(host)
    if parts is None or int(parts[2] or 0) > 65535:
        return None
    return parts[1].casefold()


def shown(text: object, most: int | None = LONGEST_VALUE) -> Markup:
    """Text as safe HTML: escaped, and every character that changes direction or hides is replaced by its code in a marked box.

    A value longer than `most` characters is cut, and ends in an ellipsis.
    """
    plain = _cut("" if text is None else str(text), most)
    if not has_odd(plain):
        return escape(plain)
    return Markup("").join(_one(character) if is_odd(character) else escape(character) for character in plain)


def plain(value: object) -> object:
    """What stands where no markup can (attributes, titles, options): the same guard in plain characters. Markup stays as it is.

    The environment applies it to every expression of every template.
    """
    return named(_cut(value, LONGEST_VALUE)) if isinstance(value, str) and not hasattr(value, "__html__") else value


def exact(text: str) -> Markup:
    """The value of a form's field or an option, which comes back as it went out: odd characters as references, not as themselves."""
    if not has_odd(text):
        return escape(text)
    return Markup("").join(Markup(f"&#{ord(character)};") if is_odd(character) else escape(character) for character in text)


def link(address: str) -> Markup:
    """An address for an `href`, whole: what is odd in it is percent-encoded."""
    return escape(quote(address, safe="!#$%&'()*+,/:;=?@[]~"))


def _cut(text: str, most: int | None) -> str:
    return text if most is None or len(text) <= most else f"{text[:most]}…"


def _one(character: str) -> Markup:
    name = unicodedata.name(character, "control character").lower()
    return Markup('<span class="odd" title="{}">{}</span>').format(name, code(character))
