"""Shapes that names, places and days have in lines of a page: what datelines, bylines and credits are made of."""

import re

from variorum.language.english.words.lexicon import word_set

NAME = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*"  # a word that begins with a capital
JOINS = frozenset(["and", "of", "for", "in", "the", "at", "on", "with", "from", "to", "via", "&", "|", "-", "–", ",", "/"])
PARTICLES = word_set("shapes.particles")
# Place names in capitals, several by a stroke.
CITY = r"[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ.'’-]+(?:[ -][^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ.'’-]*){0,3}"
PLACE = rf"{CITY}(?:\s?/\s?{CITY}){{0,3}}"
MIXED = rf"{NAME}(?: {NAME}){{0,3}}"
STATE = rf"(?: ?, ?{MIXED}\.?)?"
COUNTRY = r"(?: ?\[[^\[\]\d]{2,40}\]| ?\([A-Z][a-z][^()\d]{1,38}\)(?=,))?"  # "Veldmark [Norway], May 2", "Sund (Norway), May 2"
WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
MONTH = (
    r"(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec"
    r"|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)[A-Za-z]{0,6}\.?"
)
DATE = rf"{WEEKDAY}(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {MONTH})(?:,? \d{{4}})?"
DAY = rf"(?:[,.]? ?{DATE})?"
POSTED = re.compile(r"[–—-] ?.{2,80}\(@\w{1,30}\)")  # who wrote a message that is shown above, and when
