"""Two amounts held against each other as intervals: whether they say the same, can both hold, or cannot."""

from typing import Final, Literal

from variorum.model.sentence import Figure

Standing = Literal["same", "meet", "apart"]
CLOSED: Final = frozenset({"exact", "about"})  # bounds that leave neither end open
OPEN: Final = frozenset({"at_least", "at_most"})
INFINITE: Final = float("inf")
CONVERTED: Final = 0.06  # share by which a value written in another unit may miss its own, as writers round what they convert
LARGE: Final = 20  # whole numbers below are taken at their word
TOLD, ROUND = 10.0, 5.0  # estimates above the one that are no multiple of the other are meant as they stand
NARROW: Final = 1.4  # how many times the lower end of a vague figure may go into its upper, for it to be a number in words
NEAR: Final = 0.1  # share by which an estimate may lie off the figure that it stands for, or another estimate


def low(figure: Figure) -> float:
    if _taken_exactly(figure):
        return size(figure)
    return -INFINITE if figure.low is None else figure.low * figure.scale


def high(figure: Figure) -> float:
    if _taken_exactly(figure):
        return size(figure)
    return INFINITE if figure.high is None else figure.high * figure.scale


def _taken_exactly(figure: Figure) -> bool:
    """ "Some 16": an estimate by a number that is no round one is meant as it stands; "almost 16" is not."""
    number = figure.number
    return figure.bound == "about" and number is not None and number != figure.high and number > TOLD and number % ROUND != 0


def size(figure: Figure) -> float:
    """How large an amount is, in base units: its number, else the end that its words tell."""
    if figure.number is not None:
        return figure.number * figure.scale
    ends = [end * figure.scale for end in (figure.low, figure.high) if end is not None]
    return sum(ends) / len(ends) if ends else 0.0


def vague(figure: Figure) -> bool:
    """ "Dozens", "several": no number is told."""
    return figure.number is None and figure.bound != "between"


def ratio(a: Figure, b: Figure) -> float:
    """How many times the smaller of two amounts goes into the larger."""
    less, more = sorted((abs(size(a)), abs(size(b))))
    return 1.0 if more == 0 else INFINITE if less == 0 else more / less


def standing(a: Figure, b: Figure) -> Standing:
    """How two amounts of one quantity stand to each other. Roundings, conversions and bounds round one number say the same."""
    if a.quantity == "score":
        return "same" if (a.low, a.high) == (b.low, b.high) else "apart"
    if a.number is not None and b.number is not None and ratio(a, b) <= 1 + _slack(a, b):
        return "same"
    if a.number is not None and b.number is not None and _rounded(size(a), size(b)):
        return "same"
    if low(a) > high(b) or low(b) > high(a):
        return "apart"
    if vague(a) or vague(b):
        both = vague(a) and vague(b)
        return "same" if both or (_narrow(a) and b.bound in CLOSED) or (_narrow(b) and a.bound in CLOSED) else "meet"
    if a.bound == b.bound == "between":
        return "same"
    one_sided = a.bound in OPEN or b.bound in OPEN
    estimated = "about" in (a.bound, b.bound)
    both = a.bound == b.bound == "about"
    return "same" if estimated and (not (one_sided or both) or ratio(a, b) <= 1 + NEAR) else "meet"


def _narrow(figure: Figure) -> bool:
    """ "A dozen" is twelve, or nearly."""
    return vague(figure) and figure.low is not None and figure.high is not None and figure.high <= NARROW * figure.low


def _slack(a: Figure, b: Figure) -> float:
    """Share by which equal amounts may differ: none in one unit."""
    return CONVERTED if a.unit != b.unit else 1e-9


def _rounded(a: float, b: float) -> bool:
    """Is one number the other, rounded to the last digit that it shows? Whole numbers below LARGE are never rounded ones."""
    for rough, fine in ((a, b), (b, a)):
        grain = _grain(rough)
        if abs(rough - fine) > grain / 2 or _grain(fine) >= grain:
            continue
        if rough > LARGE or fine != int(fine):
            return True
    return False


def _grain(number: float) -> float:
    """The place value of the last digit of a number that is not zero, at most a tenth of it."""
    if number != int(number):
        return float(10.0 ** -len(f"{number:.6f}".rstrip("0").partition(".")[2]))
    grain = 1.0
    while number % (grain * 10) == 0 and grain * 100 <= abs(number):
        grain *= 10
    return grain
