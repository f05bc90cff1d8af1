"""The demo's reports: two files of an agency, one with mistakes, words nobody knows, and two that may be ours."""

import csv
import io
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from booking.reports.commands import receive_upload
from booking.reports.rules.columns import COLUMNS
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import OSLO
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job

SEND_REPORTS = "demo.send_reports"
PERSON = "Torbjørn Fjellanger"
ROWS = 400
_AGENT = text(
    """
    SELECT a.id, r.organisation_id, o.name FROM account a JOIN account_role r ON r.account_id = a.id
      JOIN organisation o ON o.id = r.organisation_id
     WHERE a.synthetic AND a.name = :name AND r.role = 'agency' ORDER BY a.id LIMIT 1
    """
)
_BODIES = text("SELECT orgnr FROM organisation WHERE kind = 'public_body' ORDER BY id LIMIT 20")
_INTERPRETERS = text(
    """
    SELECT i.number, min(l.tag) AS language FROM interpreter i JOIN entry e ON e.interpreter_id = i.id
      JOIN language l ON l.tag = e.language_tag WHERE e.type = 'speech' GROUP BY i.number ORDER BY i.number LIMIT 50
    """
)
_BOOKED = text(
    """
    SELECT o.orgnr, i.number, lower(a.period) AS starts_at, a.language_tag
      FROM assignment a JOIN request r ON r.id = a.request_id JOIN organisation o ON o.id = r.organisation_id
      JOIN interpreter i ON i.id = a.interpreter_id
     WHERE a.state = 'delivered' AND a.type = 'speech' AND lower(a.period) BETWEEN :since AND :until
     ORDER BY a.id DESC LIMIT 2
    """
)
_MISTAKES = (
    ("metode", "faks"), ("metode", "fjerntolking"), ("dato", "31.02.2026"), ("klokkeslett", "25:10"),
    ("tolkenummer", "Kari Nordmann"), ("kommune", "9999"), ("kommune", "Herøy"), ("sprak", "kurdisk"),
    ("sprak", "kurdisk"), ("sprak", "dari/farsi"), ("sektor", "Helsestasjon"), ("minutter", "en time"),
    ("oppdragsgiver", "123456789"), ("kategori", "F"), ("referanse", ""),
)  # fmt: skip


@job(SEND_REPORTS)
async def send_reports(session: Session, *, now: datetime, person: str) -> None:
    """Two files of one agency, sent as its page would; asked for once, when there are none."""
    agent = (await session.execute(_AGENT, {"name": person})).first()
    bodies = list((await session.execute(_BODIES)).scalars())
    interpreters = [(each.number, each.language) for each in await session.execute(_INTERPRETERS)]
    if agent is None or not bodies or not interpreters:
        return
    actor = Actor(account_id=agent.id, name=person, roles=frozenset({Role.AGENCY}),
                  organisation_id=agent.organisation_id, organisation_name=agent.name)  # fmt: skip
    draw = random.Random(7)
    span = {"since": now - timedelta(days=25), "until": now - timedelta(days=4)}
    booked = (await session.execute(_BOOKED, span)).all()
    for name, days_ago, is_wrong in (
        ("oppdrag-forrige-maaned.csv", 40, False),
        ("oppdrag-denne-maaneden.csv", 3, True),
    ):
        rows = [_row(n, days_ago, draw, bodies, interpreters, now) for n in range(ROWS)]
        for (column, wrong), row in zip(_MISTAKES if is_wrong else (), rows[10::20], strict=False):
            row[column] = wrong
        for row, same in zip(rows[-2:] if is_wrong else (), booked, strict=False):
            row |= _nearly(same, is_silent=row is rows[-1])
        sent_at = now - timedelta(days=days_ago - 1)
        await receive_upload(session, actor, _file(rows), file_name=name, via="page", now=sent_at)


def _row(
    number: int, days_ago: int, draw: random.Random, bodies: Sequence[str],
    interpreters: Sequence[tuple[str, str]], now: datetime,
) -> dict[str, str]:  # fmt: skip
    day = (now - timedelta(days=days_ago + draw.randrange(25))).astimezone(OSLO)
    interpreter, language = draw.choice(interpreters)
    return {
        "referanse": f"F{days_ago}-{number:05}", "dato": f"{day:%d.%m.%Y}",
        "klokkeslett": f"{draw.randrange(8, 16):02}:{draw.choice(('00', '30'))}",
        "minutter": draw.choice(("30", "60", "90")), "sprak": language, "metode": draw.choice(("skjerm", "telefon")),
        "sektor": draw.choice(("HELSE", "BARNEVERN")), "oppdragsgiver": draw.choice(bodies), "kommune": "0301",
        "tolkenummer": interpreter if draw.random() < 0.8 else "ikke oppført",
    }  # fmt: skip


def _nearly(same: Any, *, is_silent: bool) -> dict[str, str]:
    """What an agency says of an assignment that is booked here: without the interpreter's number, or a little late."""
    start = (same.starts_at + timedelta(minutes=0 if is_silent else 15)).astimezone(OSLO)
    return {
        "dato": f"{start:%d.%m.%Y}", "klokkeslett": f"{start:%H:%M}", "sprak": same.language_tag,
        "oppdragsgiver": same.orgnr, "tolkenummer": "" if is_silent else same.number,
    }  # fmt: skip


async def _file(rows: Sequence[Mapping[str, str]]) -> AsyncIterator[bytes]:
    held = io.StringIO()
    writer = csv.DictWriter(held, [column.header for column in COLUMNS], delimiter=";", restval="")
    writer.writeheader()
    writer.writerows(rows)
    yield held.getvalue().encode("utf-8-sig")
