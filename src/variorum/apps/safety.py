"""Safe pages: strict headers, only known hosts, and no character that hides or turns text round."""

import unicodedata

from markupsafe import Markup, escape
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Format characters that belong to the writing of a language, or stand inside emoji: they are shown as they are.
_HARMLESS = frozenset("\u200c\u200d\u00ad\u2060\ufeff")


class Guard:
    """Refuses requests for unknown hosts (DNS rebinding) and anything but reading; adds the safety headers to every answer."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self.app = app
        self.hosts = frozenset(host.casefold() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
        if _name(host) not in self.hosts:
            await PlainTextResponse("This reading room does not answer to that host name.", 421)(scope, receive, guarded)
        elif scope["method"] not in ("GET", "HEAD"):
            await PlainTextResponse("This reading room is read-only.", 405, {"Allow": "GET, HEAD"})(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)


def _name(host: str) -> str:
    """The host without its port."""
    if host.startswith("["):
        return host.partition("]")[0].casefold() + "]"
    return host.partition(":")[0].casefold()


def shown(text: object) -> Markup:
    """Text as safe HTML: escaped, and every character that changes direction or hides is replaced by its code in a marked box."""
    plain = "" if text is None else str(text)
    if plain.isprintable():
        return escape(plain)
    return Markup("").join(_one(character) if _odd(character) else escape(character) for character in plain)


def _odd(character: str) -> bool:
    if character in "\n\t" or character in _HARMLESS:
        return False
    return unicodedata.category(character) in ("Cf", "Cc", "Co", "Cs")


def _one(character: str) -> Markup:
    name = unicodedata.name(character, "control character").lower()
    return Markup('<span class="odd" title="{}">U+{}</span>').format(name, f"{ord(character):04X}")
