"""/sak/tolk: finding an interpreter by number or name, and the whole record in two times."""

from datetime import datetime

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from booking.assignments.oversight import hit_by_removal
from qualification.categories.before_2020 import SaidBefore, said_before_2020
from qualification.categories.queries import evidence_known_at
from qualification.categories.rules.explain import Explanation, explain
from qualification.categories.schemes import schemes_in_force
from qualification.evidence.in_two_times import evidence_in_two_times
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.entries.bare import bare_entries
from tolkeregister.entries.record import MOST_FOUND, Record, find_interpreters, interpreter_record
from tolkeregister.entries.removal import last_removal
from tolkeregister.profiles.reads import note_read
from web.dependencies import NOTES_LOOK
from web.pages.directorate.staff_page import STAFF, render_staff
from web.pages.page import WebRequest

LONGEST_WORD = 100


def plain_number(number: str) -> str:
    """The number, or NotFound for what no number can be."""
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_WORD):
        raise NotFound
    return number


@get("/sak/tolk", include_in_schema=False, guards=STAFF)
async def find(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """By the whole number, or a part of the name. Without a word: those who are listed and have no category."""
    word = request.query_params.get("sok", "").replace("\x00", "").strip()[:LONGEST_WORD]
    found = await find_interpreters(session, actor, word, now=now) if word else ()
    return await render_staff(
        request, session, actor, "directorate/find.html", now=now, word=word, found=found, most=MOST_FOUND,
        bare=() if word else await bare_entries(session, actor, now=now),
    )  # fmt: skip


@get("/sak/tolk/{number:str}", include_in_schema=False, guards=STAFF, opt={NOTES_LOOK: True})
async def show_record(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    number: FromPath[str],
) -> Response[str]:
    """Evidence, categories and listings, each with when it held and when the register knew it. The look is noted."""
    record = await interpreter_record(session, actor, plain_number(number), now=now)
    await note_read(session, actor, record.person_id, "interpreter_page", now=now)
    explained, before = await _why(session, actor, record, now)
    return await render_staff(
        request, session, actor, "directorate/record.html", now=now, record=record,
        evidence=await evidence_in_two_times(session, actor, record.person_id),
        coming=await hit_by_removal(session, actor, record.id, effective_at=now, now=now),
        removal=await last_removal(session, actor, record.number), explained=explained, before=before,
    )  # fmt: skip


async def _why(
    session: Session, actor: Actor, record: Record, now: datetime
) -> tuple[list[tuple[tuple[str, str], Explanation]], tuple[SaidBefore, ...]]:
    """Why each entry has its category now and what the better ones lack; and what was said before 2020."""
    evidence = await evidence_known_at(session, record.person_id, known_at=now)
    schemes = await schemes_in_force(session)
    entries = sorted({(each.language_tag, each.type) for each in (*record.listings, *record.categories)})
    explained = [
        (entry, explain(evidence, language=entry[0], type=entry[1], at=now, schemes=schemes))
        for entry in entries
    ]
    return explained, await said_before_2020(session, actor, record.person_id)
