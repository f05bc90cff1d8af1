"""The two ways to a case for whoever is heard: signed in, and a representative's address. Both see the same page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response

from tolkeregister.complaints.heard.access import Heard, heard_in_person, heard_through
from tolkeregister.complaints.heard.queries import HeardPage
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from web.pages.complaints_reporting.attachments import ENDINGS
from web.pages.decisions.own import case_address
from web.pages.decisions.shown import kind_title, outcome_title
from web.pages.interpreter.own_page import render_own
from web.pages.page import WebRequest, render, written_form

OWN = "/min-side/sak"
OTHER = "/fullmektig"
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


async def in_person(request: WebRequest, session: Session, actor: Actor, number: str, now: datetime) -> Way:
    """The signed-in person's own case, by the number in the address; NotFound for all others."""
    heard = await heard_in_person(session, actor, number.replace("-", "/", 1))
    return Way(request, session, actor, heard, case_address(heard.number), now)


async def through(request: WebRequest, session: Session, actor: Actor, token: str, now: datetime) -> Way:
    """The case behind a representative's address; NotFound for a wrong or withdrawn one, and for the party."""
    heard = await heard_through(session, token, actor=actor, now=now)
    return Way(request, session, actor, heard, f"{OTHER}/{token}", now)


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
