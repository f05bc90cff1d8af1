"""What an officer does with an application: judges a document, asks for more, proposes to list or to refuse."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from qualification.applications.desk import DeskPage
from qualification.applications.proposing import propose_listing, propose_refusal
from qualification.applications.queries import OwnDocument
from qualification.applications.review import ask_for_more, record_finding
from qualification.applications.rules.terms import terms_on
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from web.dependencies import LOOKS
from web.pages.applications.desk import ONE, look_at_application, staff_form
from web.pages.applications.forms import FindingForm, ListingForm, MoreForm, ProtectedListingForm, RefusalForm
from web.pages.applications.own import possible
from web.pages.decisions.acting import done, draft_seen
from web.pages.directorate.staff_page import STAFF
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY

_MORE, _FINDING = "applications/ask_for_more.html", "applications/finding.html"
_LISTING, _REFUSAL = "applications/propose.html", "applications/refuse.html"


@get(f"{ONE}/dokument/{{document_id:int}}/vurder", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_finding(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str], document_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """The form about one document, as it was last judged."""
    found = await look_at_application(session, actor, number, now=now)
    document = _document(found, document_id)
    last = found.findings.get(document.id)
    given: dict[str, Any] = {}
    if last is not None:
        given = {
            "vurdering": last.verdict, "bevis": last.kind, "utsteder": last.issuer, "utstedt": last.issued_on,
            "referanse": last.reference, "merknad": last.remark,
        }  # fmt: skip
    blank = FindingForm.blank(today=oslo_date(now), **{name: value for name, value in given.items() if value})
    return await staff_form(
        request, session, actor, _FINDING, found, now=now, answers=blank, document=document
    )


@post(f"{ONE}/dokument/{{document_id:int}}/vurder", include_in_schema=False, guards=STAFF,
      status_code=HTTP_303_SEE_OTHER, request_max_body_size=FORM_BODY)  # fmt: skip
async def save_finding(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str], document_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Judged."""
    found = await look_at_application(session, actor, number, now=now)
    document = _document(found, document_id)
    answers = FindingForm(await request.form(), today=oslo_date(now))

    async def act() -> None:
        await record_finding(
            session, actor, found.id, document.id, answers.vurdering, kind=answers.bevis,
            issuer=answers.utsteder or "", reference=answers.referanse or "", issued_on=answers.utstedt,
            remark=answers.merknad or "", now=now,
        )  # fmt: skip

    if await done(session, answers, act):
        return see_other(request, f"/sak/soknad/{number}")
    return await staff_form(
        request, session, actor, _FINDING, found, now=now, answers=answers, document=document
    )


@get(f"{ONE}/etterspor", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_more(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """What is lacking, and until when."""
    found = await look_at_application(session, actor, number, now=now)
    blank = MoreForm.blank(dager=terms_on(oslo_date(now)).supplement_days)
    return await staff_form(request, session, actor, _MORE, found, now=now, answers=blank)


@post(f"{ONE}/etterspor", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def send_question(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The letter is on its way."""
    found = await look_at_application(session, actor, number, now=now)
    answers = MoreForm(await request.form())

    async def act() -> None:
        await ask_for_more(session, actor, found.id, answers.hva, days=answers.dager, now=now)

    if await done(session, answers, act):
        return see_other(request, f"/sak/soknad/{number}")
    return await staff_form(request, session, actor, _MORE, found, now=now, answers=answers)


@get(f"{ONE}/foresla", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_proposal(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """What the evidence gives, and the officer's declaration."""
    found = await look_at_application(session, actor, number, now=now)
    return await staff_form(
        request, session, actor, _LISTING, found, now=now, answers=_listing_form(found).blank()
    )


@post(f"{ONE}/foresla", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def propose(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """A draft that is approved and signed on the page of the case."""
    found = await look_at_application(session, actor, number, now=now)
    sent = await request.form()
    answers = _listing_form(found)(sent)
    basis = answers.beskyttet if isinstance(answers, ProtectedListingForm) and answers.valid else ""

    async def act() -> None:
        await propose_listing(
            session,
            actor,
            found.id,
            tie=answers.habil,
            protected_basis=basis,
            seen=draft_seen(sent.get("sett")),
            now=now,
        )

    if await done(session, answers, act):
        return see_other(request, f"/sak/{number}")
    return await staff_form(request, session, actor, _LISTING, found, now=now, answers=answers)


@get(f"{ONE}/avslag", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_refusal(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """Why."""
    found = await look_at_application(session, actor, number, now=now)
    blank = RefusalForm.blank(utfall="rejected") if found.passed else RefusalForm.blank()
    return await staff_form(request, session, actor, _REFUSAL, found, now=now, answers=blank)


@post(f"{ONE}/avslag", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def refuse(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """A draft; notice and a second person come before the signature."""
    found = await look_at_application(session, actor, number, now=now)
    sent = await request.form()
    answers = RefusalForm(sent)

    async def act() -> None:
        await propose_refusal(
            session, actor, found.id, is_rejection=answers.utfall == "rejected", reasons=answers.begrunnelse,
            tie=answers.habil, seen=draft_seen(sent.get("sett")), now=now,
        )  # fmt: skip

    if await done(session, answers, act):
        return see_other(request, f"/sak/{number}")
    return await staff_form(request, session, actor, _REFUSAL, found, now=now, answers=answers)


def _listing_form(found: DeskPage) -> type[ListingForm]:
    return ListingForm if found.protection == "none" else ProtectedListingForm


def _document(found: DeskPage, document_id: int) -> OwnDocument:
    for each in found.page.documents:
        if each.id == possible(document_id):
            return each
    raise NotFound(reason("document_not_found"))
