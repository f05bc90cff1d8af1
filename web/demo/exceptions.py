"""The demo's exceptions: recorded through the commands, as the people of a municipality would have done it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import text

from booking.exceptions.children import ChildUseDraft, record_child_use
from booking.exceptions.commands import record_afterwards
from booking.exceptions.rules.grounds import ground_in_force
from booking.exceptions.rules.statement import Statement
from booking.sending.commands import RequestDraft
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job

RECORD_EXCEPTIONS = "demo.record_exceptions"
BOOKER = "Kari Solheim"
LANGUAGE = "rhg"  # Rohingya: nobody in the register
_BOOKER = text(
    """
    SELECT a.id, a.name, r.organisation_id, o.name AS body, u.id AS unit, u.municipality_code
      FROM account a JOIN account_role r ON r.account_id = a.id AND r.role = 'booker'
      JOIN organisation o ON o.id = r.organisation_id JOIN unit u ON u.organisation_id = o.id
     WHERE a.synthetic AND a.name = :name AND (r.unit_id IS NULL OR r.unit_id = u.id) ORDER BY u.id LIMIT 1
    """
)
_IS_THERE = text("SELECT EXISTS (SELECT FROM language WHERE tag = :tag)")


@dataclass(frozen=True, slots=True)
class Told:
    """One exception: how many days ago, and what was stated."""

    days_ago: int
    statement: Statement


_PERSON = {"is_adult": True, "is_impartial": True, "knows_confidentiality": True}
TOLD = (
    Told(9, Statement("dispensation", "Kari Solheim", "Ingen tolker står i registeret på språket, og saken hastet.",
                      "Nur Ibrahim", "+4790000318", claim="not_qualified", **_PERSON)),  # type: ignore[arg-type]
    Told(5, Statement("not_defensible_to_wait", "Kari Solheim", "Barnet måtte ha hjelp samme dag, og ingen tolk kunne.",
                      "Amina Yusuf", "+4790000319", claim="unlisted",
                      proof="Bachelor i tolking, OsloMet 2023", **_PERSON)),  # type: ignore[arg-type]
    Told(1, Statement("emergency", "Vakthavende barnevernleder")),
)  # fmt: skip


async def booker_named(session: Session, name: str) -> tuple[Actor, str] | None:
    """A booker of the demo and the municipality of the unit; None where nobody has the name."""
    row = (await session.execute(_BOOKER, {"name": name})).first()
    if row is None:
        return None
    actor = Actor(
        account_id=row.id, name=row.name, roles=frozenset({Role.BOOKER}), organisation_id=row.organisation_id,
        organisation_name=row.body, unit_id=row.unit,
    )  # fmt: skip
    return actor, row.municipality_code


@job(RECORD_EXCEPTIONS)
async def record_exceptions(session: Session, *, now: datetime, booker: str) -> None:
    """Three exceptions and the use of a child, by a booker of the demo; asked for once, when there are none."""
    found = await booker_named(session, booker)
    if found is None or not (await session.execute(_IS_THERE, {"tag": LANGUAGE})).scalar():
        return
    actor, municipality = found
    unit = actor.unit_id
    assert unit is not None
    hour = now.replace(minute=0, second=0, microsecond=0)
    for told in TOLD:
        starts_at = hour - timedelta(days=told.days_ago, hours=3)
        draft = RequestDraft(
            LANGUAGE, "speech", "phone", starts_at, starts_at + timedelta(hours=1), municipality,
            "proper_help", "samtale om barnet", "saksbehandler, forelder", unit_id=unit,
        )  # fmt: skip
        await record_afterwards(
            session,
            actor,
            draft,
            _in_force(told.statement, starts_at),
            key=f"demo-exception-{told.days_ago}",
            now=now,
        )
    child = ChildUseDraft(
        unit, LANGUAGE, hour - timedelta(days=20), "emergency", "Vakthavende barnevernleder",
        "Søsken ble skadd, og storebror måtte si hva som hadde skjedd mens vi ringte.",
    )  # fmt: skip
    await record_child_use(session, actor, child, key="demo-child", now=now)


def _in_force(statement: Statement, starts_at: datetime) -> Statement:
    """The statement with a ground that still holds when the assignment starts."""
    holds = ground_in_force(statement.ground or "", starts_at).allowed
    return statement if holds else replace(statement, ground="strong_reasons")
