"""What waits for an answer from the directorate, list by list, each with the page where it is answered."""

from dataclasses import dataclass
from datetime import datetime

from booking.exceptions.checking import checks_waiting
from booking.reports.queries import possible_doubles, waiting_words
from qualification.applications.desk import waiting_applications
from qualification.imports.queries import how_many_questions
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.decisions.cases.queries import open_cases
from tolkeregister.entries.bare import how_many_bare
from web.view.texts import N_


@dataclass(frozen=True, slots=True)
class WaitingList:
    """A list with something in it."""

    name: str
    path: str
    number: int


async def waiting_lists(session: Session, actor: Actor, *, now: datetime) -> tuple[WaitingList, ...]:
    """The lists that are not empty, in the order of the menu. Raises NotAllowed for all but the directorate."""
    cases = await open_cases(session, actor, now=now)
    lists = (
        WaitingList(N_("Søknader som ikke er avgjort"), "/sak/soknader",
                    len(await waiting_applications(session, actor, now=now))),
        WaitingList(N_("Vedtak du kan godkjenne"), "/sak/saker", sum(each.is_for_me for each in cases)),
        WaitingList(N_("Klager på vedtak"), "/sak/saker", sum(each.state == "appealed" for each in cases)),
        WaitingList(N_("Resultater uten sikker person"), "/sak/resultater", await how_many_questions(session, actor)),
        WaitingList(N_("Oppført uten kategori"), "/sak/tolk", await how_many_bare(session, actor, now=now)),
        WaitingList(N_("Tolker utenfor registeret"), "/sak/unntak", len(await checks_waiting(session, actor))),
        WaitingList(N_("Ord i rapporter"), "/sak/rapporter", len(await waiting_words(session, actor))),
        WaitingList(N_("Mulige dubletter"), "/rapport/dubletter", len(await possible_doubles(session, actor))),
    )  # fmt: skip
    return tuple(each for each in lists if each.number)
