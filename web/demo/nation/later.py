"""The entries from April 2023, when the register opened for sign language, writing and the deafblind."""

from dataclasses import dataclass
from datetime import date

from web.demo.nation.days import at
from web.demo.nation.determinism import below, shares
from web.demo.nation.persons import invented_name, person_row
from web.demo.nation.rows import EvidenceRow, PersonRow
from web.demo.nation.tables import municipalities

OPENED = date(2023, 4, 26)

# tag, type, category: B by bachelor degree, D by the older sign-language education. All twelve are invented.
ENTRIES = (
    ("nsl", "sign", "B"),
    ("nsl", "sign", "B"),
    ("nsl", "sign", "B"),
    ("nsl", "sign", "B"),
    ("nsl", "sign", "D"),
    ("nsl", "sign", "D"),
    ("nb-x-skriv", "speech_to_text", "B"),
    ("nb-x-skriv", "speech_to_text", "B"),
    ("nb-x-skriv", "speech_to_text", "D"),
    ("nsl-x-taktil", "deafblind", "B"),
    ("nsl-x-taktil", "deafblind", "D"),
    ("nsl-x-haptisk", "deafblind", "B"),
)
NAMED = ("Ingrid", "Nygård", "woman")  # the first of them is a named demonstration interpreter


@dataclass(frozen=True, slots=True)
class Later:
    """Persons and evidence from April 2023; the n-th person holds the n-th entry."""

    persons: tuple[PersonRow, ...]
    evidence: tuple[EvidenceRow, ...]


def later(first_person: int, first_evidence: int, taken: set[str]) -> Later:
    """Twelve persons with one entry each; ids continue from the numbers given."""
    ids = range(first_person, first_person + len(ENTRIES))
    places = municipalities()
    home = shares("later-home", ids, [each.code for each in places], [each.population for each in places])
    gender = shares("later-gender", ids, ("woman", "man"), (75, 25))
    persons, evidence = [], []
    for place, (person, (tag, type_, category)) in enumerate(zip(ids, ENTRIES, strict=True)):
        given, family, sex = (
            NAMED if place == 0 else (*invented_name("nb", gender[person], person), gender[person])
        )
        persons.append(person_row(person, given, family, sex, home[person], taken))
        kind = "bachelor" if category == "B" else "sign_education"
        year = (
            2012 + below(8, "later-year", person)
            if category == "B"
            else 1995 + below(10, "later-year", person)
        )
        number = first_evidence + place
        reference = f"SYN-{number:05}"
        valid, known = at(date(year, 6, 15)), at(OPENED)
        evidence.append(
            EvidenceRow(number, person, kind, tag, type_, valid, None, known, None, "OsloMet", reference)
        )
    return Later(tuple(persons), tuple(evidence))
