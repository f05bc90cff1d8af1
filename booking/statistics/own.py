"""A public body's own numbers, whole: over time, by unit and by language."""

from dataclasses import dataclass
from datetime import date, datetime

from booking.statistics.access import own_body
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


@dataclass(frozen=True, slots=True)
class OwnShare:
    """What `/virksomhet/andel` shows; everything is from `windows.recent_start` on."""

    windows: Windows
    months: tuple[OwnLine, ...]
    units: tuple[OwnLine, ...]
    languages: tuple[OwnLine, ...]
    unconfirmed: int

    @property
    def total(self) -> Share:
        """All of it."""
        return Share(
            sum(line.share.assignments for line in self.months),
            sum(line.share.qualified for line in self.months),
        )


async def own_share(session: Session, actor: Actor, *, now: datetime) -> OwnShare:
    """The last twelve months and the running one of the actor's body. Raises NotAllowed for others."""
    organisation_id = own_body(actor)
    windows = windows_on(oslo_date(now))
    found = {
        name: await _lines(session, name, organisation_id, windows.recent_start, windows.today)
        for name in ("own_months", "own_units", "own_languages")
    }
    unconfirmed = await session.scalar(
        question("own_unconfirmed"), {"organisation_id": organisation_id, "now": now}
    )
    units = sorted(found["own_units"], key=lambda each: (-each.share.assignments, sort_key(each.name)))
    return OwnShare(windows, found["own_months"], tuple(units), found["own_languages"], int(unconfirmed or 0))


async def _lines(
    session: Session, name: str, organisation_id: int, since: date, today: date
) -> tuple[OwnLine, ...]:
    values = {"organisation_id": organisation_id, "since": since, "today": today}
    rows = (await session.execute(question(name), values)).mappings()
    return tuple(
        OwnLine(
            f"{row['year']}-{row['month']:02}" if "year" in row else row["name"],
            Share(int(row["assignments"]), int(row["qualified"])),
        )
        for row in rows
    )
