"""/virksomhet: what a booker needs today. /bestillinger: every order, narrowed and a page at a time."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from booking.assignments.overview import ListOfOrders, Which, list_orders
from booking.exceptions.queries import unfinished_exceptions
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.rules.oslo_time import local_day
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.options import Option
from web.forms.time_fields import DateField
from web.names import names_now
from web.pages.body.booking import BOOKERS
from web.pages.page import WebRequest, render, see_other
from web.pages.statistics.meters import own_meters
from web.security.guards import require
from web.view.texts import N_

PER_PAGE = 25
ON_TODAY = 5  # of each kind on the page of today; the rest is a link away
# The words of the address and which orders they mean.
WHICH: Mapping[str, Which] = MappingProxyType(
    {
        "vurder": "weighing", "venter": "open", "klar": "coming", "bekreft": "unconfirmed", "gjennomfort": "delivered",
        "ikke-gjennomfort": "not_delivered", "avbestilt": "cancelled", "ingen-kunne": "unfilled",
    }
)  # fmt: skip


class ListForm(Form):
    """Which orders to show."""

    status = ChoiceField(
        N_("Status"),
        options=(
            Option("vurder", N_("Venter på svar fra dere")), Option("venter", N_("Vi spør tolker")),
            Option("klar", N_("Tolk er klar")),
            Option("bekreft", N_("Må bekreftes")), Option("gjennomfort", N_("Gjennomført")),
            Option("ikke-gjennomfort", N_("Ikke gjennomført")), Option("avbestilt", N_("Avbestilt")),
            Option("ingen-kunne", N_("Ingen tolk kunne")),
        ),
    ).optional()  # fmt: skip
    fra = DateField(N_("Fra og med")).optional()
    til = DateField(N_("Til og med")).optional()

    def check(self) -> None:
        """The days must be in order."""
        if self.fra and self.til and self.til < self.fra:
            self.refuse("til", "dates_reversed", N_("Til-datoen må være lik eller etter fra-datoen"))

    def pairs(self) -> list[tuple[str, object]]:
        """The query without the page."""
        return [(name, self[name].value) for name in ("status", "fra", "til") if self[name].value]


@get(
    "/virksomhet",
    include_in_schema=False,
    guards=[require(Role.BOOKER, Role.BODY_ADMINISTRATOR, Role.AGENCY, Role.INSTITUTION)],
)
async def today(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """What waits, who comes, whom we ask, and the share. Agencies and institutions have homes of their own."""
    if actor.has(Role.INSTITUTION):
        return see_other(request, "/resultat")
    if not actor.is_public_body:
        return see_other(request, "/formidler")
    weighing, coming, waiting, unconfirmed = [
        await list_orders(session, actor, which=which, per_page=ON_TODAY, now=now)
        for which in ("weighing", "coming", "open", "unconfirmed")
    ]
    return render(
        request, "body/today.html", unfinished=await unfinished_exceptions(session, actor),
        weighing=weighing, coming=coming, waiting=waiting, unconfirmed=unconfirmed, now=now,
        names=await names_now(session, request.app.state, now), meters=await own_meters(session, actor, now=now),
    )  # fmt: skip


@get("/bestillinger", include_in_schema=False, guards=BOOKERS)
async def orders(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The list; 422 when a choice cannot be read."""
    answers = ListForm(request.query_params)
    found = ListOfOrders((), 0)
    page = _page_in(request)
    if answers.valid:
        found = await list_orders(
            session, actor, which=WHICH[answers.status] if answers.status else "all", page=page,
            since=_start_of(answers.fra), until=_end_of(answers.til), per_page=PER_PAGE, now=now,
        )  # fmt: skip
    return render(
        request, "body/orders.html", answers=answers, found=found, page=page, pages=-(-found.count // PER_PAGE),
        names=await names_now(session, request.app.state, now),
    )  # fmt: skip


def _page_in(request: WebRequest) -> int:
    """The page in the address; the first for what is no page."""
    asked = request.query_params.get("side", "")
    return int(asked) if re.fullmatch(r"[1-9]\d{0,3}", asked, re.ASCII) else 1


def _start_of(day: date | None) -> datetime | None:
    return local_day(day).starts_at if day else None


def _end_of(day: date | None) -> datetime | None:
    return local_day(day).ends_at if day else None
