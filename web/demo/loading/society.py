"""Bodies, agencies, the directorate, their accounts, and what interpreters have said about being free."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import asyncpg

from tolkeregister.core.clock import OSLO, oslo_date
from web.demo.loading.copying import continue_identities, copy, period
from web.demo.nation.nation import Nation
from web.demo.progress import Progress

ORGANISATION = ("id", "orgnr", "name", "kind", "municipality_code", "supply_model", "synthetic")
UNIT = ("id", "organisation_id", "name", "sector_code", "municipality_code", "address")
ACCOUNT = ("id", "door", "subject", "name", "email", "written_form", "person_id", "synthetic")
ROLE = ("account_id", "role", "organisation_id", "unit_id")
STATED_WEEKS_AGO = 10  # at most; spread by the interpreter's id


async def load_society(connection: asyncpg.Connection, nation: Nation, progress: Progress) -> None:
    """COPY everything that does not change with the day."""
    people = nation.society
    await copy(connection, "organisation", ORGANISATION, (
        (row.id, row.orgnr, row.name, row.kind, row.municipality_code, row.supply_model, True)
        for row in people.organisations
    ), progress)  # fmt: skip
    await copy(connection, "unit", UNIT, (
        (row.id, row.organisation_id, row.name, row.sector_code, row.municipality_code, row.address)
        for row in people.units
    ), progress)  # fmt: skip
    await copy(connection, "account", ACCOUNT, (
        (row.id, row.door, row.subject, row.name, row.email, row.written_form, row.person_id, True)
        for row in people.accounts
    ), progress)  # fmt: skip
    await copy(connection, "account_role", ROLE, _roles(nation), progress)
    await copy(connection, "weekly_hours", ("interpreter_id", "weekday", "start_minute", "end_minute"), (
        (row.interpreter_id, row.weekday, row.start_minute, row.end_minute) for row in nation.weekly_hours
    ), progress)  # fmt: skip
    await copy(connection, "availability_note", ("interpreter_id", "stated_at"), _stated(nation), progress)
    await continue_identities(connection, "organisation", "unit", "account")


async def load_absences(connection: asyncpg.Connection, nation: Nation, since: date | None) -> None:
    """Absences and extra days that begin after `since`, the last day an earlier start had; None on the first."""
    await copy(connection, "one_off_day", ("interpreter_id", "day", "start_minute", "end_minute"), (
        (row.interpreter_id, row.date, row.start_minute, row.end_minute)
        for row in nation.one_offs if since is None or row.date > since
    ))  # fmt: skip
    await copy(connection, "absence", ("interpreter_id", "period"), (
        (row.interpreter_id, period(row.starts_at, row.ends_at))
        for row in nation.absences if since is None or oslo_date(row.starts_at) > since
    ))  # fmt: skip


def _roles(nation: Nation) -> Iterator[tuple[Any, ...]]:
    for row in nation.society.accounts:
        for role in row.roles:
            yield row.id, role, row.organisation_id, row.unit_id


def _stated(nation: Nation) -> Iterator[tuple[Any, ...]]:
    noon = datetime.combine(nation.today, time(12), OSLO)
    for interpreter_id in sorted({row.interpreter_id for row in nation.weekly_hours}):
        yield interpreter_id, noon - timedelta(weeks=1 + interpreter_id % STATED_WEEKS_AGO)
