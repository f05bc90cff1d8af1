"""… Z Æ Ø Å (Aa as Å) in every list of names, whatever the database's own collation: on pages, in the API, in files."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from random import Random

import pytest
from sqlalchemy import text

from booking.requests.units import own_units
from booking.statistics import publication
from booking.statistics.own import own_share
from tests.builders.bodies import a_body, a_booker, a_unit
from tests.builders.interpreters import an_interpreter
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.rules.sort_key import sort_key
from tolkeregister.entries.queries import languages_in_register
from tolkeregister.languages.queries import languages, meaning_of
from tolkeregister.people.trail import accounts_by_role
from tolkeregister.places.queries import counties, municipalities
from web.names import language_options, read_names

IN_ORDER = ["Aker", "Zulu", "Ærfugl", "Øyer", "Åmot", "Aasgard"]
NOW = datetime.fromisoformat("2026-11-23T11:00:00Z")
OFFICE = Actor(account_id=None, roles=frozenset({Role.ADMINISTRATOR}))
TODAY = date(2026, 11, 23)
TAGS = {name: f"x-{n}" for n, name in enumerate(IN_ORDER)}


@pytest.fixture
async def named(session: Session) -> Actor:
    """Languages, counties, sectors, units and accounts of these names, made in another order; an administrator."""
    names = Random(3).sample(IN_ORDER, len(IN_ORDER))
    body = await a_body(session)
    for name in names:
        values = {"name": name, "key": sort_key(name), "tag": TAGS[name]}
        for sql in (
            "INSERT INTO language (tag, name_nb, name_nn, name_en, name_native, direction, kind, sort_key, valid_from)"
            " VALUES (:tag, :name, :name, :name, :name, 'ltr', 'spoken', :key, DATE '2000-01-01')",
            "INSERT INTO language_word (word, language_tag, is_ambiguous) VALUES ('felles ' || :tag, :tag, false)",
            "INSERT INTO county (code, valid_from, name, name_official, sort_key)"
            " VALUES (:tag, DATE '2000-01-01', :name, :name, :key)",
            "INSERT INTO sector (code, name_nb, name_nn, name_en, valid_from)"
            " VALUES (:tag, :name, :name, :name, DATE '2000-01-01')",
        ):
            await session.execute(text(sql), values)
        await an_interpreter(session, language=TAGS[name])
        unit = await a_unit(session, body.organisation_id, name=name)
        booker = await a_booker(session, body.organisation_id, unit)
        renamed = text("UPDATE account SET name = :name WHERE id = :id")
        await session.execute(renamed, {"name": name, "id": booker.account_id})
    return await a_booker(session, body.organisation_id, None, role=Role.BODY_ADMINISTRATOR)


List = Callable[[Session, Actor], Awaitable[list[str]]]


async def languages_of_a_day(session: Session, _: Actor) -> list[str]:
    return [each.name_nb for each in await languages(session, on=TODAY)]


async def languages_listed(session: Session, _: Actor) -> list[str]:
    return [each.name_nb for each in await languages_in_register(session, now=NOW)]


async def suggestions(session: Session, _: Actor) -> list[str]:
    by_tag = {tag: name for name, tag in TAGS.items()}
    return [by_tag[tag] for tag in (await meaning_of(session, "felles", on=TODAY)).tags]


async def language_list(session: Session, _: Actor) -> list[str]:
    names = await read_names(session, NOW)
    return [each.text for each in language_options(names.languages, (), "nb")]


async def counties_of_a_day(session: Session, _: Actor) -> list[str]:
    return [each.name for each in await counties(session, on=TODAY)]


async def files(session: Session, kind: str) -> list[str]:
    return list(getattr(await publication._names(session), kind).values())


async def languages_in_files(session: Session, _: Actor) -> list[str]:
    return await files(session, "languages")


async def sectors_in_files(session: Session, _: Actor) -> list[str]:
    return await files(session, "sectors")


async def counties_in_files(session: Session, _: Actor) -> list[str]:
    return await files(session, "counties")


async def units_to_order_for(session: Session, administrator: Actor) -> list[str]:
    return [each.name for each in await own_units(session, administrator)]


async def units_with_a_share(session: Session, administrator: Actor) -> list[str]:
    return [each.name for each in (await own_share(session, administrator, now=NOW)).units]


async def accounts(session: Session, _: Actor) -> list[str]:
    return [each.name for each in await accounts_by_role(session, OFFICE, Role.BOOKER)]


LISTS: list[List] = [
    languages_of_a_day, languages_listed, suggestions, language_list, counties_of_a_day, languages_in_files,
    sectors_in_files, counties_in_files, units_to_order_for, units_with_a_share, accounts,
]  # fmt: skip


@pytest.mark.parametrize("listed", LISTS, ids=lambda each: str(each.__name__))
async def test_names_stand_in_norwegian_order(session: Session, named: Actor, listed: List) -> None:
    assert [name for name in await listed(session, named) if name in IN_ORDER] == IN_ORDER


async def test_municipalities_stand_in_norwegian_order(session: Session) -> None:
    names = [each.name for each in await municipalities(session, on=TODAY)]
    assert names == sorted(names, key=sort_key)
    assert names[-1].startswith("Å")
    assert names[0].startswith("A")
