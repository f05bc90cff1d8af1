"""/virksomhet/politiattest: what the body has seen, recording and taking back, and what it requires."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from booking.certificates.commands import (
    NewRequirement,
    Shown,
    decide_requirement,
    record_seen,
    withdraw_seen,
)
from booking.certificates.decided import listed_name, own_decisions, requirements_now
from booking.certificates.queries import SeenRecord, one_seen_by_body, seen_by_body
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound
from web.forms.options import names_from
from web.pages.body.booking import BOOKERS
from web.pages.certificates.forms import WHOLE_BODY, OwnRequirementForm, SeenForm, WithdrawForm
from web.pages.directorate.staff_page import LARGEST_ID, page_number
from web.pages.page import WebRequest, render, see_other, written_form
from web.security.guards import require
from web.security.limits import FORM_BODY
from web.view.render import Notice
from web.view.texts import N_, texts_in

LIST = "/virksomhet/politiattest"
RECORD = f"{LIST}/{{seen_id:int}}/trekk"
DEMAND = f"{LIST}/krav"
ADMINISTRATORS = [require(Role.BODY_ADMINISTRATOR)]
PER_PAGE = 25
_SAVED = {
    "sett": N_("Registrert. Attesten er ikke lagret."),
    "trukket": N_("Registreringen er trukket."),
    "krav": N_("Kravet er lagret."),
}


@get(LIST, include_in_schema=False, guards=BOOKERS)
async def list_seen(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Whose certificates the body has seen, what each unit requires, and what has been decided."""
    page = page_number(request.query_params.get("side"))
    found = await seen_by_body(session, actor, page=page, per_page=PER_PAGE)
    saved = _SAVED.get(request.query_params.get("lagret", ""))
    return render(
        request, "certificates/list.html", now=now, found=found[:PER_PAGE], page=page, has_more=len(found) > PER_PAGE,
        units=await requirements_now(session, actor, now=now), decisions=await own_decisions(session, actor),
        notice=Notice(texts_in(written_form(request)).gettext(saved)) if saved else None,
    )  # fmt: skip


@get(f"{LIST}/ny", include_in_schema=False, guards=BOOKERS)
async def ask_seen(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Whose it is first; then, with the name in sight, the rest. Nowhere to be where no certificate is required."""
    if not any(each.requirement.is_required for each in await requirements_now(session, actor, now=now)):
        return see_other(request, LIST)
    given = request.query_params.get("tolkenr", "").strip()
    usual = await _usual(session, actor, now)
    blank = SeenForm.blank(today=oslo_date(now), tolkenr=given or None, sett=oslo_date(now), **usual)
    asked = SeenForm({"tolkenr": given}, today=oslo_date(now)) if given else None
    name = None
    if asked is not None and not asked["tolkenr"].error:
        name = await listed_name(session, asked.tolkenr, now=now)
        if name is None:
            blank.refuse("tolkenr", "unknown_number", N_("Vi finner ingen tolk i registeret med nummeret"))
    elif asked is not None:
        blank.refuse("tolkenr", "digits_only", N_("Tolkenummeret har bare sifre"))
    return _seen_page(request, blank, name)


@post(f"{LIST}/ny", include_in_schema=False, guards=BOOKERS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def save_seen(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Record it; a double click records it once."""
    answers = SeenForm(await request.form(), today=oslo_date(now))
    number = "" if answers["tolkenr"].error else answers["tolkenr"].value
    name = await listed_name(session, number, now=now) if number else None
    if name is None and not answers["tolkenr"].error:
        answers.refuse("tolkenr", "unknown_number", N_("Vi finner ingen tolk i registeret med nummeret"))
    if not answers.valid:
        return _seen_page(request, answers, name)
    shown = Shown(answers.tolkenr, answers.sett, answers.utstedt, answers.type, answers.formaal)
    try:
        await record_seen(session, actor, shown, now=now)
    except Invalid as wrong:
        fields = {"seen_on": "sett", "issued_on": "utstedt", "kind": "type", "purpose": "formaal",
                  "interpreter_number": "tolkenr"}  # fmt: skip
        answers.refuse_reasons(
            wrong.reasons, {each.code: fields[str(each.facts["field"])] for each in wrong.reasons}
        )
        return _seen_page(request, answers, name)
    return see_other(request, LIST, lagret="sett")


@get(RECORD, include_in_schema=False, guards=BOOKERS)
async def ask_withdraw(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor], seen_id: FromPath[int]
) -> Response[str]:  # fmt: skip
    """What taking it back means; nothing has happened yet."""
    return _withdraw_page(request, await _own(session, actor, seen_id), WithdrawForm.blank())


