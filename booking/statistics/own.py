"""Numbers of one's own, whole: a public body's over time, by unit, language and supplier, and an agency's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking.reports.rules.cut_off import is_preliminary
from booking.statistics.access import own_agency, own_body
from booking.statistics.rules import Share, Windows, windows_on
from booking.statistics.statements import question
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.rules.sort_key import sort_key


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A month («2026-03»), a unit's name or a language tag, with its share."""

    name: str
    share: Share
    is_preliminary: bool = False  # a month about which reports are still expected


@dataclass(frozen=True, slots=True)
class OwnSupplier:
    """Where interpreters came from: booked here (`booking`), before the service (`history`), or reported by `name`."""

    source: str
    name: str | None
    share: Share


@dataclass(frozen=True, slots=True)
class OwnCount:
    """A ground (None: not stated) or an outcome, and how often."""

    code: str | None
    assignments: int


@dataclass(frozen=True, slots=True)
class OwnShare:
    """What `/virksomhet/andel` shows; everything is from `windows.recent_start` on."""

    windows: Windows
    months: tuple[OwnLine, ...]
    units: tuple[OwnLine, ...]
    languages: tuple[OwnLine, ...]
    suppliers: tuple[OwnSupplier, ...]
    grounds: tuple[OwnCount, ...]
    outcomes: tuple[OwnCount, ...]
    unconfirmed: int

    @property
    def total(self) -> Share:
        """All of it."""
        return _sum(self.months)


@dataclass(frozen=True, slots=True)
class ReportedShare:
    """What an agency sees of the assignments it has reported, from `windows.recent_start` on."""

    windows: Windows
    months: tuple[OwnLine, ...]
    languages: tuple[OwnLine, ...]

    @property
    def total(self) -> Share:
        """All of it."""
        return _sum(self.months)


async def own_share(session: Session, actor: Actor, *, now: datetime) -> OwnShare:
    """The last twelve months and the running one of the actor's body. Raises NotAllowed for others."""
    windows = windows_on(oslo_date(now))
    values = {"organisation_id": own_body(actor), "since": windows.recent_start, "today": windows.today}
    units = await _lines(session, "own_units", values)
    counts = (await session.execute(question("own_grounds"), values)).all()
    unconfirmed = await session.scalar(
        question("own_unconfirmed"), {"organisation_id": values["organisation_id"], "now": now}
    )
    return OwnShare(
        windows,
        await _lines(session, "own_months", values),
        tuple(sorted(units, key=lambda each: (-each.share.assignments, sort_key(each.name)))),
        await _lines(session, "own_languages", values),
        tuple(
            OwnSupplier(row.source, row.name, Share(int(row.assignments), int(row.qualified)))
            for row in await session.execute(question("own_suppliers"), values)
        ),
        tuple(OwnCount(row.code, int(row.assignments)) for row in counts if row.kind == "ground"),
        tuple(OwnCount(row.code, int(row.assignments)) for row in counts if row.kind == "outcome"),
        int(unconfirmed or 0),
    )


async def reported_share(session: Session, actor: Actor, *, now: datetime) -> ReportedShare:
    """The last twelve months and the running one of what the actor's agency has reported. Raises NotAllowed."""
    windows = windows_on(oslo_date(now))
    values = {"reporter_id": own_agency(actor), "since": windows.recent_start, "today": windows.today}
    return ReportedShare(
        windows,
        await _lines(session, "reported_months", values),
        await _lines(session, "reported_languages", values),
    )


async def _lines(session: Session, name: str, values: Mapping[str, object]) -> tuple[OwnLine, ...]:
    rows = (await session.execute(question(name), values)).mappings()
    return tuple(
        OwnLine(
            f"{row['year']}-{row['month']:02}" if "year" in row else row["name"],
            Share(int(row["assignments"]), int(row["qualified"])),
            "year" in row and is_preliminary(_last_day(row["year"], row["month"]), values["today"]),  # type: ignore[arg-type]
        )
        for row in rows
    )


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _sum(months: tuple[OwnLine, ...]) -> Share:
    return Share(sum(line.share.assignments for line in months), sum(line.share.qualified for line in months))
