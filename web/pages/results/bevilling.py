"""/sak/bevilling: who holds one, who may be given one, and the cases that give and take it."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from qualification.bevilling.commands import begin_granting, begin_revocation
from qualification.bevilling.queries import (
    MOST,
    bevilling_page,
    exams_without_bevilling,
    find_bevilling,
    qualified_unlisted,
)
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.profiles.reads import note_read
from web.dependencies import LOOKS
from web.pages.directorate.interpreters import LONGEST_WORD
from web.pages.directorate.staff_page import STAFF, render_staff
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY

PAGE = "/sak/bevilling"
ONE = f"{PAGE}/{{number:str}}"
CASE = f"{ONE}/sak"


@get(PAGE, include_in_schema=False, guards=STAFF)
async def show_bevilling(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """A title claimed is looked up by number or name; below, those who have passed and wait."""
    word = request.query_params.get("sok", "").replace("\x00", "").strip()[:LONGEST_WORD]
    found = await find_bevilling(session, actor, word, now=now) if word else ()
    unlisted = await qualified_unlisted(session, actor, word, at=now) if word else ()
    return await render_staff(
        request, session, actor, "results/bevilling.html", now=now, word=word, found=found, unlisted=unlisted,
        most=MOST, passed=await exams_without_bevilling(session, actor),
    )  # fmt: skip


@post(
    PAGE,
    include_in_schema=False,
    guards=STAFF,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def begin_bevilling(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Open the case of one of those who have passed; it is decided and signed as every case is."""
    sent = await request.form()
    passed = {f"{each.person_id} {each.language_tag} {each.type}": each
              for each in await exams_without_bevilling(session, actor)}  # fmt: skip
    found = passed.get(str(sent.get("hvem", "")))
    if found is None:
        raise NotFound(reason("person_not_found"))
    case = await begin_granting(
        session, actor, found.person_id, found.language_tag, found.type, received_at=now, now=now
    )
    return see_other(request, f"/sak/{case.number}")


@get(ONE, include_in_schema=False, guards=STAFF, opt=LOOKS)
async def show_one_bevilling(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """One bevilling with every decision about it. The look is noted for whom it is about."""
    found = await bevilling_page(session, actor, _plain(number), now=now)
    await note_read(session, actor, found.person_id, "case_file", now=now)
    return await render_staff(request, session, actor, "results/one_bevilling.html", now=now, found=found)


@post(
    CASE,
    include_in_schema=False,
    guards=STAFF,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def begin_revoking(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Open the case about suspending or revoking it."""
    case = await begin_revocation(session, actor, _plain(number), now=now)
    return see_other(request, f"/sak/{case.number}")


def _plain(number: str) -> str:
    """The number, or NotFound for what no number can be."""
    if "\x00" in number or len(number) > LONGEST_WORD:
        raise NotFound(reason("bevilling_not_found"))
    return number
