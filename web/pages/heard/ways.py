"""The two ways to a case for whoever is heard: signed in, and a representative's address. Both see the same page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath

from tolkeregister.complaints.heard.access import Heard, heard_in_person, heard_through
from tolkeregister.complaints.heard.queries import HeardPage
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from web.pages.complaints_reporting.attachments import ENDINGS
from web.pages.decisions.own import case_address
from web.pages.decisions.shown import kind_title, outcome_title
from web.pages.interpreter.own_page import render_own
from web.pages.page import WebRequest, render, written_form

OTHER = "/fullmektig"
OWN_CASE, OTHER_CASE = "/min-side/sak/{number:str}", f"{OTHER}/{{token:str}}"
OWN_ACT, OTHER_ACT = (f"{each}/{{action:str}}" for each in (OWN_CASE, OTHER_CASE))
FILE_ENDINGS = {**ENDINGS, "application/zip": "zip"}


@dataclass(frozen=True, slots=True)
class Way:
    """How a request reached the case. `base` is the case's address this way."""

    request: WebRequest
    session: Session
    actor: Actor
    heard: Heard
    base: str
    now: datetime

    @property
    def is_party(self) -> bool:
        """Whether it is the interpreter, signed in."""
        return self.heard.representative_id is None


Reach = Callable[[], Awaitable[Way]]
"""What a handler calls to reach the case. A dependency that raised would leave the request's session unended."""


async def in_person(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Reach:  # fmt: skip
    """The signed-in person's own case, by the number in the address; NotFound for all others."""

    async def reach() -> Way:
        heard = await heard_in_person(session, actor, number.replace("-", "/", 1))
        return Way(request, session, actor, heard, case_address(heard.number), now)

    return reach


async def through(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], token: FromPath[str],
) -> Reach:  # fmt: skip
    """The case behind a representative's address; NotFound for a wrong or withdrawn one, and for the party."""

    async def reach() -> Way:
        heard = await heard_through(session, token, actor=actor, now=now)
        return Way(request, session, actor, heard, f"{OTHER}/{token}", now)

    return reach


async def shown(
    way: Way, template: str, page: HeardPage, *, status_code: int | None = None, **context: Any
) -> Response[str]:
    """A page of the case. The interpreter has the own menu; a representative's page is for no cache and no engine."""
    form = written_form(way.request)
    words: dict[str, Any] = {
        "case": page, "here": way.base, "is_party": way.is_party,
        "outcome_name": lambda kind, outcome: outcome_title(kind, outcome, form),
        "kind_name": lambda kind: kind_title(kind, form),
    }  # fmt: skip
    if way.is_party and way.actor.has(Role.INTERPRETER):
        return await render_own(
            way.request, way.session, way.actor, template, now=way.now, status_code=status_code, **words, **context
        )  # fmt: skip
    made = render(way.request, template, status_code=status_code, now=way.now, **words, **context)
    made.headers["cache-control"] = "no-store"
    if not way.is_party:
        made.headers["referrer-policy"] = "no-referrer"
        made.headers["x-robots-tag"] = "noindex"
    return made
