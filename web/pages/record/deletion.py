"""/sak/sletting: the rules of retention, what was deleted and what comes next, and holds."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotFound
from tolkeregister.retention.commands import LONGEST_GROUND, lift_hold, place_hold
from tolkeregister.retention.queries import holds, kinds_of_objects, proofs
from web.forms.base import Form
from web.forms.text_fields import TextField
from web.pages.directorate.staff_page import LARGEST_ID, STAFF, render_staff
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY
from web.view.texts import N_

DELETION = "/sak/sletting"
HOLD = f"{DELETION}/vern"
LIFT = f"{HOLD}/{{hold_id:int}}/opphev"


class HoldForm(Form):
    """What must not be deleted, and why."""

    nummer = TextField(
        N_("Nummer"), most=20, missing=N_("Skriv nummeret"),
        help=N_("Varsel (2026/00012), sak (2026-12) eller tolkenummer. Sak og tolkenummer verner alt om personen."),
    )  # fmt: skip
    grunn = TextField(N_("Hvorfor skal det vernes?"), most=LONGEST_GROUND, missing=N_("Skriv grunnen"),
                      help=N_("For eksempel at saken er brakt inn for retten."))  # fmt: skip


@get(DELETION, include_in_schema=False, guards=STAFF)
async def show_deletion(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """What is kept how long, what is next, what is held, and the proofs."""
    return await render_staff(
        request, session, actor, "record/deletion.html", now=now, hold_path=HOLD, today=now,
        kinds=await kinds_of_objects(session, actor, now=now), proofs=await proofs(session, actor),
        holds=await holds(session, actor),
    )  # fmt: skip


@get(HOLD, include_in_schema=False, guards=STAFF)
async def ask_hold(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The form."""
    return await _hold_page(request, session, actor, HoldForm.blank(), now)


@post(HOLD, include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def make_hold(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Nothing about it is deleted until it is lifted."""
    answers = HoldForm(await request.form())
    if answers.valid:
        try:
            async with session.begin_nested():
                await place_hold(session, actor, answers.nummer, answers.grunn, now=now)
        except (Invalid, Conflict) as refused:
            answers.refuse_reasons(refused.reasons)
    if not answers.valid:
        return await _hold_page(request, session, actor, answers, now)
    return see_other(request, DELETION)


@post(LIFT, include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def end_hold(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], hold_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """The rules decide again."""
    if not 0 < hold_id <= LARGEST_ID:
        raise NotFound
    await lift_hold(session, actor, hold_id, now=now)
    return see_other(request, DELETION)


async def _hold_page(
    request: WebRequest, session: Session, actor: Actor, answers: HoldForm, now: datetime
) -> Response[str]:
    return await render_staff(
        request, session, actor, "record/hold.html", now=now, answers=answers, action=HOLD
    )
