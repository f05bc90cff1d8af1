"""What the booker does with an order: say how it went, and weigh what an interpreter has told."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from booking.assignments.commands import confirm_delivered, confirm_not_delivered
from booking.assignments.rules import AssignmentFacts, may_confirm
from booking.assignments.status import Status
from booking.offers.commands import weigh_circumstances
from booking.rooms.times import LONGEST_WHY, TimesSaid, state_times
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, conflict, require
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.options import Option
from web.forms.text_fields import NumberField, TextField
from web.forms.time_fields import ClockField
from web.pages.body.booking import BOOKERS
from web.pages.body.stale import STALE
from web.pages.body.status import read_status
from web.pages.page import WebRequest, render, see_other
from web.pages.rooms.times_form import BEGAN, ENDED, WHY, as_written, refuse, times_in
from web.view.texts import N_


class OutcomeForm(Form):
    """How it went, in one question: carried out, or why not (rule T3)."""

    utfall = ChoiceField(
        N_("Velg det som passer"),
        options=(
            Option("delivered", N_("Tolkingen ble gjennomført")),
            Option("interpreter_absent", N_("Tolken kom ikke")),
            Option("participant_absent", N_("Den det tolkes for, kom ikke")),
            Option("body_absent", N_("Vi kunne ikke møte selv")),
            Option("technical_failure", N_("Lyd, bilde eller telefon virket ikke")),
        ),
        missing=N_("Velg hvordan det gikk"),
        says={"not_an_option": N_("Velg hvordan det gikk")},
    )
    # where there was a room: when it was, proposed by the room's log
    fra = ClockField(BEGAN).optional()
    til = ClockField(ENDED).optional()
    hvorfor = TextField(WHY, most=LONGEST_WHY, marker="optional").optional()

    def check(self) -> None:
        """Both times or none."""
        if (self.fra is None) != (self.til is None):
            missing = "fra" if self.fra is None else "til"
            self.refuse(missing, "missing", N_("Skriv både når samtalen begynte og når den sluttet"))


class WeighForm(Form):
    """The body's answer to what an interpreter has told (tolkeloven § 16, rule H1)."""

    tilbud = NumberField(N_("Tilbud"))
    svar = ChoiceField(
        N_("Kan dere bruke tolken?"),
        options=(Option("ja", N_("Ja, bruk tolken")), Option("nei", N_("Nei, spør neste tolk"))),
        missing=N_("Velg om dere kan bruke tolken"),
    )


@get("/bestilling/{number:str}/etterpa", include_in_schema=False, guards=BOOKERS, exception_handlers=STALE)
async def ask_outcome(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """How did it go? Only from the start of the assignment."""
    shown = await read_status(request, session, actor, number, now)
    require(may_confirm(_facts(shown["status"]), "booker", "delivered", None, now))
    # what the room saw is proposed; that it saw nothing proposes nothing (failure mode 15)
    setup = shown["setup"]
    proposed = "delivered" if setup is not None and setup.proposal.ended_at is not None else None
    written = as_written(shown["said"]) if setup is not None else {}
    return render(
        request, "body/outcome.html", **shown, answers=OutcomeForm.blank(utfall=proposed, **written)
    )


@post("/bestilling/{number:str}/etterpa", include_in_schema=False, guards=BOOKERS, exception_handlers=STALE,
      status_code=HTTP_303_SEE_OTHER)  # fmt: skip
async def tell_outcome(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Confirm that it was carried out, or not and why."""
    answers = OutcomeForm(await request.form())
    shown = await read_status(request, session, actor, number, now)
    if not answers.valid:
        return render(request, "body/outcome.html", **shown, answers=answers)
    if answers.utfall == "delivered":
        try:
            async with session.begin_nested():
                await _delivered(session, actor, number, answers, shown["said"], now=now)
        except Invalid as wrong:
            refuse(answers, wrong.reasons)
            return render(request, "body/outcome.html", **shown, answers=answers)
    else:
        await confirm_not_delivered(session, actor, number, cause=answers.utfall, now=now)
    return see_other(request, f"/bestilling/{number}")


@post("/bestilling/{number:str}/habilitet", include_in_schema=False, guards=BOOKERS, exception_handlers=STALE,
      status_code=HTTP_303_SEE_OTHER)  # fmt: skip
async def weigh(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Go on with the interpreter who has told of circumstances, or ask the next one."""
    answers = WeighForm(await request.form())
    if not answers.valid:
        shown = await read_status(request, session, actor, number, now)
        if answers["tilbud"].error or not shown["to_weigh"]:
            raise conflict("offer_not_open")
        return render(request, "body/status.html", **shown, answers=answers)
    await weigh_circumstances(
        session, actor, number, answers.tilbud, is_accepted=answers.svar == "ja", now=now
    )
    return see_other(request, f"/bestilling/{number}")


async def _delivered(
    session: Session,
    actor: Actor,
    number: str,
    answers: OutcomeForm,
    said: TimesSaid | None,
    *,
    now: datetime,
) -> None:
    """It was carried out; and, where there was a room, when."""
    await confirm_delivered(session, actor, number, now=now)
    if said is not None and answers.fra is not None and answers.til is not None:
        times = times_in(answers.fra, answers.til, said)
        await state_times(session, actor, number, times, why=answers.hvorfor or "", now=now)


def _facts(status: Status) -> AssignmentFacts:
    return AssignmentFacts(status.state, status.starts_at, status.ends_at)  # type: ignore[arg-type]
