"""The irregular verbs of English, once for who asks for the verb of a form and for who asks for the past of a verb."""

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
