"""/sak/varsel/{number}/utvalget/papirer: papers read through, what is hidden, preview and release."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.complaints.committee import redacting
from tolkeregister.complaints.committee.drawing import count_pages, draw_pages
from tolkeregister.complaints.committee.of_case import case_before_committee
from tolkeregister.complaints.committee.packing import pack_for_officer, preview_pack, release_pack
from tolkeregister.complaints.committee.redacting import Paper, PapersInHand, papers_in_hand
from tolkeregister.complaints.committee.rules.marking import with_marks
from tolkeregister.complaints.committee.rules.regions import WHOLE, Region
from tolkeregister.complaints.queries import ComplaintPage
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Reason, reason
from tolkeregister.core.errors import Invalid, NotFound
from tolkeregister.core.settings import Settings
from web.dependencies import LOOKS
from web.forms.base import Form
from web.pages.committee.cases import open_complaint, staff_page
from web.pages.committee.forms import NO, YES, PicturePaperForm, RegionForm, TextPaperForm
from web.pages.committee.shared import CASE, PDF, done, number_in, picture, possible
from web.pages.complaints.forms import NothingForm
from web.pages.complaints.staff import address_of
from web.pages.directorate.staff_page import STAFF
from web.pages.downloads import as_file
from web.pages.page import WebRequest, see_other, written_form
from web.security.limits import FORM_BODY

PAPERS = f"{CASE}/papirer"
ONE_PAPER = f"{PAPERS}/{{paper:str}}"
LARGEST = 1_048_576  # bytes of a form with a whole text in it


@get(PAPERS, include_in_schema=False, guards=STAFF, opt=LOOKS)
async def show_papers(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], settings: NamedDependency[Settings], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """Every document of the case, and whether somebody has read it through."""
    page, found = await _papers(request, session, actor, settings, number, now)
    before = await case_before_committee(session, page.id)
    return await staff_page(
        request, session, actor, page, "committee/papers.html", now, papers=found, before=before
    )


@get(ONE_PAPER, include_in_schema=False, guards=STAFF, opt=LOOKS)
async def show_paper(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], settings: NamedDependency[Settings], number: FromPath[str], paper: FromPath[str],
) -> Response[str]:  # fmt: skip
    """One document: a text between marks, or the pages of an attachment."""
    page, found = await _papers(request, session, actor, settings, number, now)
    return await _paper(request, session, actor, page, found.paper(paper), None, RegionForm.blank(), now)


@post(
    ONE_PAPER,
    include_in_schema=False,
    guards=STAFF,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=LARGEST,
)
async def read_paper(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], settings: NamedDependency[Settings], number: FromPath[str], paper: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Read through: what is hidden of a text, and whether the document goes along."""
    page, found = await _papers(request, session, actor, settings, number, now)
    one, who = found.paper(paper), (session, actor, Vault.from_settings(settings), page.number, paper)
    form = TextPaperForm if one.source.is_text else PicturePaperForm
    answers: Any = form(await request.form())
    if answers.valid:
        included = answers.med == YES
        if one.source.is_text:
            command = redacting.mark_text(*who, answers.tekst, is_included=included, now=now)
        else:
            command = redacting.choose_paper(*who, is_included=included, now=now)
        if await done(session, answers, command):
            return see_other(request, f"{address_of(page.number)}/utvalget/papirer")
    return await _paper(request, session, actor, page, one, answers, RegionForm.blank(), now)


