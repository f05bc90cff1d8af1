"""/min-side/oppdrag/{number}/endring: what the body wants to change of an assignment, and yes or no to it."""

from datetime import datetime

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_409_CONFLICT, HTTP_422_UNPROCESSABLE_ENTITY

from booking.assignments.own import own_assignment
from booking.changes.answers import accept_change, decline_change
from booking.changes.queries import changes_of
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Reason, reason
from tolkeregister.core.errors import Conflict, NotFound, RuleBroken
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, YesField
from web.forms.options import Option
from web.forms.text_fields import NumberField
from web.pages.interpreter.own_page import OWN, render_own
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY
from web.view.texts import N_

CHANGE = "/min-side/oppdrag/{number:str}/endring"


class AnswerForm(Form):
    """Yes or no to one proposal; with a yes impartiality is declared anew where the change touches it."""

    endring = NumberField(N_("Endring"))
    svar = ChoiceField(N_("Passer endringen?"), options=(Option("ja", N_("Ja")), Option("nei", N_("Nei"))))
    habil = YesField(N_("Jeg er habil også med det som er nytt"))


@get(CHANGE, include_in_schema=False, guards=OWN)
async def show_change(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """The question, or how it ended; an old link always tells what stands now."""
    return await _page(request, session, actor, number, AnswerForm.blank(), now=now)


@post(CHANGE, include_in_schema=False, guards=OWN, request_max_body_size=FORM_BODY)
async def answer_change(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str] | Redirect:  # fmt: skip
    """Yes makes it so at once; no leaves what was agreed. Twice is once."""
    answers = AnswerForm(await request.form())
    if not answers.valid:
        return await _page(
            request, session, actor, number, AnswerForm.blank(), now=now,
            status_code=HTTP_422_UNPROCESSABLE_ENTITY, hindrances=(reason("change_not_open"),),
        )  # fmt: skip
    try:
        async with session.begin_nested():
            if answers.svar == "ja":
                await accept_change(
                    session, actor, number, answers.endring, is_impartial=answers.habil, now=now
                )
            else:
                await decline_change(session, actor, number, answers.endring, now=now)
    except (Conflict, RuleBroken) as refused:
        return await _refused(request, session, actor, number, answers, refused.reasons, now)
    return see_other(request, f"/min-side/oppdrag/{number}")


async def _refused(
    request: WebRequest, session: Session, actor: Actor, number: str, answers: AnswerForm,
    reasons: tuple[Reason, ...], now: datetime,
) -> Response[str]:  # fmt: skip
    """The declaration that is missing stands at its box; anything else above the question."""
    if reasons[0].code == "habilitet_undeclared":
        answers.refuse("habil", "missing", N_("Kryss av for at du er habil, eller svar nei"))
        return await _page(request, session, actor, number, answers, now=now)
    return await _page(
        request, session, actor, number, answers, now=now, status_code=HTTP_409_CONFLICT, hindrances=reasons
    )


async def _page(
    request: WebRequest, session: Session, actor: Actor, number: str, answers: AnswerForm, *, now: datetime,
    status_code: int | None = None, hindrances: tuple[Reason, ...] = (),
) -> Response[str]:  # fmt: skip
    own = await own_assignment(session, actor, number)
    if own is None:
        raise NotFound(reason("assignment_not_found"))
    asked = [each for each in await changes_of(session, actor, number, now=now) if each.answer_by is not None]
    if not asked:
        raise NotFound(reason("change_not_found"))
    return await render_own(
        request, session, actor, "interpreter/change.html", now=now, status_code=status_code, own=own,
        change=asked[-1], answers=answers, hindrances=hindrances,
    )  # fmt: skip
