"""Units of measure and money as texts write them, each with the one name under which values are kept (lexicons/units.tsv)."""

from typing import Final, NamedTuple, cast

from variorum.language.english.words.tables import rows
from variorum.model.sentence import Quantity


class Unit(NamedTuple):
    """What a unit measures, the unit in which that is reckoned, and how many of that one it is."""

    quantity: Quantity
    base: str
    times: float


_ROWS: Final = rows("units.tsv", titled=True)
OF_UNIT: Final = {name: Unit(cast(Quantity, of), name if base == "-" else base, float(times)) for name, _, _, of, base, times, _ in _ROWS}
# As written, in small letters -> the unit's name: measures, money in words (ISO 4217, or the coin's name), and the signs of money.
UNITS: Final = {form: row[0] for row in _ROWS if row[3] != "money" for form in row[1].split("|") if form != "-"}
MONEY_WORDS: Final = {form: row[0] for row in _ROWS if row[3] == "money" for form in row[1].split("|") if form != "-"}
CURRENCIES: Final = {sign: row[0] for row in _ROWS for sign in row[2].split("|") if sign != "-"}