@post(f"{ONE_PAPER}/felt", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def hide(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], settings: NamedDependency[Settings], number: FromPath[str], paper: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Hide a page or a box on it."""
    page, found = await _papers(request, session, actor, settings, number, now)
    one, answers = found.paper(paper), RegionForm(await request.form())
    if answers.valid:
        a = answers
        box = (a.venstre, a.topp, a.bredde, a.hoyde) if a.bredde is not None else (0, 0, WHOLE, WHOLE)
        region = Region(a.side, *(each or 0 for each in box))
        vault = Vault.from_settings(settings)
        hiding = redacting.hide_region(session, actor, vault, page.number, paper, region, now=now)
        if await done(session, answers, hiding):
            return see_other(request, f"{address_of(page.number)}/utvalget/papirer/{paper}")
    return await _paper(request, session, actor, page, one, None, answers, now)


@post(f"{ONE_PAPER}/fjern", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def show_again(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], settings: NamedDependency[Settings], number: FromPath[str], paper: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Hide a region no more."""
    page, found = await _papers(request, session, actor, settings, number, now)
    one, sent = found.paper(paper), await request.form()
    place = number_in(sent.get("felt"))
    if 0 <= place < len(one.regions):
        vault = Vault.from_settings(settings)
        await redacting.show_region(session, actor, vault, page.number, paper, one.regions[place], now=now)
    return see_other(request, f"{address_of(page.number)}/utvalget/papirer/{paper}")


@get(f"{ONE_PAPER}/side/{{page_number:int}}", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def show_page(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], settings: NamedDependency[Settings], number: FromPath[str], paper: FromPath[str],
    page_number: FromPath[int],
) -> Response[bytes]:  # fmt: skip
    """One page of an attachment with what is hidden, and lines to point by."""
    _, found = await _papers(request, session, actor, settings, number, now)
    one = found.paper(paper)
    if one.source.is_text or not 0 < page_number < 1000:
        raise NotFound(reason("document_not_found"))
    drawn = await draw_pages(one.source.content, one.regions, only=page_number, with_grid=True)
    if not drawn:
        raise NotFound(reason("document_not_found"))
    return picture(drawn[0])


@get(f"{CASE}/forhandsvisning.pdf", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def preview(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], settings: NamedDependency[Settings], number: FromPath[str],
) -> Response[bytes]:  # fmt: skip
    """The pack as it would be released now."""
    page = await open_complaint(session, actor, number, now)
    vault = Vault.from_settings(settings)
    made = await preview_pack(session, actor, vault, page.number, form=written_form(request), now=now)
    return as_file(made.pdf, f"forhandsvisning-{page.number.replace('/', '-')}.pdf", PDF)


@get(f"{CASE}/slipp", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_release(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], settings: NamedDependency[Settings], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """What is released, to whom; the button releases exactly these bytes."""
    page, found = await _papers(request, session, actor, settings, number, now)
    return await _release(request, session, actor, settings, page, found, NothingForm.blank(), now)


@post(f"{CASE}/slipp", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def release(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], settings: NamedDependency[Settings], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Release the pack to the meeting."""
    page, found = await _papers(request, session, actor, settings, number, now)
    answers, vault = NothingForm(sent := await request.form()), Vault.from_settings(settings)
    releasing = release_pack(
        session, actor, vault, page.number, form=written_form(request), seen=str(sent.get("sett")),
        newest=number_in(sent.get("utgave")), now=now,
    )  # fmt: skip
    if await done(session, answers, releasing):
        return see_other(request, f"{address_of(page.number)}/utvalget")
    return await _release(request, session, actor, settings, page, found, answers, now)


@get(f"{CASE}/mappe/{{item_id:int}}/{{version:int}}", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def show_pack(
    session: NamedDependency[Session], actor: NamedDependency[Actor], now: NamedDependency[datetime],
    settings: NamedDependency[Settings], number: FromPath[str], item_id: FromPath[int], version: FromPath[int],
) -> Response[bytes]:  # fmt: skip
    """A version that was released."""
    page, vault = await open_complaint(session, actor, number, now), Vault.from_settings(settings)
    opened = await pack_for_officer(
        session, actor, vault, page.number, possible(item_id), possible(version), now=now
    )
    return as_file(opened.pdf, f"sakspapirer-{page.number.replace('/', '-')}-{opened.version}.pdf", PDF)


async def _papers(
    request: WebRequest, session: Session, actor: Actor, settings: Settings, number: str, now: datetime
) -> tuple[ComplaintPage, PapersInHand]:
    page = await open_complaint(session, actor, number, now)
    vault = Vault.from_settings(settings)
    return page, await papers_in_hand(session, actor, vault, page.number, form=written_form(request), now=now)


async def _paper(
    request: WebRequest, session: Session, actor: Actor, page: ComplaintPage, paper: Paper, answers: Form | None,
    region: RegionForm, now: datetime,
) -> Response[str]:  # fmt: skip
    """The page of a document; `answers` or `region` came back with something to mend."""
    included = YES if paper.is_included else NO
    text = with_marks(paper.source.words, paper.marks) if paper.source.is_text else ""
    shown = answers or (
        TextPaperForm.blank(tekst=text, med=included) if paper.source.is_text else PicturePaperForm.blank(med=included)
    )  # fmt: skip
    pages, problem = 0, False
    if not paper.source.is_text:
        try:
            pages = await count_pages(paper.source.content)
        except Invalid:
            problem = True
    return await staff_page(
        request, session, actor, page, "committee/paper.html", now, paper=paper, pages=pages, problem=problem,
        answers=region if region.errors else shown, reading=shown, region=region,
    )  # fmt: skip


async def _release(
    request: WebRequest, session: Session, actor: Actor, settings: Settings, page: ComplaintPage, found: PapersInHand,
    answers: Form, now: datetime,
) -> Response[str]:  # fmt: skip
    vault, form = Vault.from_settings(settings), written_form(request)
    before = await case_before_committee(session, page.id)
    made, problem = None, tuple[Reason, ...]()
    try:
        made = await preview_pack(session, actor, vault, page.number, form=form, now=now)
    except Invalid as refused:
        problem = refused.reasons
    return await staff_page(
        request, session, actor, page, "committee/release.html", now, papers=found, made=made, problem=problem,
        before=before, answers=answers,
    )  # fmt: skip
