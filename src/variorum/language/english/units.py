"""Units of measure and money as texts write them, each with the one name under which values are kept."""

# unit: the ways it is written
_MEASURES = """
second: second seconds; minute: minute minutes min; hour: hour hours hr hrs; day: day days; week: week weeks; month: month months
year: year years; decade: decade decades; century: century centuries; time: time times
kilometre: km kilometre kilometres kilometer kilometers; metre: metre metres meter meters; centimetre: cm centimetres centimeters
millimetre: mm millimetres millimeters; mile: mile miles; nautical mile: nautical_mile nautical_miles
foot: foot feet; inch: inch inches; yard: yard yards
kilogram: kg kilogram kilograms kilo kilos; gram: gram grams; tonne: tonne tonnes metric_ton metric_tons; ton: ton tons
pound_weight: lb lbs; ounce: ounce ounces
litre: litre litres liter liters; gallon: gallon gallons; barrel: barrel barrels; acre: acre acres; hectare: hectare hectares
square foot: square_feet square_foot square-foot sq_ft; square mile: square_miles square-mile
square metre: square_metres square_meters square-metre square-meter; square kilometre: square_kilometres square_kilometers sq_km
cubic foot: cubic_feet; cubic metre: cubic_metres cubic_meters; mile per hour: mph; kilometre per hour: km/h kph; knot: knots
degree: degree degrees degrees_celsius; megawatt: megawatt megawatts; gigawatt: gigawatt gigawatts
percent: % percent pc per_cent; percentage point: percentage_point percentage_points; basis point: basis_points
"""
_MONEY = """
USD: dollar dollars usd; EUR: euro euros eur; GBP: pound pounds sterling gbp; JPY: yen; RUB: rouble roubles ruble rubles; CNY: yuan
INR: rupee rupees; CHF: francs; cent: cent cents; penny: pence
"""


def _table(rows: str) -> dict[str, str]:
    pairs = (entry.split(":") for line in rows.strip().splitlines() for entry in line.split(";"))
    return {form.replace("_", " "): name.strip().replace("_", " ") for name, forms in pairs for form in forms.split()}


UNITS = _table(_MEASURES)  # as written, in small letters -> the unit's name
# A bare "pounds" is money in reports; weight is written lb or kg, or told by its noun.
MONEY_WORDS = _table(_MONEY)  # as written, in small letters -> ISO 4217, or the coin's name
CURRENCIES = {
    "$": "USD",
    "us$": "USD",
    "$us": "USD",
    "$au": "AUD",
    "$ca": "CAD",
    "a$": "AUD",
    "c$": "CAD",
    "hk$": "HKD",
    "nz$": "NZD",
    "€": "EUR",
    "e": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₽": "RUB",
    "₹": "INR",
    "rs": "INR",
}

# The unit in which a kind is measured, and how many of that one each unit is.
_SYSTEMS = {
    "metre": (
        "millimetre .001, centimetre .01, metre 1, kilometre 1000, inch .0254, foot .3048, yard .9144, mile 1609.34, nautical_mile 1852"
    ),
    "kilogram": "gram .001, kilogram 1, tonne 1000, ton 1000, pound_weight .4536, ounce .02835",
    "hour": "second .000278, minute .016667, hour 1, day 24, week 168",
    "year": "month .083333, year 1, decade 10, century 100",
    "hectare": "acre .4047, hectare 1, square_kilometre 100, square_mile 259",
    "kilometre per hour": "kilometre_per_hour 1, mile_per_hour 1.609, knot 1.852",
    "percent": "share 100, percent 1",
}
MEASURED_IN = {  # unit -> (the unit it is measured in, how many of that one it is)
    unit.replace("_", " ").strip(): (base, float(factor))
    for base, entries in _SYSTEMS.items()
    for unit, factor in (entry.split() for entry in entries.split(","))
}
