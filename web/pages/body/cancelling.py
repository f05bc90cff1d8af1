"""/bestilling/{number}/avbestill: why, what it costs now, and then it is done at the cost that was shown."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import (
    HTTP_303_SEE_OTHER,
    HTTP_409_CONFLICT,
)

from booking.changes.cancelling import cancel, cost_now
from booking.changes.rules.cancelling import CANCEL_REASONS
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.options import Option
from web.forms.text_fields import TextField
from web.pages.body.booking import BOOKERS
from web.pages.body.stale import STALE
from web.pages.body.status import read_status
from web.pages.page import WebRequest, render, see_other
from web.view.labels import LABELS
from web.view.texts import N_

CANCEL = "/bestilling/{number:str}/avbestill"


class CancelForm(Form):
    """Why (a closed list), and what the page said that it costs."""

    grunn = ChoiceField(
        N_("Hvorfor avbestiller dere?"),
        options=tuple(Option(code, LABELS["cancel_reason"][code]) for code in CANCEL_REASONS),
        missing=N_("Velg hvorfor dere avbestiller"),
        says={"not_an_option": N_("Velg hvorfor dere avbestiller")},
    )
    vist = TextField(N_("Kostnaden som ble vist"), most=60).optional()


@get(CANCEL, include_in_schema=False, guards=BOOKERS, exception_handlers=STALE)
async def ask_cancel(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """What cancelling means and costs, before it is done."""
    return await _page(request, session, actor, number, CancelForm.blank(), now=now)


@post(
    CANCEL, include_in_schema=False, guards=BOOKERS, exception_handlers=STALE, status_code=HTTP_303_SEE_OTHER
)
async def do_cancel(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Cancel at the cost that was shown; when it has become another, it is shown first."""
    answers = CancelForm(await request.form())
    if not answers.valid:
        return await _page(request, session, actor, number, answers, now=now)
    try:
        async with session.begin_nested():
            await cancel(session, actor, number, why=answers.grunn, agreed_to=answers.vist or "", now=now)
    except Conflict as refused:
        if refused.reasons[0].code != "cost_changed":
            raise
        return await _page(
            request, session, actor, number, answers, now=now, status_code=HTTP_409_CONFLICT, is_new_cost=True
        )
    return see_other(request, f"/bestilling/{number}")


async def _page(
    request: WebRequest, session: Session, actor: Actor, number: str, answers: CancelForm, *, now: datetime,
    status_code: int | None = None, is_new_cost: bool = False,
) -> Response[str]:  # fmt: skip
    shown = await read_status(request, session, actor, number, now)
    found = await cost_now(session, actor, number, now=now)
    return render(request, "body/cancel.html", **shown, answers=answers, found=found, is_new_cost=is_new_cost,
                  status_code=status_code)  # fmt: skip
