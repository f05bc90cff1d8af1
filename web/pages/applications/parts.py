"""The parts of an application that are filled in on a page each; saved one by one, in any order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from qualification.applications.commands import declare, say_about_you, say_grounds, say_work
from qualification.applications.qualification import QualificationSaid, say_qualification
from qualification.applications.queries import ApplicationPage, own_application_page
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound
from web.forms.base import Form
from web.pages.applications.forms import AboutForm, DeclarationForm, GroundsForm, QualificationForm, WorkForm
from web.pages.applications.own import APPLICANTS, ONE, PAGE, own_page, possible
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY


@dataclass(frozen=True, slots=True)
class PartPage:
    """One part: its code, its form, and how each field is shown."""

    code: str
    form: type[Form]
    fields: Mapping[str, str]


PARTS: Mapping[str, PartPage] = {
    "om-deg": PartPage("about_you", AboutForm, {"epost": "field", "telefon": "field"}),
    "grunnlag": PartPage("grounds", GroundsForm, {"grunnlag": "checkboxes"}),
    "kvalifikasjon": PartPage(
        "qualification",
        QualificationForm,
        {
            "land": "select",
            "hvordan": "radio",
            "kvalifikasjon": "field",
            "utsteder": "field",
            "utstedt": "field",
        },
    ),
    "arbeid": PartPage("work", WorkForm, {"metoder": "checkboxes"}),
    "erklaering": PartPage("declaration", DeclarationForm, {"sant": "checkbox", "plikt": "checkbox"}),
}


@get(f"{ONE}/del/{{part:str}}", include_in_schema=False, guards=APPLICANTS)
async def show_part(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], application_id: FromPath[int], part: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The part as it stands."""
    shown = _part(part)
    found = await own_application_page(session, actor, possible(application_id))
    if found.line.state != "draft" or shown.code not in found.parts:
        return see_other(request, f"{PAGE}/{application_id}")
    blank = shown.form.blank(**_values(shown, found))
    return await _page(request, session, actor, part, found, blank, now)


@post(f"{ONE}/del/{{part:str}}", include_in_schema=False, guards=APPLICANTS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def save_part(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], application_id: FromPath[int], part: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Saved; back to the task list."""
    shown = _part(part)
    found = await own_application_page(session, actor, possible(application_id))
    answers = shown.form(await request.form(), today=oslo_date(now))
    if not answers.valid or not await _saved(session, actor, found.line.id, answers, now):
        return await _page(request, session, actor, part, found, answers, now)
    return see_other(request, f"{PAGE}/{application_id}")


async def _saved(session: Session, actor: Actor, application_id: int, answers: Form, now: datetime) -> bool:
    """False when a rule says no to an answer; the form then says why."""
    try:
        async with session.begin_nested():
            await _save(session, actor, application_id, answers, now)
    except Invalid as wrong:
        answers.refuse_reasons(wrong.reasons)
        return False
    return True


async def _save(session: Session, actor: Actor, application_id: int, answers: Form, now: datetime) -> None:
    match answers:
        case AboutForm():
            await say_about_you(session, actor, application_id, email=answers.epost, phone=answers.telefon)
        case GroundsForm():
            await say_grounds(session, actor, application_id, answers.grunnlag)
        case QualificationForm():
            said = QualificationSaid(
                answers.land, answers.hvordan, answers.kvalifikasjon, answers.utsteder, answers.utstedt
            )
            await say_qualification(session, actor, application_id, said, now=now)
        case WorkForm():
            await say_work(session, actor, application_id, answers.metoder)
        case DeclarationForm():
            await declare(session, actor, application_id, now=now)


def _part(part: str) -> PartPage:
    if part not in PARTS:
        raise NotFound(reason("application_not_found"))
    return PARTS[part]


def _values(shown: PartPage, found: ApplicationPage) -> dict[str, Any]:
    by_part: dict[str, dict[str, Any]] = {
        "about_you": {"epost": found.email, "telefon": found.phone},
        "grounds": {"grunnlag": found.grounds},
        "qualification": _told(found),
        "work": {"metoder": found.modes},
        "declaration": dict.fromkeys(("sant", "plikt"), found.declared_at is not None),
    }
    return {name: value for name, value in by_part[shown.code].items() if value}


def _told(found: ApplicationPage) -> dict[str, Any]:
    said = found.qualification
    if said is None:
        return {}
    return {
        "land": said.country, "hvordan": said.basis, "kvalifikasjon": said.name, "utsteder": said.institution,
        "utstedt": said.earned_on,
    }  # fmt: skip


async def _page(
    request: WebRequest, session: Session, actor: Actor, part: str, found: ApplicationPage, answers: Form,
    now: datetime,
) -> Response[str]:  # fmt: skip
    shown = PARTS[part]
    return await own_page(
        request, session, actor, "applications/part.html", now=now, found=found, answers=answers,
        part=part, code=shown.code, fields=shown.fields,
    )  # fmt: skip
