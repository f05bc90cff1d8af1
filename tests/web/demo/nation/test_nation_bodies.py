"""Invented public bodies, their units and everybody's accounts."""

from collections import Counter
from datetime import date

from stdnum.no import orgnr

from web.demo.nation.bodies import society
from web.demo.nation.nation import nation
from web.demo.nation.tables import municipalities


def test_sixty_invented_bodies_have_units_bookers_and_an_administrator() -> None:
    bodies = [row for row in society().organisations if row.kind == "public_body"]
    assert len(bodies) == 60
    real = {each.name.lower() for each in municipalities()}
    for body in bodies:
        assert body.name.lower().removesuffix(" kommune") not in real
        units = [unit.id for unit in society().units if unit.organisation_id == body.id]
        assert 1 <= len(units) <= 6
        assert all(unit in society().booker for unit in units)
        roles = [r for a in society().accounts if a.organisation_id == body.id for r in a.roles]
        assert roles.count("body_administrator") == 1
    assert Counter(row.kind for row in society().organisations)["agency"] == 3


def test_organisation_numbers_are_valid_unique_and_in_the_synthetic_series() -> None:
    numbers = [row.orgnr for row in society().organisations]
    assert len(set(numbers)) == len(numbers)
    assert all(orgnr.is_valid(number) and number.startswith("3") for number in numbers)


def test_kari_solheim_books_for_barneverntjenesten_in_fjordvik() -> None:
    demo = nation(1000, date(2026, 11, 21)).demo
    kari = society().accounts[demo.booker_account_id - 1]
    unit = society().units[demo.unit_id - 1]
    assert (kari.name, kari.roles, kari.unit_id) == ("Kari Solheim", ("booker",), unit.id)
    assert (unit.name, unit.organisation_id) == ("Barneverntjenesten", 1)
    assert society().organisations[0].name == "Fjordvik kommune"
    assert sum(each.name == "Kari Solheim" for each in society().accounts) == 1


def test_accounts_have_one_subject_per_door_and_every_listed_interpreter_has_one() -> None:
    accounts = society().accounts
    assert [row.id for row in accounts] == list(range(1, len(accounts) + 1))
    assert len({(row.door, row.subject) for row in accounts}) == len(accounts)
    assert sum(row.roles == ("interpreter",) for row in accounts) == 1636 + 12
    staff = Counter(row.roles[0] for row in accounts if row.door == "directorate")
    assert staff == {"officer": 3, "administrator": 2}
