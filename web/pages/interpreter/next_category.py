"""/min-side/neste-kategori: what is missing for the next category, in each language."""

from dataclasses import dataclass
from datetime import datetime

from litestar import Response, get
from litestar.di import NamedDependency

from qualification.categories.queries import evidence_known_at
from qualification.categories.rules.next_step import NextStep, next_step
from qualification.evidence.held import HeldEvidence, held_evidence
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.entries.own import OwnEntry, own_register
from web.pages.interpreter.own_page import OWN, render_own
from web.pages.page import WebRequest


@dataclass(frozen=True, slots=True)
class Ladder:
    """An entry and the ways up from it; each way is the kinds of evidence that are missing."""

    entry: OwnEntry
    step: NextStep
    ways: tuple[tuple[str, ...], ...]
    held: tuple[HeldEvidence, ...]


@get("/min-side/neste-kategori", include_in_schema=False, guards=OWN)
async def show_next_category(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """The rules' own answer, from the evidence the register holds."""
    register = await own_register(session, actor, now=now)
    evidence = await evidence_known_at(session, register.person_id, known_at=now)
    held = await held_evidence(session, register.number, now=now)
    ladders = []
    for entry in register.entries:
        step = next_step(evidence, language=entry.language_tag, type=entry.type, at=now)
        ways = tuple(tuple(code.removeprefix("missing_") for code in way.codes) for way in step.ways)
        mine = tuple(each for each in held if each.language_tag in (None, entry.language_tag))
        ladders.append(Ladder(entry, step, ways, mine))
    return await render_own(
        request, session, actor, "interpreter/next_category.html", now=now, ladders=tuple(ladders)
    )
