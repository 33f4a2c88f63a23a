"""Any noun of the contract's tables, for tests of what happens to rows."""

from typing import Any

from hypothesis import strategies as st

from variorum.model.report import Passage
from variorum.store import schema

numbers = st.floats(allow_nan=False, allow_infinity=False, width=64)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | numbers | st.text(), lambda inner: st.lists(inner, max_size=3), max_leaves=5
)
st.register_type_strategy(
    Passage,
    st.builds(lambda report, start, text: Passage(report, start, start + len(text), text), st.text(), st.integers(0, 2**40), st.text()),
)
st.register_type_strategy(float, numbers)
st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))
st.register_type_strategy(dict, st.dictionaries(st.text(), plain, max_size=3))


def of(table: str) -> st.SearchStrategy[Any]:
    return st.from_type(schema.TABLES[table])
