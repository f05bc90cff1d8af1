"""A labelled set of people and of what institutions say of them: the same on every machine, no real names in it.

Half of those who are told of have their number right. The rest are what goes wrong: twins, their numbers in each
other's rows, name changes, D-numbers before and after, typos, other spellings, names in each other's place, and people
the register does not know although somebody in it resembles them.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from qualification.imports.rules.matching import Known, Said

SEED = 20260914
PEOPLE = 4_000
_GIVEN = tuple(
    """
    Mohammed Ahmed Hussein Fatima Amina Maryam Layla Zahra Khadija Hassan Omar Yusuf Ibrahim Samira
    Halima Nour Olena Iryna Natalia Dmitri Sergei Tetiana Anna Jakub Agnieszka Linh Minh Thanh Selam
    Tesfay Mehari Abebe Hodan Ayaan Warsame Liban Rojin Dilan Berivan Azad Farid Parisa Shirin Reza
    Kamran Nasrin Sadaf
    """.split()  # noqa: SIM905  (a table of words)
)
_FAMILY = tuple(
    """
    Haddad Mansour Darwish Qasim Barakat Warsame Farah Osman Abdi Jama Petrenko Bondarenko Kovalsky
    Nowak Kowalski Nguyen Tran Pham Tesfaye Haile Mehari Rahimi Karimi Hosseini Yilmaz Demir Ozturk
    Kaya Aziz Sharif Hussein Ali Hassan Omar Solberg Lunde Berg Dahl
    """.split()  # noqa: SIM905  (a table of words)
)
_SPELLINGS = {"Mohammed": "Muhammad", "Hussein": "Husain", "Fatima": "Fatma", "Maryam": "Mariam", "Yusuf": "Youssef",
              "Khadija": "Khadidja", "Olena": "Elena", "Natalia": "Nataliya", "Dmitri": "Dmytro", "Sergei": "Serhii",
              "Tetiana": "Tatyana", "Omar": "Umar", "Layla": "Leila", "Osman": "Othman", "Haile": "Hailu",
              "Nour": "Noor", "Tesfay": "Tesfai", "Ibrahim": "Ebrahim", "Halima": "Haleema"}  # fmt: skip
_W1, _W2 = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


@dataclass(frozen=True, slots=True)
class Labelled:
    """What was said, who it is (None: nobody in the register), and which difficulty it shows."""

    said: Said
    person_id: int | None
    kind: str


def labelled_set() -> tuple[list[Known], list[Labelled]]:
    """The register, and what is said of some of its people and of others."""
    draw = random.Random(SEED)
    register: list[Known] = []
    taken: set[str] = set()
    while len(register) < PEOPLE:
        born = date(1960, 1, 1) + timedelta(days=draw.randrange(16_000))
        one = Known(
            len(register) + 1, number(draw, born, taken), (), draw.choice(_GIVEN), draw.choice(_FAMILY), born
        )
        register.append(one)
        if len(register) % 40 == 1:  # a twin
            given = draw.choice([each for each in _GIVEN if each != one.given_name])
            register.append(replace(
                one, person_id=len(register) + 1, national_id=number(draw, born, taken), given_name=given
            ))  # fmt: skip
    return register, list(_cases(draw, register, taken))


def number(draw: random.Random, born: date, taken: set[str], *, is_d: bool = False) -> str:
    """A synthetic number (month + 80) with right check digits that nobody has."""
    while True:
        serial = draw.randrange(500, 1000) if born.year >= 2000 else draw.randrange(500)
        digits = [
            int(each)
            for each in f"{born.day + 40 * is_d:02}{born.month + 80:02}{born.year % 100:02}{serial:03}"
        ]
        for weights in (_W1, _W2):
            digits.append(-sum(a * b for a, b in zip(weights, digits, strict=True)) % 11)
        made = "".join(map(str, digits))
        if 10 not in digits and made not in taken:
            taken.add(made)
            return made


def _cases(draw: random.Random, register: list[Known], taken: set[str]) -> Iterator[Labelled]:
    twins = [(one, other) for one, other in pairwise(register)
             if one.born_on == other.born_on and one.family_name == other.family_name]  # fmt: skip
    for one, other in twins:
        yield Labelled(_said(one), one.person_id, "twin")
        yield Labelled(replace(_said(other), national_id=""), other.person_id, "twin without number")
        yield Labelled(replace(_said(one), national_id=other.national_id), one.person_id, "the twin's number")
    for one in draw.sample(register, 1200):
        yield Labelled(_said(one), one.person_id, "number right")
    for one in draw.sample(register, 300):
        yield from _changed(draw, one, taken)
    for _ in range(300):
        one = draw.choice(register)
        given = draw.choice([each for each in _GIVEN if each != one.given_name])
        stranger = replace(_said(one), given_name=given, national_id=number(draw, one.born_on, taken))
        yield Labelled(stranger, None, "a twin nobody knows")
        born = date(1960, 1, 1) + timedelta(days=draw.randrange(16_000))
        namesake = replace(_said(one), born_on=born, national_id=number(draw, born, taken))
        yield Labelled(namesake, None, "a namesake nobody knows")


def _changed(draw: random.Random, one: Known, taken: set[str]) -> Iterator[Labelled]:
    said, bare, who = _said(one), replace(_said(one), national_id=""), one.person_id
    family = draw.choice([each for each in _FAMILY if each != one.family_name])
    d_number = number(draw, one.born_on, taken, is_d=True)
    yield Labelled(replace(said, family_name=family), who, "name change, number right")
    yield Labelled(replace(bare, family_name=family), who, "name change, no number")
    yield Labelled(replace(said, national_id=d_number), who, "D-number nobody has linked")
    yield Labelled(bare, who, "no number")
    yield Labelled(replace(bare, given_name=_typo(draw, one.given_name)), who, "typo")
    yield Labelled(
        replace(bare, given_name=f"{one.given_name} {draw.choice(_GIVEN)}"), who, "one more given name"
    )
    yield Labelled(
        replace(bare, given_name=one.family_name, family_name=one.given_name), who, "names swapped"
    )
    if one.born_on.day <= 12 and one.born_on.day != one.born_on.month:
        swapped = one.born_on.replace(day=one.born_on.month, month=one.born_on.day)
        yield Labelled(replace(bare, born_on=swapped), who, "day and month swapped")
    if one.given_name in _SPELLINGS:
        yield Labelled(replace(bare, given_name=_SPELLINGS[one.given_name]), who, "another spelling")


def _said(one: Known) -> Said:
    return Said(one.national_id, one.given_name, one.family_name, one.born_on)


def _typo(draw: random.Random, name: str) -> str:
    place = draw.randrange(1, len(name))
    return draw.choice((name[:place] + name[place + 1 :], name[:place] + name[place] + name[place:],
                        name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :]))  # fmt: skip
