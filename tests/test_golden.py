"""Golden stories: what the program makes of stories we wrote, kept for review. `make accept` (ACCEPT=1) rewrites the files.

`tests/stories/NAME/` holds `brief.md` and `rows.jsonl`; the reports lie in `tests/stories/NAME/reports` or in `examples/NAME`.
The README shows the answer card of the mackerel story, and is checked (and rewritten) here too.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

import variorum
from variorum.model.story import Dossier
from variorum.views.brief import brief
from variorum.views.page import as_markdown, card_as_text

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[1]
STORIES = sorted(path for path in (ROOT / "tests" / "stories").iterdir() if path.is_dir())
ACCEPT = os.environ.get("ACCEPT") == "1"


def reports_of(story: Path) -> Path:
    own = story / "reports"
    return own if own.is_dir() else ROOT / "examples" / story.name


@pytest.fixture(scope="module")
def dossiers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Dossier]]:
    found = {}
    for story in STORIES:
        library = variorum.open(tmp_path_factory.mktemp(story.name) / "library.db")
        library.read([reports_of(story)])
        found[story.name] = [told.dossier for told in library.stories()]
    return found


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_brief_is_as_accepted(story: Path, dossiers: dict[str, list[Dossier]]) -> None:
    made = "\n".join(as_markdown(brief(dossier), full=True) for dossier in dossiers[story.name])
    compare(story / "brief.md", made)


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_rows_are_as_accepted(story: Path, dossiers: dict[str, list[Dossier]]) -> None:
    rows = [row for dossier in dossiers[story.name] for row in slim(dossier)]
    compare(story / "rows.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def test_readme_shows_the_card_that_the_demo_prints_first(dossiers: dict[str, list[Dossier]]) -> None:
    start, end = "<!-- the card of the demo: `make accept` rewrites it -->\n```text\n", "```\n<!-- end of the card -->"
    readme = (ROOT / "README.md").read_text("utf-8")
    before, _, rest = readme.partition(start)
    assert rest, "the README has lost its place for the card"
    _, _, after = rest.partition(end)
    compare(ROOT / "README.md", before + start + card_as_text(brief(dossiers["mackerel"][0])) + "\n" + end + after)


def compare(file: Path, made: str) -> None:
    if ACCEPT:
        file.write_text(made, "utf-8")
    assert made == (file.read_text("utf-8") if file.exists() else ""), f"{file.name} has changed: look at it, then `make accept`"


def slim(dossier: Dossier) -> list[dict[str, Any]]:
    """What a reviewer wants to see of each row, with report numbers in place of ids, so that a change reads as what it is."""
    number = {report.id: place for place, report in enumerate(dossier.reports, 1)}
    number |= {origin.id: origin.name for origin in dossier.origins}  # type: ignore[dict-item]

    def of(ids: Any) -> list[Any]:
        return [number.get(key, key) for key in ids]

    rows: list[dict[str, Any]] = [
        {"story": dossier.story.title, "reports": [report.origin.rsplit("/", 1)[-1] for report in dossier.reports]}
    ]
    for report in dossier.reports:
        furniture = [f"{block.role}: {report.text[block.start : block.end][:60]}" for block in report.blocks if block.role != "body"]
        rows.append({"report": number[report.id], "outlet": report.outlet, "published": report.published, "blocks": furniture})
        rows[-1]["credits"] = [f"{credit.what}: {credit.agency}" for credit in report.credits]
    rows += [{"origin": o.name, "in_hand": o.in_hand, "basis": o.basis, "reports": of(o.reports), "why": o.why} for o in dossier.origins]
    for b in dossier.borrowings:
        rows.append(
            {"taker": number[b.taker], "giver": number.get(b.giver), "kind": b.kind, "direction": b.direction, "score": round(b.score, 2)}
        )
        rows[-1] |= {"pairs": len(b.pairs), "why": b.why}
    rows += [
        {"entity": e.name, "kind": e.kind, "role": e.role, "country": e.country, "mentions": len(e.mentions)} for e in dossier.entities
    ]
    for q in dossier.quotations:
        rows.append({"said_in": number[q.report], "speaker": q.speaker_name, "manner": q.manner, "content": [p.text for p in q.content]})
    for u in dossier.utterances:
        rows.append({"utterance_of": u.speaker_name, "differs": u.differs, "variants": [r.value for r in u.variants], "why": u.why})
    for p in dossier.points:
        readings = [[r.value, of(r.reports), of(r.origins)] for r in p.readings]
        rows.append(
            {"question": p.question, "verdict": p.verdict, "kinds": p.kinds, "weight": p.weight, "readings": readings, "why": p.why}
        )
    for v in dossier.events:
        who = [[a.text, a.code] for a in v.actor], [[a.text, a.code] for a in v.recipient]
        rows.append({"event": v.event, "mode": v.mode, "who": who, "date": v.date, "auxiliary": v.auxiliary, "reports": of(v.reports)})
        rows[-1]["text"] = v.text
    for x in dossier.positions:
        rows.append({"party": x.party, "stance": x.stance, "issue": x.issue, "condition": x.condition, "reports": of(x.reports)})
    return rows
