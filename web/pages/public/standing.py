"""/tolk/{number}/da: what the register said that day, beside what we know now (feature 9). Not for all."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.core.rules.oslo_time import local_day
from tolkeregister.entries.queries import standing_at
from web.api.words import TYPES
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, LanguageField
from web.forms.time_fields import DateField
from web.names import names_now
from web.pages.page import WebRequest, render, written_form
from web.pages.public.search_form import TYPE_OPTIONS
from web.view.texts import N_

MAY_ASK = (Role.BOOKER, Role.BODY_ADMINISTRATOR, Role.AGENCY, Role.OFFICER, Role.ADMINISTRATOR)


class DaysForm(Form):
    """Which day it is about, and which day's knowledge."""

    gjelder = DateField(N_("Dagen det gjelder"), missing=N_("Skriv hvilken dag det gjelder"))
    kjent = DateField(
        N_("Slik det var kjent"), help=N_("La feltet stå tomt for samme dag som det gjelder")
    ).optional()

    def check(self) -> None:
        """The register knows nothing of days to come."""
        for name, day in (("gjelder", self.gjelder), ("kjent", self.kjent)):
            if day and day > self.today:
                self.refuse(name, "date_future", N_("Datoen kan ikke være senere enn i dag"))


class StandingForm(DaysForm):
    """The days, and which entry."""

    sprak = LanguageField(N_("Språk"), missing=N_("Velg språk"))
    type = ChoiceField(N_("Type tolking"), options=TYPE_OPTIONS).optional()


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the two answers. To bodies and agencies a category is told only with a listing (V4)."""

    is_listed: bool
    category: str | None
    valid_on: date
    known_on: date


@get("/tolk/{number:str}/da", include_in_schema=False)
async def what_the_register_said(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    number: FromPath[str],
) -> Response[str]:
    """The form, or two answers side by side. NotFound for those who may not ask, as for any unknown page."""
    if not actor.has(*MAY_ASK):
        raise NotFound
    names = await names_now(session, request.app.state, now)
    options = {"sprak": names.options[written_form(request)]}
    given = request.query_params
    more: dict[str, Any] = {"then": None, "since": None, "number": number, "names": names}
    if not any(given.get(name) for name in ("gjelder", "kjent", "sprak")):
        return render(request, "public/standing.html", answers=StandingForm.blank(options=options), **more)
    answers = StandingForm(given, options=options, today=oslo_date(now))
    if not answers.valid:
        return render(request, "public/standing.html", answers=answers, **more)
    more["since"] = await _answer(session, actor, number, answers, oslo_date(now), now)
    more["then"] = await _answer(session, actor, number, answers, answers.kjent or answers.gjelder, now)
    return render(request, "public/standing.html", answers=answers, **more)


async def _answer(
    session: Session, actor: Actor, number: str, asked: StandingForm, known_on: date, now: datetime
) -> Answer:
    found = await standing_at(
        session, number, asked.sprak, TYPES[asked.type or "tale"],
        valid_at=end_of(asked.gjelder, now), known_at=end_of(known_on, now),
    )  # fmt: skip
    category = found.category if found.is_listed or actor.is_directorate else None
    return Answer(found.is_listed, category, asked.gjelder, known_on)


def end_of(day: date, now: datetime) -> datetime:
    """The last instant of a day in Norway, but never one to come (decision 14)."""
    return min(local_day(day).ends_at - timedelta(microseconds=1), now.astimezone(UTC))
