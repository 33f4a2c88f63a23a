"""States that follow upon each other: one sentence tells of the first, another of the second. No contradiction, but a later state."""

import re
from collections.abc import Iterator

from variorum.language.english.diff import stem, words
from variorum.model.statement import Statement
from variorum.points import surroundings
from variorum.points.comparing.modalities import again
from variorum.points.difference import Difference
from variorum.points.told import Told
from variorum.points.units import LIGHT, keys_of
from variorum.text.kept import kept

_TALKS = r"(?:negotiations?|talks)"
_HALL = r"(?:court|judges?|jury|jurors|senate|house|parliament|council|assembly|congress|lawmakers|mps)"
_PAST = r"(?:(?:was|were|been|has|have|had|is|are|now|also|formally|since|finally|later|today) ){1,3}"
# The earlier state and the later one, as words of a clause. Our own list of what news follows up.
_TABLE = (
    (rf"in (?:\w+ ){{0,2}}{_TALKS}(?: stages?)?|(?:close|near) to an? (?:deal|agreement)|{_TALKS} \w+ .{{0,80}}(?:under way|in full swing)",
     rf"(?:pulled|pulls|backed|backs) out|br(?:oke|oken|eaks) off|signed|{_TALKS} (?:have |has )?(?:ended|collapsed|failed)"),
    (r"(?:search(?:ing|ed)?|hunt(?:ing)?|looking|manhunt) for|at large|on the run",
     r"arrested|captured|caught|taken into custody|in custody"),
    (r"missing|disappearance|search(?:ing|ed)? for",
     r"found (?:safe|dead|alive|unharmed|well)|(?:body|bodies|remains|wreckage) .{0,30}found"),
    (r"(?:no one|nobody|no suspect) .{0,25}(?:charged|arrested)|no arrests?|not (?:yet )?been (?:charged|arrested)",
     rf"{_PAST}(?:charged|arrested)|arrested (?:a|an|the|two|three)"),
    (r"(?:battl|fight|tackl)\w* (?:\w+ ){0,3}(?:fires?|blazes?|flames)|still (?:burning|ablaze)",
     r"put out|extinguished|under control|contained"),
    (r"(?:being|are|were) evacuated", r"(?:allowed|able|free) (?:to return|back)|returned (?:home|to their homes)"),
    (r"check(?:ed|s|ing) (?:herself |himself )?in(?:to)?", r"check(?:ed|s|ing) (?:herself |himself )?out|discharged"),
    (r"pending (?:formal )?charges|expected to (?:face|be) charge[sd]?|to be charged", rf"{_PAST}charged"),
    (r"(?:to|will) be arraigned|(?:due|scheduled|expected|set) to appear",
     r"(?:was|were) arraigned|appeared in|his arraignment|her arraignment|entered an? (?:\w+ ){0,2}plea|remanded"),
    (r"trial (?:\w+ ){0,14}(?:starts|begins|opens|opened|began|to start|to begin)|"
     r"(?:stands?|standing|faces?|facing|awaits?|awaiting|go(?:es)? on|went on) trial",
     r"(?:found|finds?) (?:\w+ ){0,8}guilty|convicted|acquitted|cleared of"),
    (rf"{_HALL} .{{0,60}}(?:considering|deliberating|debating|to consider|to decide|to vote|will vote|to be asked)|before the {_HALL}|"
     r"votes? (?:\w+ ){1,8}(?:scheduled|due|set|expected)",
     rf"{_HALL} .{{0,20}}(?:passed|approved|rejected|voted|adopted|quashed|overturned|upheld|stripped)|(?:cleared|acquitted|convicted) of|"
     rf"(?:quashed|overturned|upheld|passed|approved|rejected) by"),
    (r"trapped|stranded|adrift|drifting", r"rescued|freed|brought to safety|picked up|saved"),
    (r"(?:held|taken) (?:hostage|captive)|kidnapped|hostages?", rf"{_PAST}(?:freed|released)|walked free"),
    (r"in custody|in jail|behind bars|detained|in the cells|held without", rf"{_PAST}(?:freed|released|cleared)|walked free|freed without|"
     r"had to release"),
    (r"critically (?:ill|injured|wounded)|in (?:a )?(?:critical|grave) condition|fight(?:ing)? for (?:his|her) life|"
     r"on life support|save the life",
     r"(?:has|have|had|now) (?:\w+ )?died|died (?:of|from)|died (?:\w+ )?in hospital|succumbed|out of danger"),
    (r"offer(?:s|ed)?", r"withdr(?:ew|awn?|aws) (?:\w+ ){0,2}offers?"),
    (r"(?:seek|look)ing (?:for )?a buyer|buyer is (?:being )?sought|up for sale|fighting for survival",
     r"(?:was|were|been|has|have) (?:sold|bought|acquired|taken over)|new owner|bankruptcy|insolvency"),
    (r"(?:engaged|will|to|plans?) .{0,20}(?:marry|wed)|engaged",
     r"wedding (?:\w+ ){0,3}(?:off|cancelled|canceled)|called off (?:\w+ ){1,2}wedding"),
    (r"(?:set|due|plan\w*|threaten\w*|are|vow\w*|voted) to (?:strike|walk out|down tools|go on strike)|planned strike",
     r"(?:strike|walkout) .{0,40}(?:averted|called off|cancelled|canceled|suspended)|(?:has|have) walked out|went on strike"),
    (r"barred from|denied (?:entry|access)|refused (?:entry|access)|waiting at",
     r"(?:given|granted|gained) access|allowed in|let in|waved through"),
    (r"(?:is|are) suing|su(?:es|ed)|lawsuit against",
     r"settled (?:out|with|the)|dropped (?:the|its|their) (?:suit|lawsuit)|has settled|have settled"),
    (r"under (?:\w+ )?consideration|will (?:name|nominate|appoint)",
     rf"(?:{_PAST}(?:named|nominated|appointed|chosen)|asked .{{0,60}} to (?:be|become|join|serve)|"
     r"nominates|names|announces? (?:his|her)? ?nomin\w+|nomination of)"),
    (r"siege .{0,80}continues|barricaded", r"(?:ended|ending) the siege|siege (?:is |has |was )?(?:over|ended)|stormed"),
    (r"(?:will|to) (?:play|star|direct|appear|perform|sing|dance|speak|compete|take part)",
     r"(?:pulled|dropped|pulls|drops) out|withdr(?:ew|awn|aws) from"),
    (r"(?:without|no) (?:power|electricity|water|service)|out of service|outages?|cut off",
     r"(?:fully|been|was|were|has|have) restored|fully repaired|(?:has|have|had) (?:re)?opened|back (?:online|in service)|running again"),
)  # fmt: skip
_DEATH = re.compile(r"\b(?:dies|died|dead|death|succumbed)\b", re.I)
_SUCCESSIONS = tuple(tuple(re.compile(rf"\b(?:{state})\b", re.I) for state in row) for row in _TABLE)
# "In negotiations to direct" is followed by "will not direct", and not by any "will not".
_COURTED = re.compile(r"\bin (?:\w+ ){0,2}(?:negotiations?|talks)(?: stages?)? (?:\w+ \w+ )?to (\w+)", re.I)
_SETTLED = re.compile(r"\b(?:will not|won['’]t|will|signed (?:on )?to|agreed to|ha(?:s|ve) (?:\w+ to)?) ?(\w+)(?: (?:on|over)\b)?", re.I)
_TAKING_ON = frozenset(stem(word) for word in ("direct", "helm", "take", "make"))
# Before a later state these words say that it has not come about.
_OPEN = re.compile(
    r"\b(?:to|will|would|may|might|could|can|should|must|not|never|no|if|yet|without|until|unless|nobody|hop\w+|before)"
    r" (?:\w+ly |soon |be |have |been |being ){0,3}$|\bwhether\b[^.;,]*$",
    re.I,
)
# Cosine of two sentences that share two words of names, and of two that share three words of content.
NEAR_NAMED, NEAR_OTHERS = 0.5, 0.6


