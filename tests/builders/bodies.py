"""Public bodies with a unit and people who order."""

from dataclasses import dataclass, replace
from itertools import count

from tolkeregister.core.actor import Actor, Door, Role
from tolkeregister.core.database import Session
from tolkeregister.organisations.models import Organisation, Unit
from tolkeregister.people.models import Account, AccountRole

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class BuiltBody:
    """A public body with one unit and its booker."""

    organisation_id: int
    unit_id: int
    booker: Actor
    booker_email: str


async def a_body(
    session: Session,
    *,
    name: str = "Fjordvik kommune",
    unit: str = "Barneverntjenesten",
    sector: str = "BARNEVERN",
    municipality: str = "0301",
    supply_model: str = "private_agency",
) -> BuiltBody:
    """A public body with one unit and one booker."""
    organisation = Organisation(
        orgnr=f"2{next(_numbers):08d}", name=name, kind="public_body", municipality_code=municipality,
        supply_model=supply_model, synthetic=True,
    )  # fmt: skip
    session.add(organisation)
    await session.flush()
    assert organisation.id is not None
    unit_id = await a_unit(session, organisation.id, name=unit, sector=sector, municipality=municipality)
    booker = await a_booker(session, organisation.id, unit_id, organisation_name=name)
    return BuiltBody(organisation.id, unit_id, booker, f"booker{booker.account_id}@fjordvik.example")


async def a_unit(
    session: Session, organisation_id: int, *, name: str, sector: str = "HELSE", municipality: str = "0301"
) -> int:
    """One more unit of a body; returns its id."""
    unit = Unit(
        organisation_id=organisation_id, name=name, sector_code=sector, municipality_code=municipality,
        address="Storgata 1",
    )  # fmt: skip
    session.add(unit)
    await session.flush()
    assert unit.id is not None
    return unit.id


async def a_booker(
    session: Session,
    organisation_id: int,
    unit_id: int | None,
    *,
    organisation_name: str = "Fjordvik kommune",
    role: Role = Role.BOOKER,
) -> Actor:
    """Somebody who orders for a unit, or (unit None) for the whole body."""
    account = Account(door=Door.PUBLIC_BODY, subject=f"b{next(_numbers)}", name="Kari Solheim", email="",
                      synthetic=True)  # fmt: skip
    session.add(account)
    await session.flush()
    assert account.id is not None
    account.email = f"booker{account.id}@fjordvik.example"
    session.add(
        AccountRole(account_id=account.id, role=role, organisation_id=organisation_id, unit_id=unit_id)
    )
    await session.flush()
    return Actor(
        account_id=account.id, name=account.name, roles=frozenset({role}), organisation_id=organisation_id,
        organisation_name=organisation_name, unit_id=unit_id,
    )  # fmt: skip


async def an_officer(session: Session) -> Actor:
    """Somebody in the directorate who handles cases."""
    account = Account(door=Door.DIRECTORATE, subject=f"d{next(_numbers)}", name="Ola Saksbehandler",
                      email="ola@direktorat.example", synthetic=True)  # fmt: skip
    session.add(account)
    await session.flush()
    assert account.id is not None
    session.add(AccountRole(account_id=account.id, role=Role.OFFICER))
    await session.flush()
    return Actor(account_id=account.id, name=account.name, roles=frozenset({Role.OFFICER}))


async def an_administrator(session: Session) -> Actor:
    """Somebody in the directorate who also governs users, systems and the list of languages."""
    officer = await an_officer(session)
    assert officer.account_id is not None
    session.add(AccountRole(account_id=officer.account_id, role=Role.ADMINISTRATOR))
    await session.flush()
    return replace(officer, roles=officer.roles | {Role.ADMINISTRATOR})
