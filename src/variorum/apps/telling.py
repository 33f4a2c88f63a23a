"""What the commands that read say when they have read."""

from collections.abc import Sequence

from variorum.apps import terminal
from variorum.apps.options import count, counts
from variorum.job.filing import Outcome
from variorum.model.report import Problem
from variorum.model.story import Story

LISTED = 20  # problems and stories named after a read; the rest is counted


def tell(outcome: Outcome, stories: Sequence[Story]) -> None:
    """How much was read, which of the library's stories changed, and what could not be used."""
    changed = [(number, story) for number, story in enumerate(stories, 1) if story.id in set(outcome.stories)]
    told = (count(outcome.files, "file"), count(outcome.reports, "new report"), count(len(outcome.stories), "story", "stories"))
    terminal.say(f"{', '.join(told)} new or changed")
    for number, story in changed[:LISTED]:
        terminal.say(f"{number:>4}  {counts(story)}  {story.title}")
    if len(changed) > LISTED:
        terminal.say(f"      … and {len(changed) - LISTED} more: see `variorum stories`")
    tell_problems(outcome.problems)


def tell_problems(problems: Sequence[Problem]) -> None:
    """What could not be used, and why, to the standard error."""
    for problem in problems[:LISTED]:
        terminal.warn(f"{problem.origin}: {problem.message}")
    if len(problems) > LISTED:
        terminal.warn(f"… and {len(problems) - LISTED} more: see `variorum problems`")
