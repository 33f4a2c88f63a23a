"""A story without end, made by hand: reports by the thousand, points that all of them tell, and long lists of everything else."""

from variorum.model.entity import Entity
from variorum.model.point import Point, Position, Reading, Utterance
from variorum.model.report import Block, Report
from variorum.model.statement import Actor, Event, Quotation
from variorum.model.story import Borrowing, Counts, Dossier, Origin, Pair, Story

SENTENCES = 12


def _report(number: int) -> Report:
    lines = [f"The mill of Oskerra stood still for the {number % 7 + 1}th day & more"]
    lines += [
        f"Sentence {place} of report {number} says that {number * place} of the “looms” < all were lost." for place in range(SENTENCES)
    ]
    text, blocks, start = "\n".join(lines), [], 0
    for line in lines:
        blocks.append(Block(start, start + len(line), "body" if start else "headline"))
        start += len(line) + 1
    day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return Report(
        f"r{number:06}", f"/home/someone/{number}.txt", f"The Oskerra Paper {number}", None, lines[0], None, None, (), day, "given", "en",
        text, tuple(blocks),
    )  # fmt: skip


def story(reports: int = 2_000, points: int = 20, others: int = 200) -> Dossier:
    """A judged story of so many reports, of points that rest on all of them, and of other findings that rest on some."""
    told = tuple(_report(number) for number in range(reports))
    ids = tuple(report.id for report in told)
    places = range(1, SENTENCES + 1)
    passages = [tuple(report.passage(report.blocks[place].start, report.blocks[place].end) for report in told) for place in places]
    some = slice(0, 30)
    half = reports // 2
    origins = tuple(
        Origin(f"o{number}", "s1", f"Origin {number}", True, ids[number :: reports // 2 or 1], "own", 0.5, "Its own text.")
        for number in range(half or 1)
    )
    names = tuple(origin.id for origin in origins)

    def reading(place: int, first: bool) -> Reading:
        side = slice(0, half) if first else slice(half, None)
        return Reading(f"value {place} {first}", (), passages[place % SENTENCES][side], ids[side], names)

    made = tuple(
        Point(
            f"p{number}", "s1", f"How many looms were lost, asked for the {number}th time?",
            (reading(number, True), reading(number, False)),
            ("conflict", "agreed", "single", "revised")[number % 4], ("number",), False, 0.5, "They give other figures.", "material", None,
        )
        for number in range(points)
    )  # fmt: skip
    quotations = tuple(
        Quotation(f"q{number}", ids[number], "s1", "direct", (passages[0][number],), None, None, None, f"Speaker {number % others % 9}",
                  0.9, f"u{number % others}")
        for number in range(reports)
    )  # fmt: skip
    utterances = tuple(
        Utterance(f"u{number}", "s1", None, f"Speaker {number % 9}", tuple(q.id for q in quotations[number::others]), "wording",
                  ("quotation",), "Other words.",
                  tuple(Reading(f"words {n}", (), passages[n % SENTENCES][some], ids[some], names[some]) for n in range(10)))
        for number in range(others)
    )  # fmt: skip
    positions = tuple(
        Position(f"x{number}", "s1", f"party {number % 40}", None, f"issue {number}", f"i{number % 90}", "demands", None, None, None,
                 passages[number % SENTENCES][some], ids[some], names[some], "single", confidence=0.9)
        for number in range(others)
    )  # fmt: skip
    events = tuple(
        Event(f"v{number}", "s1", f"{2000 + number // 300}-{number % 12 + 1:02}-{number % 28 + 1:02}", "day", (Actor("mill", None),), (),
              "REQUEST", None, (), None, 3, -1.0, f"event {number}", passages=passages[0][some], reports=ids[some], origins=names[some],
              confidence=0.9)
        for number in range(others)
    )  # fmt: skip
    borrowings = tuple(
        Borrowing(f"b{number}", "s1", ids[number], ids[number // 3], "edited", "known", 0.5, "Published later.",
                  tuple(Pair(passages[place][number], passages[place][number // 3]) for place in range(SENTENCES)))
        for number in range(1, reports)
    )  # fmt: skip
    entities = (Entity("e1", "s1", "person", "Ada Quill", None, None, None, passages[1]),)
    whole = Story("s1", "The mill of Oskerra stands still", ids, "2024-01-01", "2024-12-28", Counts(reports, reports, len(origins)))
    return Dossier(
        whole, told, origins=origins, borrowings=borrowings, entities=entities, quotations=quotations, utterances=utterances, points=made,
        events=events, positions=positions,
    )  # fmt: skip
