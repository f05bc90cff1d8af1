"""Reports as tests write them, who sends them, and the worker that reads them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import text

import web.all_tables  # noqa: F401
from booking.reports.commands import Received, receive_upload
from booking.reports.queries import Upload, upload
from booking.reports.work import Progress, advance
from tests.builders.bodies import BuiltBody, a_body
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.organisations.models import Organisation

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
_numbers = count(1)

HEADERS = ("referanse", "dato", "klokkeslett", "minutter", "sprak", "type", "metode", "sektor", "oppdragsgiver",
           "kommune", "tolkenummer", "kategori", "bestilt_kategori", "utfall", "grunnlag")  # fmt: skip
ROW: Mapping[str, str] = {
    "referanse": "A-1", "dato": "15.09.2026", "klokkeslett": "09:30", "minutter": "60", "sprak": "arabisk", "type": "",
    "metode": "telefon", "sektor": "HELSE", "oppdragsgiver": "974760673", "kommune": "0301", "tolkenummer": "",
    "kategori": "", "bestilt_kategori": "D", "utfall": "", "grunnlag": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reporter:
    """An agency, somebody there, and a public body it works for."""

    actor: Actor
    id: int
    body: BuiltBody
    orgnr: str  # of the body


async def a_reporter(session: Session, *, name: str = "Språkbroen AS", kind: str = "agency") -> Reporter:
    """An agency with a body it delivers to."""
    organisation = Organisation(
        orgnr=f"3{next(_numbers):08d}", name=name, kind=kind, municipality_code="0301",
        supply_model="private_agency" if kind == "agency" else "own_register", synthetic=True,
    )  # fmt: skip
    session.add(organisation)
    await session.flush()
    assert organisation.id is not None
    body = await a_body(session)
    found = await session.execute(
        text("SELECT orgnr FROM organisation WHERE id = :id"), {"id": body.organisation_id}
    )
    role = Role.AGENCY if kind == "agency" else Role.BODY_ADMINISTRATOR
    actor = Actor(name="Ine Formidler", roles=frozenset({role}), organisation_id=organisation.id,
                  account_id=body.booker.account_id)  # fmt: skip
    return Reporter(actor, organisation.id, body, found.scalar_one())


def row(**cells: str) -> dict[str, str]:
    """A row with nothing wrong, but for what is said."""
    return {**ROW, **cells}


def rows(number: int, **cells: str) -> list[dict[str, str]]:
    """Rows with references of their own."""
    return [row(referanse=f"A-{n + 1}", **cells) for n in range(number)]


def csv_of(
    lines: Sequence[Mapping[str, str]], *, headers: Sequence[str] = HEADERS, end: str = "\r\n"
) -> bytes:
    """The rows as Excel writes them in Norway, in Windows' letters."""
    table = [";".join(headers), *(";".join(line.get(header, "") for header in headers) for line in lines)]
    return (end.join(table) + end).encode("cp1252")


async def in_pieces(content: bytes, size: int = 100_000) -> AsyncIterator[bytes]:
    """The content as it comes from a browser."""
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def send(
    session: Session, actor: Actor, content: bytes, *, name: str = "oppdrag.csv", now: datetime = NOW
) -> Received:
    """Send a file; nobody reads it yet."""
    return await receive_upload(session, actor, in_pieces(content), file_name=name, via="page", now=now)


async def read_all(session: Session, reporter_id: int, *, now: datetime = NOW) -> None:
    """What the worker does, until there is nothing left."""
    while await advance(session, reporter_id, now=now) is Progress.MORE:
        pass


async def report(
    session: Session, actor: Actor, content: bytes | Sequence[Mapping[str, str]], *, now: datetime = NOW
) -> Upload:
    """Send a file, have it read, and return its receipt."""
    sent = await send(session, actor, content if isinstance(content, bytes) else csv_of(content), now=now)
    assert actor.organisation_id is not None
    await read_all(session, actor.organisation_id, now=now)
    return await upload(session, actor, sent.upload_id)


async def facts(session: Session, columns: str = "reference, version, weight") -> list[tuple[Any, ...]]:
    """The reported facts, by reference and version."""
    found = await session.execute(
        text(
            f"SELECT {columns} FROM assignment_fact WHERE source = 'report' ORDER BY reference, version, weight DESC"
        )
    )
    return [tuple(each) for each in found]


async def counted(session: Session) -> int:
    """The sum of weights: how many assignments the reports make."""
    return int(
        (await session.execute(text("SELECT coalesce(sum(weight), 0) FROM assignment_fact"))).scalar_one()
    )
