"""The forms of English verbs: irregular ones once for who asks for the verb of a form and for who asks for the forms of a verb."""

from functools import cache

from variorum.language.english.words.tables import rows


@cache
def past_forms() -> dict[str, frozenset[str]]:
    """Verb -> its irregular past forms and participles ("take" -> "took", "taken"; "cut" -> "cut")."""
    return {verb: frozenset(past.split()) for verb, past, *_ in rows("irregular_verbs.tsv")}


@cache
def verb_of() -> dict[str, str]:
    """Irregular form -> its verb ("took" -> "take", "is" -> "be"), for forms that differ from the verb itself."""
    return {form: verb for verb, *forms in rows("irregular_verbs.tsv") for form in " ".join(forms).split() if form != verb}


def past_of(verb: str) -> frozenset[str]:
    """Past forms and participles of a verb; of a regular one every spelling that it could have ("spoted", "spotted")."""
    if irregular := past_forms().get(verb):
        return irregular
    regular = {f"{verb}ed", f"{verb}d", f"{verb}{verb[-1]}ed"}
    return frozenset(regular | {f"{verb[:-1]}ied"} if verb.endswith("y") else regular)


def forms_of(verb: str) -> frozenset[str]:
    """All forms of a verb in the third person, of the past and in "ing"; of a regular one every spelling that it could have."""
    third = {f"{verb[:-1]}ies"} if verb.endswith("y") and verb[-2] not in "aeiou" else {f"{verb}s", f"{verb}es"}
    going = {f"{verb}ing", f"{verb}{verb[-1]}ing", *([f"{verb[:-1]}ing"] if verb.endswith("e") else [])}
    return frozenset({verb, "has"} if verb == "have" else {verb}) | third | going | past_of(verb)