def succeeded(a: Told, b: Told, near: float) -> Iterator[Difference]:
    """ "Police are searching for the gunman" (a) and "the gunman has been arrested" (b): two states of one thing, b's the later."""
    if near < NEAR_NAMED or again(a, b) or surroundings.elsewhere(a, b):
        return
    if len(surroundings.setting(a) & surroundings.setting(b)) < 2 and (near < NEAR_OTHERS or len(a.content & b.content) < 3):
        return
    for going, ended in _states(a, b):
        if _of_one(a, going.span(), b, ended.span()):
            said = [" ".join(found.group().split()) for found in (going, ended)]
            why = f'"{said[0]}" and "{said[1]}" tell an earlier and a later state'
            yield Difference(
                "modality", "revised", "material", going.span(), ended.span(), said[0], said[1], "state", why, 0.6, None, ("early", "late"),
            )  # fmt: skip
            return


def _states(a: Told, b: Told) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Words for an earlier state in a, and for the one that follows upon it in b."""
    (early, settled), (begun, late) = _said(a), _said(b)
    for row in sorted(early.keys() & late.keys() - begun.keys() - settled.keys()):
        ended = next((one for one in late[row] if not _OPEN.search(b.text[: one.start()])), None)
        if ended and not _died_too(a, ended):
            yield early[row][0], ended
    courted, won = _COURTED.search(a.text), _SETTLED.search(b.text)
    if courted and won and not _OPEN.search(b.text[: won.start()]) and not _COURTED.search(b.text):
        verbs = {stem(courted[1].lower()), stem(won[1].lower())}
        if len(verbs) == 1 or verbs <= _TAKING_ON:
            yield courted, won


@kept
def _said(told: Told) -> tuple[dict[int, list[re.Match[str]]], dict[int, list[re.Match[str]]]]:
    """Which rows of the table a telling has the earlier state of, and which the later: row -> every place of it."""
    early, late = (
        {row: found for row, states in enumerate(_SUCCESSIONS) if (found := list(states[side].finditer(told.text)))} for side in (0, 1)
    )
    return early, late


def _died_too(a: Told, ended: re.Match[str]) -> bool:
    """Does the telling of the earlier state tell of the death as well?"""
    return bool(_DEATH.search(ended.group()) and _DEATH.search(a.text))


def _of_one(a: Told, going: tuple[int, int], b: Told, ended: tuple[int, int]) -> bool:
    """Is whom or what the later state is told of in the clause of the earlier one? The words of the states themselves tell nothing."""
    states = keys_of(words(a.text[slice(*going)])) | keys_of(words(b.text[slice(*ended)])) | LIGHT
    clause, later = _clause(a, going), _clause(b, ended)
    early = keys_of(words(" ".join((clause.passage.text, clause.who or "", clause.whom or "")))) if clause else a.content
    party = keys_of(words(f"{later.who or ''} {later.whom or ''}")) if later and (later.who or later.whom) else b.content
    return bool((early & party) - states)


def _clause(told: Told, span: tuple[int, int]) -> Statement | None:
    """The smallest clause that holds a place."""
    home = told.places[0].start
    around = [one for one in told.statements if one.passage.start - home <= span[0] and span[1] <= one.passage.end - home]
    return min(around, key=lambda one: len(one.passage), default=None)
