"""The questions of a story as one step: its sentences are laid side by side once, then held for what differs and for what is alike."""

from variorum.model.story import Dossier
from variorum.questions import agreement, gathering
from variorum.questions.asking import asked
from variorum.text.kept import Worked


def answer(dossier: Dossier) -> Dossier:
    """The dossier with its points: what reports tell otherwise, then what they tell alike."""
    worked = Worked(dossier.before)
    laid = asked(dossier, worked)
    answered = agreement.shared(gathering.ask(dossier, laid, worked), laid, worked)
    return answered.having(worked={**dossier.worked, **worked.now})
