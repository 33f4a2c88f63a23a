"""The first question once more, with what was answered to it: what did it pass over?

A reader that has listed some twenty differences stops, and has not found all. Shown its list, and the same sentences, it finds others.
What is sent begins as the first question did, so that a server that keeps what it has read has hardly anything to read anew. The list is
of the answer alone, whatever came of it: so what is asked, and the hash under which its answer is kept, hang on nothing else.
Nothing here sends anything.
"""

from dataclasses import replace
from itertools import accumulate
from typing import Final

from variorum.model.proposal import Asking
from variorum.proposals.answers import Difference, proposals
from variorum.proposals.prompts import ASKED, Part, tokens

SHARE: Final = 2  # what is asked beyond the first question takes at most one in so many of the tokens that an answer may have

_LISTED: Final = "These were the reports. A first reading of them found these differences:"
_ASKED: Final = """
It has hardly found all. Go through the reports once more, sentence by sentence, and give, in the same form and by the same rules, the
differences that are not in this list. Look above all for what is easily passed over:
- on whose word a thing is told, and who is said to have found, seen, asked or called it so;
- the reasons that are given for one act or one view, and what one person is said to want, to answer, or to do next;
- numbers of lesser things: how many, how often, how long, how far, which of several; the times of one course of events, and their order;
- which words of one remark or one interview each report chooses, and how it tells one reaction;
- a part here and the whole there, one here and several there, once here and always there;
- how a thing, a person or a look is described or judged; who was there; what was seen; under which condition, and for how long;
- headlines and first sentences against what is told further down, and two places of one report.
What is in the list is not to be given again, nor under another question; of a question in the list a further answer that is in none of
its answers may be set against one of them. Give none that the rules do not call a difference: two things, or the same in other words.
"facts" and "speakers" are empty lists. Answer now with the one JSON object, and nothing else."""


def room(asking: Asking) -> int:
    """How many tokens the list may take; none below 1: then there is no room for another answer."""
    return asking.longest // SHARE - tokens(_LISTED) - tokens(_ASKED)


def more(part: Part, asking: Asking, answer: str) -> Part | None:
    """What is asked after an answer to a part of a story; None where it lists no difference that there is room for."""
    listed = list(map(_listed, proposals(answer).differences))
    used = accumulate(map(tokens, listed))
    fitting = [line for line, sofar in zip(listed, used, strict=True) if sofar <= room(asking)]
    if not fitting:
        return None
    told = "\n".join([_LISTED, *fitting, _ASKED])
    return replace(part, user=part.user.removesuffix(ASKED) + told, taken=tokens(told) - tokens(ASKED))


def _listed(difference: Difference) -> str:
    return f"- {difference.question} {' / '.join(reading.value for reading in difference.readings)}"
