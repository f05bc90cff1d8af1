"""/bestilling/ny/…: an order in four steps. Each step is a page of its own; nothing is stored before it is sent."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings
from web.pages.body.answers import KIND, Answers, answers_in, first_answers
from web.pages.body.draft import Order, as_first_shown, by_screen, order_of
from web.pages.body.forms import USUAL, AssignmentForm, ConversationForm
from web.pages.page import WebRequest, render, see_other
from web.security.guards import require

START, TALK, QUEUE, REVIEW = (
    f"/bestilling/ny/{step}" for step in ("oppdraget", "samtalen", "tolkene", "se-over")
)
EXCEPTION = "/bestilling/ny/unntak"  # instead of the three last steps, when nobody is to be asked
BOOKERS = [require(Role.BOOKER, Role.BODY_ADMINISTRATOR)]


@get(START, include_in_schema=False, guards=BOOKERS)
async def ask_assignment(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Step 1, with what is known from the search or from before."""
    known = answers_in(request, settings, actor)
    order = await order_of(
        request, session, actor, known or first_answers(request), is_new=known is None, now=now
    )
    shown = order.assignment if known else as_first_shown(order.assignment, now=now)
    return assignment_page(request, settings, actor, order, shown)


@post(START, include_in_schema=False, guards=BOOKERS, status_code=HTTP_303_SEE_OTHER)
async def answer_assignment(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Keep the answers of step 1 and go on, or show what must be mended."""
    before = answers_in(request, settings, actor) or first_answers(request)
    sent = await answers_sent(request, AssignmentForm)
    if sent["sprak"] != before.values.get("sprak"):
        sent["type"] = ""  # the usual type of another language
    order = await order_of(request, session, actor, before.changed(sent), now=now)
    if not order.assignment.valid:
        return assignment_page(request, settings, actor, order, order.assignment)
    typed = {name: order.assignment[name].value for name in order.assignment.names if name not in USUAL}
    typed["sted"] = order.assignment.sted
    next_step = EXCEPTION if KIND in order.answers.values else TALK
    return go_to(request, settings, actor, order.answers.changed(typed), next_step)


@get(TALK, include_in_schema=False, guards=BOOKERS)
async def ask_conversation(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Step 2."""
    answers = answers_in(request, settings, actor)
    if answers is None:
        return see_other(request, START)
    order = await order_of(request, session, actor, answers, now=now)
    has_been_here = "samtaletema" in answers.values
    shown = order.conversation if has_been_here else as_first_shown(order.conversation, now=now)
    return conversation_page(request, settings, actor, order, shown)


@post(TALK, include_in_schema=False, guards=BOOKERS, status_code=HTTP_303_SEE_OTHER)
async def answer_conversation(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Keep the answers of step 2 and go on, or show what must be mended."""
    before = answers_in(request, settings, actor) or first_answers(request)
    sent = await answers_sent(request, ConversationForm)
    order = await order_of(request, session, actor, before.changed(sent), now=now)
    if not order.conversation.valid:
        return conversation_page(request, settings, actor, order, order.conversation)
    return go_to(request, settings, actor, order.answers, QUEUE)


def assignment_page(
    request: WebRequest, settings: Settings, actor: Actor, order: Order, shown: AssignmentForm
) -> Response[str]:
    """Step 1 as it stands, and what must be mended in it."""
    return render(
        request, "body/assignment.html", answers=shown, order=order,
        action=sealed_query(settings, actor, order.answers),
    )  # fmt: skip


def conversation_page(
    request: WebRequest, settings: Settings, actor: Actor, order: Order, shown: ConversationForm
) -> Response[str]:
    """Step 2 as it stands, and what must be mended in it."""
    return render(
        request, "body/conversation.html", answers=shown, order=order, by_screen=by_screen(order.answers),
        action=sealed_query(settings, actor, order.answers),
    )  # fmt: skip


async def answers_sent(request: WebRequest, form: type[AssignmentForm | ConversationForm]) -> dict[str, str]:
    """The fields of one form as they were sent; what is left out, such as a box that is not ticked, and what is usual
    are emptied."""
    sent = await request.form()
    given = {name: sent.get(name) for name in form._fields}
    typed = {name: value.strip() if isinstance(value, str) else "" for name, value in given.items()}
    return {name: "" if value == USUAL.get(name) else value for name, value in typed.items()}


def go_to(request: WebRequest, settings: Settings, actor: Actor, answers: Answers, step: str) -> Redirect:
    """To a step, with the answers in the address."""
    return see_other(request, step, **sealed_query(settings, actor, answers))


def sealed_query(settings: Settings, actor: Actor, answers: Answers) -> dict[str, str]:
    """The query that carries the answers."""
    return {"b": answers.sealed(settings, actor)}
