"""Sending a report from the command line, by the same way as the page and the API.

`python -m web.report ORGNR FILE` keeps the file and asks the worker to read it; with `--wait` it waits and prints the
receipt. The file may be CSV or a workbook. Ends with 1 when the file is refused, 2 when it is not received.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col

import web.all_tables  # noqa: F401  (foreign keys need every table to be known)
from booking.reports.commands import PART_BYTES, receive_upload
from booking.reports.queries import Upload, codes_of, upload
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import utc_now
from tolkeregister.core.database import Database, make_engine
from tolkeregister.core.errors import DomainError
from tolkeregister.core.settings import Settings
from tolkeregister.organisations.models import Organisation

SECONDS_BETWEEN_LOOKS = 1.0


async def send(database: Database, orgnr: str, file: Path) -> tuple[Actor, int, bool]:
    """Receive the file for the organisation; returns who reports, the upload and whether it is new."""
    async with database.writing() as session:
        found = select(Organisation).where(col(Organisation.orgnr) == orgnr)
        organisation = (await session.execute(found)).scalar_one_or_none()
        if organisation is None:
            raise SystemExit(f"Ingen virksomhet har organisasjonsnummer {orgnr}.")
        actor = Actor(name="kommandolinje", roles=frozenset({Role.AGENCY}), organisation_id=organisation.id,
                      organisation_name=organisation.name)  # fmt: skip
        received = await receive_upload(
            session, actor, _pieces(file), file_name=file.name, via="command", now=utc_now()
        )
    return actor, received.upload_id, received.is_new


async def _pieces(file: Path) -> AsyncIterator[bytes]:
    with file.open("rb") as content:
        while piece := content.read(PART_BYTES):
            yield piece


async def finished(database: Database, actor: Actor, upload_id: int) -> Upload:
    """The upload once nothing more happens with it; the worker must be running."""
    while True:
        async with database.reading() as session:
            found = await upload(session, actor, upload_id)
        if found.is_finished:
            return found
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


def receipt(found: Upload) -> str:
    """The receipt as lines of text."""
    if found.refused_code:
        return (
            f"Rapport {found.id} er avvist: {found.refused_code} {dict(found.refused_facts) or ''}".rstrip()
        )
    lines = [
        f"Rapport {found.id}: {found.rows_read} rader lest, {found.rows_new} nye, {found.rows_changed} rettet, "
        f"{found.rows_unchanged} uendret, {found.rows_refused} avvist, {found.rows_waiting} venter."
    ]
    lines += [f"  {each.number:>8}  {each.severity:<8} {each.code}" for each in codes_of(found)]
    return "\n".join(lines)


async def main(arguments: list[str]) -> int:
    """Send, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m web.report")
    parser.add_argument("orgnr")
    parser.add_argument("file", type=Path)
    parser.add_argument("--wait", action="store_true")
    said = parser.parse_args(arguments)
    database = Database(make_engine(Settings.from_environment().database_url))
    try:
        actor, upload_id, is_new = await send(database, said.orgnr, said.file)
        print(
            f"Rapport {upload_id} er mottatt."
            if is_new
            else f"Filen er mottatt før, som rapport {upload_id}."
        )
        if not said.wait:
            return 0
        found = await finished(database, actor, upload_id)
        print(receipt(found))
        return 1 if found.refused_code else 0
    except DomainError as problem:
        print(f"Filen er ikke mottatt: {problem}", file=sys.stderr)
        return 2
    finally:
        await database.engine.dispose()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
