"""Who says what: utterances by speaker, their variants side by side with the differing words marked."""

from dataclasses import dataclass

from variorum.model.story import Dossier
from variorum.views.apparatus import Marked, mark
from variorum.views.brief import variants_of
from variorum.views.witnesses import Citation


@dataclass(frozen=True, slots=True)
class Column:
    """One variant of an utterance."""

    pieces: tuple[Marked, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class UtteranceLine:
    """One utterance with its variants; `manner` is that of the variant told first."""

    id: str
    differs: str
    kinds: tuple[str, ...]
    why: str
    columns: tuple[Column, ...]
    corrected: str | None = None  # by whom and when, where a person decided who speaks


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker with all that is theirs; `name` is null where the reports leave the speaker open."""

    name: str | None
    role: str | None
    utterances: tuple[UtteranceLine, ...]


def by_speaker(dossier: Dossier) -> tuple[Speaker, ...]:
    """Speakers by number of utterances, the open ones last; of each, what most reports tell first."""
    roles = {entity.id: entity.role for entity in dossier.entities}
    gathered: dict[str | None, list[UtteranceLine]] = {}
    role: dict[str | None, str | None] = {}
    corrected = {row.id: row.corrected for row in dossier.quotations if row.corrected}
    for utterance in dossier.utterances:
        variants = variants_of(dossier, utterance)
        marked = mark([variant.words for variant in variants])
        columns = tuple(Column(pieces, variant.citation) for pieces, variant in zip(marked, variants, strict=True))
        gathered.setdefault(utterance.speaker_name, []).append(
            UtteranceLine(
                utterance.id,
                utterance.differs,
                utterance.kinds,
                utterance.why,
                columns,
                next((corrected[key] for key in utterance.quotations if key in corrected), None),
            )
        )
        role.setdefault(utterance.speaker_name, roles.get(utterance.speaker) if utterance.speaker else None)
    order = sorted(gathered, key=lambda name: (name is None, -len(gathered[name]), name or ""))
    return tuple(Speaker(name, role[name], tuple(sorted(gathered[name], key=_most_told))) for name in order)


def _most_told(line: UtteranceLine) -> int:
    return -len({number for column in line.columns for number in column.citation.numbers})
