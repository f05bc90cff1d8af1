"""What the rules of exceptions need to know: how the search went, and whether the person stands in the register."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from booking.availability.calendar import period_text
from booking.exceptions.rules.grounds import SearchFacts, may_interpret_outside
from booking.exceptions.rules.statement import Statement
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision, allowed, reason, refused
from tolkeregister.core.rules.sort_key import fold


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is to be interpreted: for whom, in what, when. `assignment_id` is None before there is an order."""

    organisation_id: int
    language_tag: str
    type: str
    starts_at: datetime
    ends_at: datetime
    assignment_id: int | None = None


# Whoever this body has asked about this conversation: this order, or another of the body in the same language and time.
_SEARCH = text(
    """
    SELECT (SELECT count(DISTINCT e.interpreter_id) FROM entry e JOIN entry_listing l ON l.entry_id = e.id
             WHERE e.language_tag = :language AND e.type = :type
               AND upper_inf(l.recorded) AND l.valid @> CAST(:starts_at AS timestamptz)) AS listed,
           (SELECT count(DISTINCT s.interpreter_id) FROM assignment a JOIN request r ON r.id = a.request_id
              JOIN search_evidence s ON s.assignment_id = a.id AND s.kind = 'asked'
             WHERE r.organisation_id = :organisation AND a.language_tag = :language AND a.type = :type
               AND lower(a.period) > CAST(:starts_at AS timestamptz) - interval '24 hours'
               AND lower(a.period) < CAST(:ends_at AS timestamptz)
               AND a.period && CAST(CAST(:period AS text) AS tstzrange)) AS asked,
           (SELECT count(*) FROM offer f WHERE f.assignment_id = :assignment AND f.state = 'open') AS thinking
    """
)
_PERSON = text(
    """
    SELECT coalesce(bool_or(e.language_tag = :language AND e.type = :type), false) AS is_here,
           count(e.id) > 0 AS is_somewhere, bool_or(i.number = :number) AS is_known
      FROM interpreter i JOIN person p ON p.id = i.person_id
      LEFT JOIN (entry e JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded)
                 AND l.valid @> CAST(:starts_at AS timestamptz)) ON e.interpreter_id = i.id
     WHERE i.number = :number OR (p.name_folded = :name AND regexp_replace(p.phone, '[^0-9]', '', 'g') = :phone)
    """
)


async def search_facts(session: Session, conversation: Conversation) -> SearchFacts:
    """How many are listed in the whole country when it starts, were asked, and are still thinking (B5)."""
    values = {
        "organisation": conversation.organisation_id, "language": conversation.language_tag,
        "type": conversation.type, "starts_at": conversation.starts_at, "ends_at": conversation.ends_at,
        "period": period_text(conversation.starts_at, conversation.ends_at),
        "assignment": conversation.assignment_id,
    }  # fmt: skip
    return SearchFacts(*(await session.execute(_SEARCH, values)).one())


async def judge_person(session: Session, conversation: Conversation, statement: Statement) -> Decision:
    """Whether the person may be used as one outside the register (B6): by number, or by name and telephone together."""
    number, phone = (statement.number or "").strip(), digits(statement.phone)
    if not number and not phone:
        return allowed(reason("nobody_named"))
    values = {
        "number": number, "name": fold(statement.name or ""), "phone": phone, "type": conversation.type,
        "language": conversation.language_tag, "starts_at": conversation.starts_at,
    }  # fmt: skip
    row = (await session.execute(_PERSON, values)).one()
    if number and not row.is_known:
        return refused(reason("unknown_interpreter_number", field="number"))
    return may_interpret_outside(is_in_register=row.is_somewhere, is_listed_in_language=row.is_here)


def digits(phone: str | None) -> str:
    """A telephone number without spaces, signs and the country's code."""
    return re.sub(r"\D", "", re.sub(r"^\s*(\+|00)47", "", phone or ""))
