"""The templates with their filters: one environment for the web and for the file that a story is sent as."""

import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from variorum.apps.citing import Cites
from variorum.apps.safety import shown
from variorum.model.story import Dossier
from variorum.views.brief import brief
from variorum.views.stemma import draw
from variorum.views.witnesses import counted, day, witnesses

STATIC = Path(__file__).parent / "static"


@cache
def templates() -> Environment:
    """Everything is escaped; `shown` also names characters that hide or turn text round."""
    environment = Environment(
        loader=PackageLoader("variorum.apps"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shown": shown, "day": day, "counted": counted}
    environment.globals |= {"style": _fingerprint("variorum.css"), "script": _fingerprint("variorum.js")}
    return environment


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
