"""Who the persons are: gender, home, age, name and how much they work (specification 3.4)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from web.demo.nation.determinism import apportion, below, digest, order, quota, shares
from web.demo.nation.identity import email, national_id, phone
from web.demo.nation.plan import Plan
from web.demo.nation.rows import PersonRow
from web.demo.nation.tables import municipalities, own, synthetic

GENDERS = ("woman", "man")
WOMEN_AND_MEN = {"stayers": (814, 588), "leavers": (21, 16), "newcomers": (135, 99)}

# Interpreters the demonstration names: language, given name, family name, gender.
NAMED = (
    ("ar", "Samira", "Haddad", "woman"),
    ("so", "Abdirahman", "Cige", "man"),
    ("pl", "Agnieszka", "Wierzba", "woman"),
    ("uk", "Oksana", "Melnytsja", "woman"),
    ("ti", "Yohannes", "Ghebre", "man"),
    ("fa", "Daryush", "Sepehri", "man"),
    ("vi", "Thị Mai", "Nguyễn", "woman"),
)


def groups(plan: Plan) -> dict[str, list[int]]:
    """Persons who stay from 2020, who leave in 2021 and who come in 2021."""
    left = {slot.person for slot in plan.slots if slot.leaves}
    first = range(1, plan.persons_2020 + 1)
    return {
        "stayers": [person for person in first if person not in left],
        "leavers": sorted(left),
        "newcomers": list(range(plan.persons_2020 + 1, plan.persons + 1)),
    }


def named(plan: Plan) -> dict[int, tuple[str, str, str]]:
    """The named demonstration interpreters: the best category of each language, one language first."""
    found: dict[int, tuple[str, str, str]] = {}
    for tag, given, family, gender in NAMED:
        able = [
            s for s in plan.slots if s.tag == tag and not s.leaves and not s.new and s.person not in found
        ]
        able.sort(key=lambda s: (s.last, len(plan.held[s.person]), digest("named", s.key)))
        found[able[0].person] = (given, family, gender)
    return found


def genders(plan: Plan) -> dict[int, str]:
    """58 % women, exactly as printed at both dates; a named interpreter swaps with somebody."""
    found: dict[int, str] = {}
    chosen = named(plan)
    for group, persons in groups(plan).items():
        for gender, part in zip(
            GENDERS, quota(f"gender-{group}", persons, WOMEN_AND_MEN[group]), strict=True
        ):
            found.update(dict.fromkeys(part, gender))
        for person in persons:
            wanted = chosen[person][2] if person in chosen else found[person]
            if found[person] != wanted:
                other = next(p for p in order("swap", persons) if found[p] == wanted and p not in chosen)
                found[person], found[other] = wanted, found[person]
    return found


def homes(plan: Plan) -> dict[int, str]:
    """Municipality code of 2024 per person: counties as in `synthetic_counties.csv`, then by population."""
    rows = synthetic("counties")
    codes = [row["county_code_2024"] for row in rows]
    first = [int(row["persons_2020"]) for row in rows]
    last = [int(row["persons_2021"]) for row in rows]
    left = apportion(37, first)
    sizes = {
        "leavers": left,
        "stayers": [a - b for a, b in zip(first, left, strict=True)],
        "newcomers": [c - a + b for a, b, c in zip(first, left, last, strict=True)],
    }
    found: dict[int, str] = {}
    for group, persons in groups(plan).items():
        for code, part in zip(codes, quota(f"county-{group}", persons, sizes[group]), strict=True):
            places = [each for each in municipalities() if each.county == code]
            weights = [each.population for each in places]
            found.update(
                shares(f"municipality-{group}", part, [each.code for each in places], weights) if part else {}
            )
    return found


def born_on(person: int) -> date:
    """A day from 1950 to 2001, drawn towards the middle years by squaring the distance from 1 July 1977."""
    reach = 10_000
    distance = below(2 * reach + 1, "born", person) - reach
    days = distance * abs(distance) * 8_900 // (reach * reach)
    return date(1977, 7, 1) + timedelta(days=days if days > -10_000 else -10_000)


@cache
def name_lists() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Short invented lists of names by language tag."""
    return {
        tag: {key: row[key].split("|") for key in ("women", "men", "families")}
        for row in own("names")
        for tag in row["languages"].split("|")
    }


def invented_name(tag: str, gender: str, *keys: str | int) -> tuple[str, str]:
    """A given and a family name plausible for speakers of the language; never a named interpreter's."""
    lists = name_lists()[tag]
    given = lists["women" if gender == "woman" else "men"]
    family = lists["families"]
    return given[below(len(given), "given", *keys)], family[below(len(family), "family", *keys)]


def person_rows(plan: Plan) -> tuple[PersonRow, ...]:
    """One row per person of the plan, in id order."""
    gender, home, chosen = genders(plan), homes(plan), named(plan)
    taken: set[str] = set()
    rows = []
    for person in range(1, plan.persons + 1):
        tag = plan.languages_of(person)[0]
        given, family = invented_name(tag, gender[person], person)
        if person in chosen:
            given, family, _ = chosen[person]
        rows.append(person_row(person, given, family, gender[person], home[person], taken))
    return tuple(rows)


def person_row(person: int, given: str, family: str, gender: str, home: str, taken: set[str]) -> PersonRow:
    """A person with invented numbers; `taken` holds the identity numbers already given."""
    born = born_on(person)
    number = national_id(born, gender, taken, person)
    return PersonRow(
        person, number, given, family, gender, born, home, email(given, family, person), phone(person)
    )
