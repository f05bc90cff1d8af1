"""/bestilling/ny/unntak and /bestilling/{number}/unntak: one page, first what the service knows, then the questions.

Three ways lead here: a search or a queue with nobody to use, an order nobody could take, and what is done already.
"""

import re
from datetime import datetime, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from booking.exceptions.commands import (
    complete_exception,
    order_with_exception,
    record_afterwards,
    state_exception,
)
from booking.exceptions.facts import Conversation
from booking.exceptions.known import KnownSearch, known_search
from booking.exceptions.queries import ExceptionLine, exception_of
from booking.exceptions.recording import conversation_of
from booking.exceptions.rules.grounds import GROUNDS, may_take_over
from booking.requests.access import AssignmentInHand, find_assignment_for
from booking.sending.commands import RequestDraft
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Conflict, Invalid
from tolkeregister.core.settings import Settings
from web.api.words import MODES
from web.names import names_now
from web.pages.body.answers import KIND, answers_in, new_key
from web.pages.body.booking import BOOKERS, EXCEPTION, START, assignment_page, sealed_query
from web.pages.body.draft import Order, order_of, type_of
from web.pages.body.forms import USUAL
from web.pages.body.stale import STALE, order_already_sent
from web.pages.exceptions.forms import StatementForm, ground_options
from web.pages.page import WebRequest, render, see_other
from web.pages.statistics.meters import consequences, own_meters
from web.security.limits import FORM_BODY

OF_ORDER = "/bestilling/{number:str}/unntak"
DONE = "gjort"
# Every ground is read, also one that does not hold for the assignment: then its reason is told.
GROUND_OPTIONS = {"unntak": ground_options(GROUNDS)}
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


