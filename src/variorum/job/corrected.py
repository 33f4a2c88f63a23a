"""What a person decided of whole reports: which are left out of the library, and in which version the others are prepared."""

from collections.abc import Callable

from variorum.job import versions
from variorum.model.decision import Decision, in_force
from variorum.model.report import Report
from variorum.store.library import FAILED
from variorum.store.writer import Writer


def leave_out(library: Writer, prepare: Callable[[Report], Report]) -> None:
    """Take out the reports that a person left out, and bring back those of which that was undone; `prepare` makes them what they were."""
    decisions = in_force(library.reader.decisions())
    wanted = {report for one in decisions if one.kind == "remove" for report in one.value.reports}
    if there := sorted(library.reader.digests(wanted)):
        library.set_aside(there)
    # Put in before they are set aside no more: a job that is killed in between does it again.
    if back := [report for report in library.reader.removed() if report not in wanted]:
        for raw in library.reader.set_aside(back):
            library.put_reports([(raw, prepare(raw))], FAILED)
        library.forget_set_aside(back)


def facts(library: Writer) -> dict[str, list[Decision]]:
    """Report id -> the decisions that tell facts of it."""
    found: dict[str, list[Decision]] = {}
    for decision in in_force(library.reader.decisions()):
        if decision.kind == "report":
            found.setdefault(decision.value.reports[0], []).append(decision)
    return found


def prepared_as(told: dict[str, list[Decision]], version: str) -> dict[str, str]:
    """Report id -> the version in which it is prepared, of the reports that a person told facts of."""
    return {report: versions.hashed(version, sorted(one.id for one in of)) for report, of in told.items()}
