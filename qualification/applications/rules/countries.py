"""Where a qualification must be from to be recognised under directive 2005/36/EC: the EEA and Switzerland, by date.

Not Norway, whose own qualifications need no recognition. A country counts from the day its part of the agreement was
applied: the EEA agreement (1994, Liechtenstein 1995) and its enlargements (2004, 2007 and 2014), and the EFTA
convention for Switzerland (2002). The United Kingdom counted until the transition after it left had ended.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Country:
    """ISO 3166-1 alpha-2, the name in bokmål and nynorsk, and the first and the last day it counts."""

    code: str
    nb: str
    nn: str
    since: date
    until: date | None = None

    def counts_on(self, day: date) -> bool:
        """Whether an application received on the day may build on a qualification from here."""
        return self.since <= day and (self.until is None or day <= self.until)

    def name(self, form: str) -> str:
        """The name in a written form, bokmål for all but "nn"."""
        return self.nn if form == "nn" else self.nb


_EEA, _LIECHTENSTEIN, _SWISS = date(1994, 1, 1), date(1995, 5, 1), date(2002, 6, 1)
_EAST, _BLACK_SEA, _CROATIA = date(2004, 5, 1), date(2007, 8, 1), date(2014, 4, 12)

COUNTRIES: tuple[Country, ...] = (
    Country("BE", "Belgia", "Belgia", _EEA),
    Country("BG", "Bulgaria", "Bulgaria", _BLACK_SEA),
    Country("DK", "Danmark", "Danmark", _EEA),
    Country("EE", "Estland", "Estland", _EAST),
    Country("FI", "Finland", "Finland", _EEA),
    Country("FR", "Frankrike", "Frankrike", _EEA),
    Country("GR", "Hellas", "Hellas", _EEA),
    Country("IE", "Irland", "Irland", _EEA),
    Country("IS", "Island", "Island", _EEA),
    Country("IT", "Italia", "Italia", _EEA),
    Country("HR", "Kroatia", "Kroatia", _CROATIA),
    Country("CY", "Kypros", "Kypros", _EAST),
    Country("LV", "Latvia", "Latvia", _EAST),
    Country("LI", "Liechtenstein", "Liechtenstein", _LIECHTENSTEIN),
    Country("LT", "Litauen", "Litauen", _EAST),
    Country("LU", "Luxembourg", "Luxembourg", _EEA),
    Country("MT", "Malta", "Malta", _EAST),
    Country("NL", "Nederland", "Nederland", _EEA),
    Country("PL", "Polen", "Polen", _EAST),
    Country("PT", "Portugal", "Portugal", _EEA),
    Country("RO", "Romania", "Romania", _BLACK_SEA),
    Country("SK", "Slovakia", "Slovakia", _EAST),
    Country("SI", "Slovenia", "Slovenia", _EAST),
    Country("ES", "Spania", "Spania", _EEA),
    Country("GB", "Storbritannia", "Storbritannia", _EEA, date(2020, 12, 31)),
    Country("CH", "Sveits", "Sveits", _SWISS),
    Country("SE", "Sverige", "Sverige", _EEA),
    Country("CZ", "Tsjekkia", "Tsjekkia", _EAST),
    Country("DE", "Tyskland", "Tyskland", _EEA),
    Country("HU", "Ungarn", "Ungarn", _EAST),
    Country("AT", "Østerrike", "Austerrike", _EEA),
)


def is_recognised_from(code: str, on: date) -> bool:
    """Whether an application received on a day may build on a qualification from the country."""
    return any(each.code == code and each.counts_on(on) for each in COUNTRIES)


def country_name(code: str, form: str) -> str:
    """The name of a country of the list in a written form; the code itself for any other."""
    return next((each.name(form) for each in COUNTRIES if each.code == code), code)
