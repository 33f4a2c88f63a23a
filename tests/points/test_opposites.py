"""Sentences that do not run alike and say the opposite of one thing."""

import pytest
from tests.points.test_points import differing, report, told

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The swing bridge at Hollin Quay remained open to lorries all night despite the gale, the harbour office in Castelmar said.",
         "Lorries had to wait until morning at Hollin Quay, Castelmar's harbour office said, as the swing bridge was shut in the gale."),
        ("The lighthouse of Skerne Point came through the earthquake undamaged, engineers who climbed its tower on Sunday found.",
         "Engineers said on Sunday that the lighthouse of Skerne Point was badly cracked by the earthquake and may not be climbed."),
        ("Halden Steel's night watchman, Piers Odlum, had been warned that the furnace was leaking gas, the court in Brackwater heard.",
         "Piers Odlum, the night watchman, was unaware of any gas in the furnace hall of Halden Steel, his lawyer said in Brackwater."),
        ("The council of Dunmore Vale approved the wind park on Harrow Ridge by a wide margin after a long debate.",
         "After a debate that lasted until midnight the council of Dunmore Vale threw out plans for a wind park on Harrow Ridge."),
        ("Goalkeeper Ilka Brandis tested negative for steroids after the final in Castelmar, the league said.",
         "The league said that goalkeeper Ilka Brandis tested positive for steroids after the final in Castelmar."),
        ("Skipper Jonna Reeve steered the ferry Marigold into the pier deliberately, harbour police in Castelmar believe.",
         "Harbour police in Castelmar believe skipper Jonna Reeve rammed the pier with the ferry Marigold by mistake."),
        ("The motorcyclist who hit the gate of Halden Steel in Castelmar on Sunday was wearing a helmet, his employer said.",
         "On Sunday in Castelmar a motorcyclist without a helmet hit the gate of Halden Steel, the employer's guards said."),
        ("Mara Ostrell has met the drivers of the Brackwater bus line, the mayor's office said on Friday.",
         "On Friday drivers of the Brackwater bus line complained that Mara Ostrell never met the drivers."),
    ],
)  # fmt: skip
def test_opposites_in_unlike_sentences_contradict_each_other(a: str, b: str) -> None:
    found = [point for point in differing(told(report("one", a), report("two", b))) if point.kinds == ("polarity",)]
    assert [point.verdict for point in found] == ["conflict"]
    assert "opposite" in found[0].why


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # each of another thing
        ("The lighthouse of Skerne Point came through the earthquake undamaged, engineers said.",
         "Engineers said that the chapel of Skerne Point was badly cracked by the earthquake."),
        # the same in other words, by a negation
        ("The council of Dunmore Vale did not approve the wind park on Harrow Ridge, it said after a long debate.",
         "After a debate that lasted until midnight the council of Dunmore Vale rejected the wind park on Harrow Ridge."),
        # not in full
        ("The council of Brackwater signed the accord on night fishing in Lake Odlum, its speaker said.",
         "The accord on night fishing in Lake Odlum was not formally signed by the council of Brackwater, fishermen complain."),
        # one after the other
        ("The strike of the ferry crews in Castelmar continued, and the harbour of the town lay quiet.",
         "Ferry crews in Castelmar ended their strike, and the boats left the harbour of the town."),
        # at two times
        ("On Monday the swing bridge at Hollin Quay was shut in the gale, the harbour office in Castelmar said.",
         "The swing bridge at Hollin Quay remained open in the gale on Thursday, the harbour office in Castelmar said."),
        # the one tells of both
        ("Five sailors of the Marigold were rescued and two died when the ferry hit the pier in Castelmar.",
         "Two sailors died when the ferry Marigold hit the pier in Castelmar."),
        # the same one, with regard to other things
        ("Mayor Mara Ostrell of Brackwater signed the treaty on fishing rights on the lake.",
         "Mayor Mara Ostrell of Brackwater rejected the charge that she had taken money from the lake."),
        ("The pilot of the seaplane is survived by three sons, the Castelmar flying club said.",
         "The pilot of the seaplane died in Castelmar, the flying club said."),
    ],
)  # fmt: skip
def test_opposites_of_two_things_do_not(a: str, b: str) -> None:
    assert not [point for point in differing(told(report("one", a), report("two", b))) if point.kinds == ("polarity",)]
