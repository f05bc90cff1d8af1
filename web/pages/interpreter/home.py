"""/min-side: what waits for an answer, what comes next, and one's place in the register."""

from dataclasses import dataclass
from datetime import datetime

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.response import Redirect

from booking.assignments.own import OwnAssignment, own_assignments
from booking.availability.coming import last_stated
from booking.changes.queries import waiting_for
from booking.offers.queries import open_offers
from tolkeregister.campaigns.queries import own_question
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.entries.own import own_register
from tolkeregister.profiles.queries import freshness_of
from web.pages.interpreter.offer_view import sorted_out
from web.pages.interpreter.own_page import render_own
from web.pages.page import WebRequest, see_other
from web.security.guards import require

NEXT_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Coming:
    """Accepted assignments that are not over: today's, the next few after, and how many more there are."""

    today: tuple[OwnAssignment, ...]
    next: tuple[OwnAssignment, ...]
    more: int


@get("/min-side", include_in_schema=False, guards=[require(Role.INTERPRETER, Role.APPLICANT)])
async def home(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str] | Redirect:
    """Offers first, because they run out; then today, the next days, and the register. Applicants have another home."""
    if not actor.has(Role.INTERPRETER):
        return see_other(request, "/soknad")
    offers = await open_offers(session, actor, now=now)
    register = await own_register(session, actor, now=now)
    return await render_own(
        request, session, actor, "interpreter/home.html", now=now, offers=offers,
        cards=sorted_out(offers, now),
        coming=coming_of(await own_assignments(session, actor, since=now), now),
        changes=await waiting_for(session, actor, now=now),
        question=await own_question(session, actor, now=now), register=register,
        freshness=freshness_of(register, now=now),
        stated_at=await last_stated(session, actor),
    )  # fmt: skip


def coming_of(assignments: tuple[OwnAssignment, ...], now: datetime) -> Coming:
    """The accepted ones, split at the end of the day."""
    accepted = [each for each in assignments if each.state == "accepted"]
    today = tuple(each for each in accepted if oslo_date(each.starts_at) <= oslo_date(now))
    later = accepted[len(today) :]
    return Coming(today, tuple(later[:NEXT_SHOWN]), max(0, len(later) - NEXT_SHOWN))
