"""Publishing: the tables of a closed month or half-year are computed, protected together and stored as they are.

A release is never changed. A half-year is published once, from the facts there were then; what is recorded about
it later is not in its tables (it is in the series of the nation), because a corrected table beside the first one
would give the difference away. Runs in the worker; the integer programs run in a thread beside it.
"""

import asyncio
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, text

from booking.statistics.documents import to_document
from booking.statistics.models import PublishedCount, PublishedTableRow, StatisticsRelease
from booking.statistics.published import published_tables, sample_scale
from booking.statistics.rules import closed_halves, closed_through, half_closes
from booking.statistics.series import MonthCount, Printing, nation_tables
from booking.statistics.statements import question
from booking.statistics.tables import (
    DEFINITION_VERSION,
    NATION_TABLES,
    YEAR_TABLES,
    Count,
    Names,
    unmet_table,
    year_tables,
)
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.rules.sort_key import sort_key
from tolkeregister.core.statistics.disclosure import Earlier, Edition, Protection, protect, publish, rule_on
from tolkeregister.core.statistics.tables import PublishedTable, Table

SOURCE = "Nasjonalt tolkeregister, Integrerings- og mangfoldsdirektoratet"
_THERE = text("SELECT id FROM statistics_release WHERE closed_through = :through")
_EARLIER = text("SELECT cell, part, hidden FROM published_count WHERE year = :year AND about = :about")
_CUTOFF = text(
    "SELECT min(last_fact_id) AS facts, min(last_undelivered_id) AS undelivered FROM statistics_release"
    " WHERE closed_through >= :end"
)
_HALVES = text(
    """
    SELECT DISTINCT extract(YEAR FROM day)::integer AS year,
           CASE WHEN extract(MONTH FROM day) < 7 THEN 1 ELSE 2 END AS half
      FROM assignment_fact WHERE day <= :through ORDER BY 1, 2
    """
)
_NAMES = {
    "languages": text("SELECT tag, name_nb FROM language"),
    "sectors": text("SELECT code, name_nb FROM sector WHERE parent_code IS NULL"),
    "counties": text("SELECT code, name FROM county WHERE valid_to IS NULL"),
}
_COLUMNS = ("periode", "sprak", "kategori", "sektor", "fylke", "metode", "bestilt", "kilde", "leveringsform",
            "grunn", "utfall")  # fmt: skip
_FIRST_OF_YEAR_TABLES = len(NATION_TABLES)


async def open_release(session: Session, *, now: datetime) -> int | None:
    """Start the release of the last closed month; returns its id, or None when it is there or nothing is."""
    through = closed_through(oslo_date(now))
    there = await session.scalar(_THERE, {"through": through})
    last = await session.scalar(text("SELECT max(id) FROM assignment_fact WHERE day <= :d"), {"d": through})
    if there is not None or last is None:
        return None
    mark = await session.scalar(text("SELECT max(id) FROM assignment_fact"))
    undelivered = await session.scalar(text("SELECT coalesce(max(id), 0) FROM undelivered_fact"))
    release = StatisticsRelease(closed_through=through, definition_version=DEFINITION_VERSION, computed_at=now,
                                last_fact_id=mark, last_undelivered_id=undelivered)  # fmt: skip
    session.add(release)
    await session.flush()
    await _publish_nation(session, release)
    return release.id


async def years_to_publish(session: Session, release_id: int) -> tuple[int, ...]:
    """Years with a closed half that their published tables lack."""
    release = await session.get_one(StatisticsRelease, release_id)
    wanted = await _halves_with_facts(session, release.closed_through)
    have = {year: await _halves_published(session, year) for year in wanted}
    return tuple(year for year, halves in wanted.items() if len(halves) > have[year])


async def publish_year(session: Session, release_id: int, year: int) -> None:
    """Compute, protect and store the tables of one year with all its closed halves. Safe to run twice."""
    release = await session.get_one(StatisticsRelease, release_id)
    halves = (await _halves_with_facts(session, release.closed_through)).get(year, ())
    if len(halves) <= await _halves_published(session, year):
        return
    names = await _names(session)
    position = _FIRST_OF_YEAR_TABLES + (len(YEAR_TABLES) + 1) * (9999 - year)
    counts = await _counts(session, "counts_of_year", "facts", year, halves)
    await _publish_together(
        session, release, "delivered", year, year_tables(year, halves, counts, names), position
    )
    counts = await _counts(session, "undelivered_of_year", "undelivered", year, halves)
    if counts:
        unmet, last = unmet_table(year, halves, counts, names), position + len(YEAR_TABLES)
        await _publish_together(session, release, "undelivered", year, (unmet,), last)


async def _publish_together(
    session: Session,
    release: StatisticsRelease,
    about: str,
    year: int,
    tables: Sequence[Table],
    position: int,
) -> None:
    """Protect and store the tables of one kind of facts."""
    assert release.id is not None
    earlier = await _earlier(session, year, about)
    rule = rule_on(release.closed_through)
    protection = await asyncio.to_thread(protect, tables, rule, earlier)
    said = await notes(session, year, release.closed_through, about)
    edition = Edition(SOURCE, oslo_date(release.computed_at), said)
    published = [publish(table, protection, rule, edition) for table in tables]
    await _store(session, release.id, published, position)
    await _remember(session, release.id, about, year, protection, earlier)


