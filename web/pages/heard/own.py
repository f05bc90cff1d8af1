"""/min-side/sak/{number}: the interpreter's own view of a complaint, and what they can do in it."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.complaints.reporting.cleaning import LARGEST
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from web.dependencies import PARTY_LOOKS
from web.pages.decisions.own import PARTY
from web.pages.heard.pages import case_of, form_of, paper_of, sent_to
from web.pages.heard.ways import OWN, in_person
from web.pages.page import WebRequest
from web.security.limits import FORM_BODY
from web.security.rates import SUBMIT, at_most

ONE = f"{OWN}/{{number:str}}"
ACT = f"{ONE}/{{action:str}}"


@get(ONE, include_in_schema=False, guards=PARTY, opt=PARTY_LOOKS)
async def show_case(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """The case."""
    return await case_of(await in_person(request, session, actor, number, now))


@get(f"{ONE}/dokument/{{post_id:int}}", include_in_schema=False, guards=PARTY, opt=PARTY_LOOKS)
async def show_paper(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str], post_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """One of its papers."""
    return await paper_of(await in_person(request, session, actor, number, now), post_id)


@get(ACT, include_in_schema=False, guards=PARTY)
async def ask(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str], action: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The form of one thing to be done."""
    return await form_of(await in_person(request, session, actor, number, now), action)


@post(ACT, include_in_schema=False, guards=[*PARTY, at_most(SUBMIT)], status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=LARGEST + FORM_BODY)  # fmt: skip
async def do(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str], action: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Do it."""
    return await sent_to(await in_person(request, session, actor, number, now), action)