@get(EXCEPTION, include_in_schema=False, guards=BOOKERS)
async def ask_new(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """The exception of an order that is being filled in; the assignment itself is asked about first."""
    answers = answers_in(request, settings, actor)
    if answers is None:
        return see_other(request, START, **{KIND: "unntak"})
    order = await order_of(request, session, actor, answers, now=now)
    if not order.assignment.valid:
        return assignment_page(request, settings, actor, order, order.assignment)
    return await _new_page(request, session, settings, actor, order, None, now)


@post(EXCEPTION, include_in_schema=False, guards=BOOKERS, status_code=HTTP_303_SEE_OTHER,
      exception_handlers={Conflict: order_already_sent}, request_max_body_size=FORM_BODY)  # fmt: skip
async def state_new(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Order, or record what is done; a double click gives the one order. 422 with everything to mend."""
    answers = answers_in(request, settings, actor)
    if answers is None:
        return see_other(request, START, **{KIND: "unntak"})
    key = await key_of(request)
    order = await order_of(request, session, actor, answers, now=now)
    if not order.assignment.valid:
        return assignment_page(request, settings, actor, order, order.assignment)
    draft = _draft(order)
    stated = StatementForm(await request.form(), options=GROUND_OPTIONS)
    if stated.valid:
        state = record_afterwards if answers.values.get(KIND) == DONE else order_with_exception
        try:
            async with session.begin_nested():  # a refusal leaves the key free
                number = await state(session, actor, draft, stated.statement(), key=key, now=now)
            return see_other(request, f"/bestilling/{number}")
        except Invalid as refusal:
            stated.show_reasons(refusal.reasons)
    return await _new_page(request, session, settings, actor, order, stated, now)


@get(OF_ORDER, include_in_schema=False, guards=BOOKERS, exception_handlers=STALE)
async def ask_of_order(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """The exception as it stands; else the questions, when nobody has the order."""
    assignment = await find_assignment_for(session, actor, number)
    line = await exception_of(session, actor, number)
    if line is None and not (may := may_take_over(assignment.state)).allowed:
        raise Conflict(*may.reasons)
    return await _order_page(request, session, actor, assignment, line, None, now)


@post(OF_ORDER, include_in_schema=False, guards=BOOKERS, exception_handlers=STALE,
      status_code=HTTP_303_SEE_OTHER, request_max_body_size=FORM_BODY)  # fmt: skip
async def state_of_order(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """State the exception of an order, or the rest of it after an emergency. 422 with everything to mend."""
    assignment = await find_assignment_for(session, actor, number)
    key = await key_of(request)
    line = await exception_of(session, actor, number)
    is_rest = "hele" in await request.form()
    stated = StatementForm(await request.form(), options=GROUND_OPTIONS)
    if stated.valid:
        try:
            async with session.begin_nested():
                if is_rest:
                    await complete_exception(session, actor, number, stated.statement(), key=key, now=now)
                else:
                    await state_exception(session, actor, number, stated.statement(), key=key, now=now)
            return see_other(request, f"/bestilling/{number}/unntak" if is_rest else f"/bestilling/{number}")
        except Invalid as refusal:
            stated.show_reasons(refusal.reasons)
    return await _order_page(request, session, actor, assignment, line, stated, now)


async def _new_page(
    request: WebRequest, session: Session, settings: Settings, actor: Actor, order: Order,
    stated: StatementForm | None, now: datetime,
) -> Response[str]:  # fmt: skip
    draft = _draft(order)
    assert draft.starts_at is not None
    assert draft.ends_at is not None
    talk = Conversation(
        actor.organisation_id or 0, draft.language_tag or "", draft.type or "", draft.starts_at, draft.ends_at
    )
    known = await known_search(session, actor, talk, mode=draft.mode or "", now=now,
                               municipality_code=draft.municipality_code)  # fmt: skip
    action = sealed_query(settings, actor, order.answers)
    return render(
        request, "exceptions/state.html", talk=talk, known=known, mode=draft.mode,
        names=order.names, answers=_shown(stated, known, actor), path=EXCEPTION, action=action,
        back=(START, action), key=order.answers.key, is_done=order.answers.values.get(KIND) == DONE, now=now,
        number=None, **await _shares(session, actor, talk, now),
    )  # fmt: skip


async def _order_page(
    request: WebRequest, session: Session, actor: Actor, assignment: AssignmentInHand,
    line: ExceptionLine | None, stated: StatementForm | None, now: datetime,
) -> Response[str]:  # fmt: skip
    talk = conversation_of(assignment)
    known = await known_search(session, actor, talk, mode=assignment.mode, now=now,
                               municipality_code=assignment.municipality_code)  # fmt: skip
    here = f"/bestilling/{assignment.number}"
    return render(
        request, "exceptions/shown.html" if line else "exceptions/state.html",
        talk=talk, known=known, mode=assignment.mode, line=line, now=now, number=assignment.number,
        names=await names_now(session, request.app.state, now), answers=_shown(stated, known, actor),
        path=f"{here}/unntak", action={}, back=(here, {}), key=new_key(), is_done=False,
        **await _shares(session, actor, talk, now),
    )  # fmt: skip


async def _shares(session: Session, actor: Actor, talk: Conversation, now: datetime) -> dict[str, Any]:
    """The body's shares as they are, and what this order would do to them (feature 28)."""
    meters = await own_meters(session, actor, now=now)
    language = talk.language_tag
    return {
        "meters": meters,
        "consequences": await consequences(session, actor, language=language, meters=meters, now=now),
    }


def _draft(order: Order) -> RequestDraft:
    """What is ordered without asking anybody: the assignment, and the conversation where it is told."""
    first, second = order.assignment, order.conversation
    start = first.starts_at
    assert start is not None
    return RequestDraft(
        language_tag=first.sprak, type=type_of(order), mode=MODES[first.metode], starts_at=start,
        ends_at=start + timedelta(minutes=first.varighet), municipality_code=first.sted,
        address=first.adresse if first.metode == "fremmote" else None, duty_basis=first.grunnlag,
        duty_statute=first.lov if first.grunnlag == "special_statute" else None,
        theme=second.samtaletema if second.valid else "", participants=second.deltakere if second.valid else "",
        unit_id=int(first.enhet),
        plan_b=second.planb if second.valid and first.metode == "skjerm" else None,
        test_minutes=int(second.prov or USUAL["prov"]) if second.valid and first.metode == "skjerm" else None,
    )  # fmt: skip


def _shown(stated: StatementForm | None, known: KnownSearch, actor: Actor) -> StatementForm:
    if stated is not None:
        return stated.offer_only(known.grounds)
    return StatementForm.blank(options={"unntak": ground_options(known.grounds)}, bestemt=actor.name)


async def key_of(request: WebRequest) -> str:
    """What makes sending the form twice harmless; Invalid when it is not a page of ours that was sent."""
    key = str((await request.form()).get("_once", ""))
    if not _KEY.fullmatch(key):
        raise Invalid(reason("form_unproven"))
    return key