async def notes(session: Session, year: int, through: date, about: str) -> tuple[str, ...]:
    """What a reader must know about one year's tables."""
    said = [
        "Bestillinger som ikke ble utført: ingen tolk funnet, avlyst, eller ikke gjennomført. De er ikke med i "
        "andelen. Definisjon, versjon 1."
        if about == "undelivered"
        else "Andel: oppdrag med kvalifisert tolk (kategori A–E i språket da oppdraget startet) av alle gjennomførte "
        "oppdrag. Ukjent status regnes som ikke kvalifisert. Avlyste oppdrag er ikke med. Definisjon, versjon 1.",
        "Tall fra 1 til 4 vises ikke, og heller ikke tall som ville røpe dem. Andel vises ved minst 20 oppdrag.",
    ]
    if len(closed_halves(year, through)) < 2:
        said.append(
            f"Tallene for {year} gjelder første halvår. Andre halvår kommer når fristen for rapporter er ute."
        )
    if sample := await sample_scale(session):
        said.append(f"Utvalg 1:{sample}: tallene er syntetiske og viser ett av {sample} oppdrag.")
    return tuple(said)


async def _publish_nation(session: Session, release: StatisticsRelease) -> None:
    values = {"closed_through": release.closed_through, "upto": release.last_fact_id}
    rows = await session.execute(question("counts_of_months"), values)
    months = [
        MonthCount(row.year, row.month, int(row.assignments), int(row.qualified), row.first_day, row.last_day)
        for row in rows
    ]
    updated, scale = oslo_date(release.computed_at), await sample_scale(session) or 1
    before = {code: each.table for code, each in (await published_tables(session, NATION_TABLES)).items()}
    print_of = Printing(release.closed_through, updated, SOURCE, scale, before)
    published = nation_tables(months, print_of)
    await _store(session, release.id, published, 0)


async def _counts(
    session: Session, statement: str, facts: str, year: int, halves: Sequence[int]
) -> list[Count]:
    """As there were facts at the first release after each half-year was final, whenever this is asked."""
    cutoffs = {
        h: (await session.execute(_CUTOFF, {"end": half_closes(year, h)})).mappings().one()[facts]
        for h in halves
    }
    values = {
        "year_start": date(year, 1, 1), "second_half": date(year, 7, 1), "year_end": date(year, 12, 31),
        "upto_first": cutoffs.get(1) or 0, "upto_second": cutoffs.get(2) or 0,
    }  # fmt: skip
    rows = (await session.execute(question(statement), values)).mappings()
    return [
        Count(
            {c: str(row[c]) for c in _COLUMNS if row.get(c) is not None},
            int(row["assignments"]),
            int(row.get("qualified", 0)),
        )
        for row in rows
    ]


async def _names(session: Session) -> Names:
    """By code, in Norwegian alphabetical order: the order of the rows in every published table."""
    return Names(**{
        kind: {row[0]: row[1] for row in sorted(await session.execute(sql), key=_alphabetically)}
        for kind, sql in _NAMES.items()
    })  # fmt: skip


def _alphabetically(row: Any) -> tuple[str, str]:
    return sort_key(row[1]), row[0]


async def _halves_with_facts(session: Session, through: date) -> dict[int, tuple[int, ...]]:
    """The closed halves in which anything was recorded: a half before the register's time is not nought."""
    found: dict[int, tuple[int, ...]] = {}
    for row in await session.execute(_HALVES, {"through": through}):
        if row.half in closed_halves(row.year, through):
            found[row.year] = (*found.get(row.year, ()), row.half)
    return found


async def _halves_published(session: Session, year: int) -> int:
    last = await session.scalar(
        text(
            "SELECT jsonb_array_length(document->'dimensions'->0->'values') FROM published_table"
            " WHERE code = :code ORDER BY release_id DESC LIMIT 1"
        ),
        {"code": f"metode_{year}"},
    )
    return int(last or 0)


async def _earlier(session: Session, year: int, about: str) -> Earlier:
    rows = await session.execute(_EARLIER, {"year": year, "about": about})
    by_fate: dict[bool, set[Any]] = {True: set(), False: set()}
    for row in rows:
        cell = tuple(tuple(pair) for pair in json.loads(row.cell))
        by_fate[row.hidden].add((cell, row.part))
    return Earlier(hidden=frozenset(by_fate[True]), published=frozenset(by_fate[False]))


async def _remember(
    session: Session,
    release_id: int,
    about: str,
    year: int,
    protection: Protection,
    earlier: Earlier,
) -> None:
    """What this release said about each half-year's counts binds the ones to come. Sums over halves change."""
    system = protection.system
    known = earlier.hidden | earlier.published
    rows = [
        {"year": year, "about": about, "cell": json.dumps(name[0]), "part": name[1],
         "hidden": place in protection.hidden, "release_id": release_id}
        for place, name in enumerate(system.unknowns)
        if system.printed[place] and name not in known and any(code == "periode" for code, _ in name[0])
    ]  # fmt: skip
    if rows:
        await session.execute(insert(PublishedCount), rows)


async def _store(
    session: Session, release_id: int | None, tables: Sequence[PublishedTable], position: int
) -> None:
    await session.execute(
        insert(PublishedTableRow),
        [
            {"release_id": release_id, "code": t.code, "position": position + n, "document": to_document(t)}
            for n, t in enumerate(tables)
        ],
    )
