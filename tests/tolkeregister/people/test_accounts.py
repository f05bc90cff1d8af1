"""Accounts: which hats a door gives, and closing one."""

from datetime import datetime

import pytest
from sqlalchemy import text

from tests.builders.bodies import a_body, a_booker, a_unit, an_officer
from tests.fixtures.database import count_rows
from tolkeregister.core.actor import NOBODY, Actor, Door, Role
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound
from tolkeregister.people.commands import account_at_sign_in, choose_written_form, close_account
from tolkeregister.people.queries import effective_roles, effective_unit, open_account, sign_in_accounts

PUBLIC = frozenset({Role.PUBLIC})


@pytest.mark.parametrize("door", list(Door))
def test_a_door_gives_only_its_own_roles(door: Door) -> None:
    mine = {
        Door.PUBLIC_BODY: {Role.BOOKER, Role.BODY_ADMINISTRATOR, Role.AGENCY, Role.INSTITUTION},
        Door.INTERPRETER: {Role.INTERPRETER, Role.APPLICANT},
        Door.DIRECTORATE: {Role.OFFICER, Role.ADMINISTRATOR, Role.COMMITTEE_MEMBER},
    }[door]
    assert effective_roles(door, tuple(Role), interpreter_id=1) == PUBLIC | mine


def test_nobody_is_an_interpreter_without_a_place_in_the_register() -> None:
    roles = effective_roles(Door.INTERPRETER, ("interpreter",), interpreter_id=None)
    assert roles == PUBLIC | {Role.APPLICANT}


@pytest.mark.parametrize(
    ("roles", "units", "expected"),
    [
        ({Role.BOOKER}, (5,), 5),
        ({Role.BOOKER}, (7, 5), 5),  # the least, never the whole body
        ({Role.BOOKER}, (5, None), None),
        ({Role.BOOKER}, (), None),
        ({Role.BOOKER, Role.BODY_ADMINISTRATOR}, (5, 5), None),
        ({Role.AGENCY}, (5,), None),
    ],
)
def test_the_unit_an_actor_is_limited_to(
    roles: set[Role], units: tuple[int | None, ...], expected: int | None
) -> None:
    assert effective_unit(frozenset(roles), units) == expected


async def test_an_account_is_found_by_door_and_subject_and_never_by_mail(
    session: Session, now: datetime
) -> None:
    body = await a_body(session)
    subject = (await session.execute(text("SELECT subject FROM account"))).scalar_one()
    assert await open_account(session, Door.PUBLIC_BODY, subject) is not None
    assert await open_account(session, Door.DIRECTORATE, subject) is None
    assert await open_account(session, Door.PUBLIC_BODY, body.booker_email) is None


async def test_nobody_gets_an_account_by_knocking_at_a_bodys_or_the_directorates_door(
    session: Session, now: datetime
) -> None:
    for door in (Door.PUBLIC_BODY, Door.DIRECTORATE):
        assert await account_at_sign_in(session, door, "12345678901", now=now) is None
    assert await count_rows(session, "account") == 0


async def test_a_closed_account_stays_closed_at_the_next_sign_in(session: Session, now: datetime) -> None:
    from tests.builders.interpreters import an_interpreter

    built = await an_interpreter(session)
    await session.execute(text("UPDATE account SET closed_at = :now, subject = (SELECT national_id FROM person"
                               " WHERE id = :person) WHERE person_id = :person"),
                          {"now": now, "person": built.person_id})  # fmt: skip
    national_id = (await session.execute(text("SELECT national_id FROM person"))).scalar_one()
    assert await account_at_sign_in(session, Door.INTERPRETER, national_id, now=now) is None


async def test_who_may_close_which_account(session: Session, now: datetime) -> None:
    ours, theirs = await a_body(session), await a_body(session, name="Dalen kommune")
    administrator = await a_booker(session, ours.organisation_id, None, role=Role.BODY_ADMINISTRATOR)
    assert ours.booker.account_id is not None
    assert theirs.booker.account_id is not None
    with pytest.raises(NotAllowed):
        await close_account(session, ours.booker, ours.booker.account_id, now=now)
    with pytest.raises(NotAllowed):
        await close_account(session, await an_officer(session), ours.booker.account_id, now=now)
    with pytest.raises(NotFound):
        await close_account(session, administrator, theirs.booker.account_id, now=now)
    await close_account(session, administrator, ours.booker.account_id, now=now)
    with pytest.raises(NotFound):
        await close_account(session, administrator, ours.booker.account_id, now=now)


async def test_somebody_with_roles_in_two_units_is_listed_once_with_both(session: Session) -> None:
    body = await a_body(session, name="Fjordvik kommune", unit="Barnevern")
    second = await a_unit(session, body.organisation_id, name="Legevakt")
    await session.execute(
        text(
            "INSERT INTO account_role (account_id, role, organisation_id, unit_id) VALUES (:a, 'booker', :o, :u)"
        ),
        {"a": body.booker.account_id, "o": body.organisation_id, "u": second},
    )
    listed = await sign_in_accounts(session)
    assert [(each.name, each.detail) for each in listed] == [
        ("Kari Solheim", "Fjordvik kommune · Barnevern, Legevakt")
    ]


async def test_real_people_are_never_listed_for_a_test_provider(session: Session) -> None:
    await a_body(session)
    await session.execute(text("UPDATE account SET synthetic = false"))
    assert await sign_in_accounts(session) == ()


async def test_the_written_form_is_ones_own_choice_of_two(session: Session, now: datetime) -> None:
    body = await a_body(session)
    await choose_written_form(session, body.booker, "nn", now=now)
    chosen = await session.execute(text("SELECT written_form FROM account"))
    assert chosen.scalar_one() == "nn"
    with pytest.raises(Invalid):
        await choose_written_form(session, body.booker, "en", now=now)
    with pytest.raises(NotAllowed):
        await choose_written_form(session, NOBODY, "nn", now=now)
    with pytest.raises(NotAllowed):
        await choose_written_form(session, Actor(), "nn", now=now)