@post(RECORD, include_in_schema=False, guards=BOOKERS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def do_withdraw(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], seen_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Take it back, once."""
    record = await _own(session, actor, seen_id)
    answers = WithdrawForm(await request.form())
    if not answers.valid:
        return _withdraw_page(request, record, answers)
    await withdraw_seen(session, actor, record.id, why=answers.grunn, now=now)
    return see_other(request, LIST, lagret="trukket")


@get(DEMAND, include_in_schema=False, guards=ADMINISTRATORS)
async def ask_requirement(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """What holds now, and a form for what shall hold."""
    options = await unit_options(session, actor, now)
    blank = OwnRequirementForm.blank(options=options, today=oslo_date(now), fra=oslo_date(now), enhet="alle")
    return await _requirement_page(request, session, actor, blank, now)


@post(DEMAND, include_in_schema=False, guards=ADMINISTRATORS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def save_requirement(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Decide; what was decided before stays readable."""
    options = await unit_options(session, actor, now)
    answers = OwnRequirementForm(await request.form(), options=options, today=oslo_date(now))
    if not answers.valid or actor.organisation_id is None:
        return await _requirement_page(request, session, actor, answers, now)
    new = NewRequirement(
        actor.organisation_id, answers.krav, answers.fra, answers.grunnlag,  # type: ignore[arg-type]
        unit_id=None if answers.enhet == WHOLE_BODY.value else int(answers.enhet), kind=answers.kind,
        valid_to=answers.til, months_at_submission=answers.alder, counts_for_months=answers.gjelder,
    )  # fmt: skip
    await decide_requirement(session, actor, new, now=now)
    return see_other(request, LIST, lagret="krav")


async def _own(session: Session, actor: Actor, seen_id: int) -> SeenRecord:
    record = await one_seen_by_body(session, actor, seen_id) if 0 < seen_id <= LARGEST_ID else None
    if record is None:
        raise NotFound(reason("certificate_not_found"))
    return record


async def _usual(session: Session, actor: Actor, now: datetime) -> dict[str, Any]:
    """The kind and the purpose the actor's unit requires, when there is one such unit."""
    units = [each.requirement for each in await requirements_now(session, actor, now=now)]
    required = {(each.kind, each.purpose) for each in units if each.is_required}
    if len(required) != 1:
        return {}
    kind, purpose = required.pop()
    assert kind is not None
    return {"type": kind, "formaal": purpose}


async def unit_options(session: Session, actor: Actor, now: datetime) -> dict[str, Any]:
    """The whole body, and each unit the actor may order for."""
    units = await requirements_now(session, actor, now=now)
    return {"enhet": (WHOLE_BODY, *names_from((str(each.unit_id), each.unit) for each in units))}


def _seen_page(request: WebRequest, answers: SeenForm, name: str | None) -> Response[str]:
    return render(
        request, "certificates/seen.html", answers=answers, name=name,
    )  # fmt: skip


def _withdraw_page(request: WebRequest, record: SeenRecord, answers: WithdrawForm) -> Response[str]:
    return render(
        request, "certificates/withdraw.html", answers=answers, record=record,
    )  # fmt: skip


async def _requirement_page(
    request: WebRequest, session: Session, actor: Actor, answers: OwnRequirementForm, now: datetime
) -> Response[str]:
    return render(
        request, "certificates/requirement.html", answers=answers, now=now,
        units=await requirements_now(session, actor, now=now),
    )  # fmt: skip
