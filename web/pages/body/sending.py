"""/bestilling/ny/tolkene, /se-over and sending: who would be asked, everything once more, and then it is sent."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_303_SEE_OTHER

from booking.changes.terms import terms_for
from booking.sending.commands import send_request
from booking.sending.preview import queue_preview
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Conflict, Invalid
from tolkeregister.core.settings import Settings
from web.api.words import CATEGORIES
from web.pages.body.answers import Answers, answers_in, is_number
from web.pages.body.booking import (
    BOOKERS,
    QUEUE,
    REVIEW,
    START,
    assignment_page,
    conversation_page,
    go_to,
    sealed_query,
)
from web.pages.body.choosing import ExcludeForm, QueueForm, WishForm
from web.pages.body.draft import Order, as_first_shown, least_category, order_of, request_draft
from web.pages.body.forms import USUAL
from web.pages.body.stale import order_already_sent
from web.pages.page import WebRequest, render, see_other
from web.pages.statistics.meters import consequences, own_meters
from web.view.texts import N_

_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


@get(QUEUE, include_in_schema=False, guards=BOOKERS)
async def ask_queue(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Step 3: the queue as it would be, best first."""
    order = await _complete(request, session, settings, actor, now)
    if isinstance(order, Response):
        return order
    return await _queue_page(request, session, settings, actor, order, ExcludeForm.blank(), now)


@post(QUEUE, include_in_schema=False, guards=BOOKERS, status_code=HTTP_303_SEE_OTHER)
async def answer_queue(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Put an interpreter first in the category, leave one out, take that back, or go on."""
    answers = answers_in(request, settings, actor)
    if answers is None:
        return see_other(request, START)
    sent = await request.form()
    wishes = WishForm(sent)
    if sent.get("kategori") in CATEGORIES:
        answers = answers.changed({"kategori": str(sent["kategori"]), **_typed(wishes)})
    act, _, number = str(sent.get("handling", "videre")).partition(":")
    if act == "unnta-nummer":
        typed = ExcludeForm({"nummer": sent.get("nummer", "")})
        order = await order_of(request, session, actor, answers, now=now)
        if mend := _to_mend(request, settings, actor, order):
            return mend
        if not await _can_be_left_out(session, order, typed, now):
            return await _queue_page(request, session, settings, actor, order, typed, now)
        act, number = "unnta", typed.nummer
    if act == "videre" and not wishes.valid:
        order = await order_of(request, session, actor, answers, now=now)
        return _to_mend(request, settings, actor, order) or await _queue_page(
            request, session, settings, actor, order, ExcludeForm.blank(), now, wishes
        )
    return go_to(request, settings, actor, _acted(answers, act, number), REVIEW if act == "videre" else QUEUE)


@get(REVIEW, include_in_schema=False, guards=BOOKERS)
async def review(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Step 4: everything once more, with a way to change each answer."""
    order = await _complete(request, session, settings, actor, now)
    if isinstance(order, Response):
        return order
    draft = request_draft(order)
    assert draft.starts_at is not None
    agreement = await terms_for(session, actor.organisation_id or 0, oslo_date(draft.starts_at))
    meters = await own_meters(session, actor, now=now)
    return render(
        request, "body/review.html", order=order, draft=draft, key=order.answers.key,
        free_until=agreement.terms.free_until(draft.starts_at), now=now,
        action=sealed_query(settings, actor, order.answers), queue=await queue_preview(session, draft, now=now),
        meters=meters,
        consequences=await consequences(
            session, actor, language=draft.language_tag or "", meters=meters, now=now
        ),
    )  # fmt: skip


@post(REVIEW, include_in_schema=False, guards=BOOKERS, status_code=HTTP_303_SEE_OTHER,
      exception_handlers={Conflict: order_already_sent})  # fmt: skip
async def send(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Send. A double click, or the back button and once more, gives the one order that was sent."""
    order = await _complete(request, session, settings, actor, now)
    if isinstance(order, Response):
        return order
    key = str((await request.form()).get("_once", ""))
    if not _KEY.fullmatch(key):
        raise Invalid(reason("form_unproven"))
    number = await send_request(session, actor, request_draft(order), key=key, now=now)
    return see_other(request, f"/bestilling/{number}")


async def _complete(
    request: WebRequest, session: Session, settings: Settings, actor: Actor, now: datetime
) -> Order | Response[Any]:
    """The order in the address when its first two steps are complete; else where it must be begun or mended."""
    answers = answers_in(request, settings, actor)
    if answers is None:
        return see_other(request, START)
    order = await order_of(request, session, actor, answers, now=now)
    return _to_mend(request, settings, actor, order) or order


async def _can_be_left_out(session: Session, order: Order, typed: ExcludeForm, now: datetime) -> bool:
    """Whether the number is an interpreter's in this language; if not, the form says so."""
    if not typed.valid:
        return False
    draft = replace(request_draft(order), excluded_numbers=(typed.nummer,), preferred_numbers=())
    found = (await queue_preview(session, draft, now=now)).left_out
    if not found:
        typed.refuse("nummer", "unknown_number", N_("Vi finner ingen tolk i dette språket med nummeret"))
    return bool(found)


def _to_mend(request: WebRequest, settings: Settings, actor: Actor, order: Order) -> Response[str] | None:
    """The first step that is not complete (time passes while a form stands open); None when all are."""
    if not order.assignment.valid:
        return assignment_page(request, settings, actor, order, order.assignment)
    if not order.conversation.valid:
        return conversation_page(request, settings, actor, order, order.conversation)
    return None


async def _queue_page(
    request: WebRequest, session: Session, settings: Settings, actor: Actor, order: Order, typed: ExcludeForm,
    now: datetime, wishes: WishForm | None = None,
) -> Response[str]:  # fmt: skip
    queue = await queue_preview(session, request_draft(order), now=now)
    if wishes is None:
        wishes = as_first_shown(WishForm({**USUAL, **order.answers.values}), now=now)
    return render(
        request, "body/queue.html", order=order, queue=queue, answers=typed if not typed.valid else wishes,
        excluding=typed, wishes=wishes,
        least=QueueForm.blank(kategori=least_category(order.answers)),
        action=sealed_query(settings, actor, order.answers),
    )  # fmt: skip


def _typed(wishes: WishForm) -> dict[str, str]:
    """What was typed about wishes; empty for what was not, and for what is usual."""
    typed = {name: wishes[name].value for name in wishes.names}
    return {name: "" if value == USUAL.get(name) else value for name, value in typed.items()}


def _acted(answers: Answers, act: str, number: str) -> Answers:
    """The answers after a button was pressed; an unknown act changes nothing."""
    if not is_number(number):
        return answers
    match act:
        case "forst":
            return answers.asking_first(number)
        case "unnta":
            return answers.leaving_out(number)
        case "tilbake":
            return answers.without_wish_for(number)
        case _:
            return answers
