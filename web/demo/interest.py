"""The demo's interest and language plan: wishes by COPY, the plan through the commands, as a planner would make it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

import asyncpg
from sqlalchemy import text

from qualification.interest.commands import register_interest
from qualification.plan.commands import NewOffer, add_offer, publish_plan, start_draft
from qualification.plan.queries import current_plan, draft_plan
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import DomainError
from tolkeregister.core.jobs.registry import job
from web.demo.loading.copying import continue_identities, copy
from web.demo.nation.days import at
from web.demo.nation.determinism import below
from web.demo.nation.register import Register

PLAN = "demo.language_plan"
ACTIVE_DAYS = 500  # wishes older than this have been taken back
WORDS = ("Kunfal", "bajuni fra kysten", "shabelle", "Kunfal")  # what nobody finds in the list
CITIES = "Oslo, Bergen, Bodø, Kristiansand, Stavanger, Tromsø eller Trondheim"
OPEN = ("so", "ti", "uk", "prs", "ps", "kmr", "ru", "am", "sw", "my")
COMING = ("ar", "fa", "ckb", "tr", "vi", "th", "ro", "lt", "sq", "ur", "bn", "ta")
EXAM = ("ar", "so", "pl", "fa", "prs", "uk")
_DAY = timedelta(days=1)
_OFFICER = text(
    "SELECT a.id FROM account a JOIN account_role r ON r.account_id = a.id AND r.role = 'officer'"
    " WHERE a.synthetic ORDER BY a.id LIMIT 1"
)
_INTERPRETERS = text(
    "SELECT a.id, i.id AS interpreter_id FROM account a JOIN interpreter i ON i.person_id = a.person_id"
    " WHERE a.synthetic AND a.door = 'interpreter' ORDER BY a.id LIMIT 6"
)


async def load_interest(connection: asyncpg.Connection, register: Register, today: date) -> None:
    """The notices of 2021, and as many again in the last two years; nobody signs in as those who gave them."""
    first = 1 + int(await connection.fetchval("SELECT coalesce(max(id), 0) FROM account"))
    wishes = list(_wishes(register, today))
    columns = ("id", "door", "subject", "name", "email", "written_form", "closed_at", "synthetic")
    await copy(connection, "account", columns, (
        (first + place, "interpreter", f"interesse-{place}", "", "", "nb", given_at, True)
        for place, (_, _, given_at) in enumerate(wishes)
    ))  # fmt: skip
    await copy(connection, "test_interest", (
        "account_id", "test", "language_tag", "word", "word_folded", "registered_at", "withdrawn_at",
    ), (
        (first + place, "tospraaktest", tag, word, word and word.lower(), given_at,
         given_at + ACTIVE_DAYS * _DAY if given_at.date() < today - ACTIVE_DAYS * _DAY else None)
        for place, (tag, word, given_at) in enumerate(wishes)
    ))  # fmt: skip
    await continue_identities(connection, "account", "test_interest")


def _wishes(register: Register, today: date) -> Iterator[tuple[str | None, str | None, datetime]]:
    for row in register.interests:
        for number in range(row.notices):
            yield (
                row.language_tag,
                None,
                at(date(row.year, 1, 1) + below(365, "wish", row.language_tag, number) * _DAY),
            )
            yield (
                row.language_tag,
                None,
                at(today - (1 + below(700, "again", row.language_tag, number)) * _DAY),
            )
    for number, word in enumerate(WORDS):
        yield None, word, at(today - (10 + 30 * number) * _DAY)


@job(PLAN)
async def make_plan(session: Session, *, now: datetime) -> None:
    """A plan of last year, the one in force with something open, a draft of the next, and a few people's wishes."""
    account = (await session.execute(_OFFICER)).scalar()
    if account is None or await current_plan(session) is not None:
        return
    planner = Actor(account_id=account, roles=frozenset({Role.OFFICER}))
    await _publish(session, planner, _old(oslo_date(now)), now - 300 * _DAY)
    for row in (await session.execute(_INTERPRETERS)).all():
        await _wish(session, row, now)
    await _publish(session, planner, _in_force(oslo_date(now)), now)
    await start_draft(session, planner, now=now)
    await add_offer(session, planner, _offer("my", "siling", oslo_date(now), 60, 30, 120, 3000), now=now)


async def _wish(session: Session, row: Any, now: datetime) -> None:
    person = Actor(account_id=row.id, roles=frozenset({Role.INTERPRETER}), interpreter_id=row.interpreter_id)
    with suppress(DomainError):
        await register_interest(session, person, "siling", language_tag="ar", now=now)


async def _publish(session: Session, planner: Actor, offers: list[NewOffer], now: datetime) -> None:
    await start_draft(session, planner, now=now)
    for each in offers:
        await add_offer(session, planner, each, now=now)
    draft = await draft_plan(session, planner)
    assert draft is not None
    await publish_plan(session, planner, seen=draft.fingerprint, now=now)


def _offer(
    tag: str | None, test: str, today: date, opens: int, lasts: int, begins: int, fee: int | None,
    where: str = CITIES, institution: str = "oslomet", days: int = 1,
) -> NewOffer:  # fmt: skip
    """The days from today: when it opens, how long, and when it begins."""
    start, first = today + begins * _DAY, today + opens * _DAY
    return NewOffer(
        institution,
        test,
        tag,
        start,
        start + days * _DAY,
        first,
        first + lasts * _DAY,
        place=where,
        fee_nok=fee,
    )


def _old(today: date) -> list[NewOffer]:
    return [_offer(tag, "tospraaktest", today, -280, 30, -220, 500) for tag in (*OPEN[:5], *COMING[:4])]


def _in_force(today: date) -> list[NewOffer]:
    return [
        *(_offer(tag, "tospraaktest", today, -10, 31, 75, 500) for tag in OPEN),
        *(_offer(tag, "tospraaktest", today, 95, 31, 180, 500) for tag in COMING),
        _offer(None, "tao", today, -5, 40, 60, None, "", days=18),
        *(_offer(tag, "siling", today, 20, 28, 90, 3000, "") for tag in EXAM),
        *(_offer(tag, "practical", today, 100, 28, 170, None) for tag in EXAM[:4]),
        *(
            _offer(tag, "grunnemne", today, 60, 45, 250, None, "Bergen og på nett", "hvl", 120)
            for tag in ("ar", "prs", "ti")
        ),
        *(
            _offer(tag, "bachelor", today, 60, 45, 260, None, "Oslo", days=1100)
            for tag in ("so", "uk", "prs")
        ),
    ]
