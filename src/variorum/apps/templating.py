"""The templates with their filters: one environment for the web and for the file that a story is sent as."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from jinja2.filters import do_urlencode
from markupsafe import Markup, escape

from variorum.apps.citing import Cites
from variorum.apps.formats import STORY_FORMATS
from variorum.apps.safety import exact, link, plain, shown
from variorum.model.story import Dossier
from variorum.views import measured, words
from variorum.views.brief import brief
from variorum.views.card_lines import CHANGED, DIFFER, more
from variorum.views.descent import held
from variorum.views.page import NONE_FOUND, kept_back
from variorum.views.stemma import draw
from variorum.views.witnesses import counted, day, witnesses

STATIC = Path(__file__).parent / "static"


@cache
def templates() -> Environment:
    """Everything is escaped, and characters that hide or turn text round are named: by `shown` in a box, else in plain characters."""
    environment = Environment(
        loader=PackageLoader("variorum.apps"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=plain,
    )
    environment.filters |= {"shown": shown, "exact": exact, "link": link, "urlencode": _encoded}
    environment.filters |= {"day": day, "counted": counted, "plainly": words.plain}
    environment.globals |= {"formats": STORY_FORMATS, "words": words, "measured": measured.told}
    environment.globals |= {"kept_back": kept_back, "none_found": NONE_FOUND, "held": held}
    environment.globals |= {"more": more, "differ": DIFFER, "changed": CHANGED}
    environment.globals |= {"style": _fingerprint("variorum.css"), "script": _fingerprint("variorum.js")}
    return environment


def _encoded(value: Any) -> Markup:
    """A part of an address, or a query from a dict; whole, however long."""
    return escape(do_urlencode(value))


def _fingerprint(name: str) -> str:
    """The address of a static file with a mark of its content, so that browsers may keep it."""
    return f"/static/{name}?{hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]}"


def story_file(dossier: Dossier) -> str:
    """A story as one self-contained HTML page: no script, nothing fetched, good on paper."""
    css = Markup((STATIC / "variorum.css").read_text("utf-8"))
    return (
        templates()
        .get_template("single.html")
        .render(
            css=css,
            story=dossier.story,
            counts=dossier.story.counts,
            witnesses=witnesses(dossier),
            brief=brief(dossier),
            drawing=draw(dossier),
            cites=Cites(dossier, "#{report}"),
        )
    )
