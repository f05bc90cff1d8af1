"""What the service itself knows about a search, shown before anybody is asked to explain, and kept with the answer."""

from dataclasses import dataclass
from datetime import datetime

from booking.evidence.queries import Searched, events_of, searches_of
from booking.evidence.rules import Event, SearchList, replay
from booking.exceptions.facts import Conversation, search_facts
from booking.exceptions.recording import SEARCHES_BACK
from booking.exceptions.rules.grounds import GroundRow, SearchFacts, grounds_at
from booking.matching.rules.written import replayed
from booking.requests.access import find_assignment_for
from booking.search.alternatives import Alternatives, alternatives
from booking.search.queries import SearchCriteria
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class KnownSearch:
    """The body's searches, who was asked for the order, how many are listed, and which grounds there are.

    `alternatives` is None when the time has passed.
    """

    searches: tuple[Searched, ...]
    asked: SearchList
    facts: SearchFacts
    grounds: tuple[GroundRow, ...]
    alternatives: Alternatives | None

    @property
    def said_no(self) -> int:
        """How many of those asked could not, or did not answer."""
        return sum(each.answer in ("declined", "expired", "withdrawn") for each in self.asked.asked)


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw of the queue, and whether drawing again gave the same; None when it was drawn by other rules."""

    at: datetime
    in_queue: int
    skipped: int
    is_same: bool | None


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """Everything that was recorded about the search for one order, oldest first, and the list it replays to."""

    number: str
    language_tag: str
    starts_at: datetime
    ends_at: datetime
    events: tuple[Event, ...]
    draws: tuple[Draw, ...]
    result: SearchList


async def known_search(
    session: Session, actor: Actor, conversation: Conversation, *, mode: str, municipality_code: str | None,
    now: datetime,
) -> KnownSearch:  # fmt: skip
    """What is known of the search for a conversation of the actor's own body."""
    searches = await searches_of(
        session, organisation_id=conversation.organisation_id, account_id=actor.account_id,
        language=conversation.language_tag, since=now - SEARCHES_BACK, until=now,
    )  # fmt: skip
    events = (
        () if conversation.assignment_id is None else await events_of(session, conversation.assignment_id)
    )
    criteria = SearchCriteria(
        conversation.language_tag, conversation.type, mode=mode, municipality_code=municipality_code,
        starts_at=conversation.starts_at, ends_at=conversation.ends_at,
    )  # fmt: skip
    nearest = await alternatives(session, criteria, now=now, most=3) if conversation.starts_at > now else None
    return KnownSearch(
        searches, replay(events), await search_facts(session, conversation), grounds_at(conversation.starts_at),
        nearest,
    )  # fmt: skip


async def evidence_page(session: Session, actor: Actor, number: str) -> EvidencePage:
    """The evidence of one of the actor's own orders, with every draw drawn again. NotFound for a foreign one."""
    if not actor.is_public_body:
        raise NotFound(reason("assignment_not_found"))
    found = await find_assignment_for(session, actor, number)
    events = await events_of(session, found.id)
    draws = tuple(_draw(each) for each in events if each.kind == "queue_drawn")
    return EvidencePage(
        number, found.language_tag, found.starts_at, found.ends_at, events, draws, replay(events)
    )


def _draw(event: Event) -> Draw:
    again = replayed(event.details)
    return Draw(
        event.at, len(event.details["places"]), len(event.details["skipped"]),
        None if again is None else again.is_same,
    )  # fmt: skip
