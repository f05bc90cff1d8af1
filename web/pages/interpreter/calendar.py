"""/min-side/kalender: a week as a list of days in words; nothing to drag, nothing that needs a pointer."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from litestar import Response, get
from litestar.di import NamedDependency

from booking.assignments.own import OwnAssignment, own_assignments
from booking.availability.queries import my_week
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.rules.oslo_time import local_day
from web.pages.interpreter.day_plan import days_of
from web.pages.interpreter.own_page import OWN, render_own
from web.pages.page import WebRequest

WEEKS_BACK, WEEKS_AHEAD = 52, 52
_CODE = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """A week from its Monday."""

    monday: date

    @property
    def number(self) -> int:
        """As Norwegians count (ISO 8601)."""
        return self.monday.isocalendar().week

    @property
    def code(self) -> str:
        """As it stands in the address: 2026-48."""
        year, week, _ = self.monday.isocalendar()
        return f"{year}-{week:02}"

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + timedelta(days=6)

    def moved(self, weeks: int) -> "CalendarWeek":
        """Another week."""
        return CalendarWeek(self.monday + timedelta(weeks=weeks))


def this_week(today: date) -> CalendarWeek:
    """The week of a day."""
    return CalendarWeek(today - timedelta(days=today.weekday()))


def week_in(code: str, today: date) -> CalendarWeek:
    """The week in the address, or this week for one that cannot be read or is too far away."""
    here = this_week(today)
    found = _CODE.fullmatch(code.strip())
    if not found:
        return here
    try:
        asked = CalendarWeek(date.fromisocalendar(int(found[1]), int(found[2]), 1))
    except ValueError:
        return here
    return asked if here.moved(-WEEKS_BACK).monday <= asked.monday <= here.moved(WEEKS_AHEAD).monday else here


@get("/min-side/kalender", include_in_schema=False, guards=OWN)
async def show_week(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """Seven days: assignments, free times and absences."""
    today = oslo_date(now)
    week = week_in(request.query_params.get("uke", ""), today)
    plan = await my_week(session, actor, week.monday)
    return await render_own(
        request, session, actor, "interpreter/calendar.html", now=now, week=week, this=this_week(today),
        today=today, days=days_of([plan]), stated_at=plan.stated_at, is_stated=bool(plan.hours or plan.one_off_days),
        assignments=await _assignments(session, actor, week),
    )  # fmt: skip


async def _assignments(session: Session, actor: Actor, week: CalendarWeek) -> dict[str, OwnAssignment]:
    """The week's assignments by number, for what the list says of them."""
    found = await own_assignments(session, actor, since=local_day(week.monday).starts_at)
    return {each.number: each for each in found if each.starts_at < local_day(week.sunday).ends_at}
