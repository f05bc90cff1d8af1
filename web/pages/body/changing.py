"""/bestilling/{number}/endre: what can be changed, what needs the interpreter's yes, and taking a proposal back."""

from datetime import datetime, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import (
    HTTP_303_SEE_OTHER,
    HTTP_409_CONFLICT,
)

from booking.assignments.rules import AssignmentFacts
from booking.changes.answers import withdraw_change
from booking.changes.commands import change_assignment
from booking.changes.queries import changes_of, current, since_version
from booking.changes.rules.agreement import CHANGE_LIMITS, Agreed, may_be_changed
from booking.changes.screen import plan_for
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Reason, reason
from tolkeregister.core.errors import Conflict, Invalid, NotFound, RuleBroken, require
from tolkeregister.core.rules.dated import in_force
from web.forms.base import Form
from web.forms.text_fields import NumberField
from web.pages.body.booking import BOOKERS
from web.pages.body.changing_form import FIELD_OF, ChangeForm, as_it_stands, form_for, options_for
from web.pages.body.stale import STALE
from web.pages.body.status import read_status
from web.pages.page import WebRequest, render, see_other, written_form
from web.view.texts import N_

CHANGE = "/bestilling/{number:str}/endre"


class WithdrawForm(Form):
    """Which proposal is taken back."""

    endring = NumberField(N_("Endring"))


@get(CHANGE, include_in_schema=False, guards=BOOKERS, exception_handlers=STALE)
async def ask_change(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """The order as a form, with what each kind of change takes."""
    shown = await read_status(request, session, actor, number, now)
    version, before = await current(session, actor, number)
    kind, plan = form_for(shown["status"]), await plan_for(session, actor, number)
    answers = as_it_stands(kind, before, plan, version, shown["names"], form=written_form(request), now=now)
    return await _page(request, session, actor, shown, before, answers, now=now)


@post(
    CHANGE, include_in_schema=False, guards=BOOKERS, exception_handlers=STALE, status_code=HTTP_303_SEE_OTHER
)
async def do_change(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Change it, or ask the interpreter. A form of an older version is shown again with what was typed."""
    shown = await read_status(request, session, actor, number, now)
    version, before = await current(session, actor, number)
    options = options_for(shown["names"], before, written_form(request))
    answers = form_for(shown["status"])(await request.form(), options=options, today=oslo_date(now))
    answers.check_time(now)
    known = answers["versjon"].value
    if known.isdecimal() and int(known) != version:
        return await _outdated(request, session, actor, shown, before, answers, int(known), now)
    if not answers.valid:
        return await _page(request, session, actor, shown, before, answers, now=now)
    try:
        async with session.begin_nested():
            wanted = answers.wanted(before)
            await change_assignment(
                session, actor, number, wanted, plan=answers.plan, version=answers.versjon, now=now
            )
    except (RuleBroken, Invalid) as refused:
        _show(answers, refused.reasons)
        return await _page(request, session, actor, shown, before, answers, now=now)
    except Conflict:  # in this very moment: read again what it is now
        shown = await read_status(request, session, actor, number, now)
        _, newest = await current(session, actor, number)
        return await _outdated(request, session, actor, shown, newest, answers, answers.versjon, now)
    return see_other(request, f"/bestilling/{number}", v=version)


@post("/bestilling/{number:str}/endring/trekk", include_in_schema=False, guards=BOOKERS, exception_handlers=STALE,
      status_code=HTTP_303_SEE_OTHER)  # fmt: skip
async def withdraw(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Take a proposal back before the interpreter has answered."""
    answers = WithdrawForm(await request.form())
    if not answers.valid:
        await current(session, actor, number)  # a foreign number is not found, whatever is sent
        raise Conflict(reason("change_not_open"))
    try:
        await withdraw_change(session, actor, number, answers.endring, now=now)
    except NotFound as unknown:
        if unknown.reasons[0].code == "change_not_found":
            raise Conflict(*unknown.reasons) from unknown
        raise
    return see_other(request, f"/bestilling/{number}")


async def _outdated(
    request: WebRequest, session: Session, actor: Actor, shown: dict[str, Any], newest: Agreed, answers: ChangeForm,
    known: int, now: datetime,
) -> Response[str]:  # fmt: skip
    """What was typed, beside what has become another since; sent again it is about the newest version."""
    since = await since_version(session, actor, shown["status"].number, known)
    return await _page(
        request, session, actor, {**shown, "since": since, "is_outdated": True}, newest, answers, now=now,
        status_code=HTTP_409_CONFLICT,
    )  # fmt: skip


async def _page(
    request: WebRequest, session: Session, actor: Actor, shown: dict[str, Any], before: Agreed, answers: ChangeForm,
    *, now: datetime, status_code: int | None = None,
) -> Response[str]:  # fmt: skip
    status = shown["status"]
    facts = AssignmentFacts(status.state, status.starts_at, status.ends_at)
    waits = any(each.state == "proposed" for each in await changes_of(session, actor, status.number, now=now))
    require(may_be_changed(facts, is_another_proposed=waits, now=now))
    limits = in_force(CHANGE_LIMITS, oslo_date(before.starts_at))
    return render(
        request, "body/change.html",
        **{"since": None, "is_outdated": False, **shown}, answers=answers, limits=limits,
        propose_until=before.starts_at - timedelta(minutes=limits.least_minutes_to_propose),
        status_code=status_code,
    )  # fmt: skip


def _show(answers: ChangeForm, reasons: tuple[Reason, ...]) -> None:
    """The rules' reasons at the fields they are about, else at the time; what has ended has a page of its own."""
    if reasons[0].code in ("already_ended", "already_started", "change_awaits_answer"):
        raise RuleBroken(*reasons)
    for each in reasons:
        field = FIELD_OF.get(str(each.facts.get("field", "")), "fra")
        answers.refuse_reasons([each], {each.code: field})
