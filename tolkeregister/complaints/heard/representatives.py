"""A party names somebody to read and speak for them (forvaltningsloven § 12), and withdraws it at once.

The address goes to the representative's e-mail alone and is kept as a hash. It is never a way round the party's own
sign-in: the party's own addresses are refused, and the party who is signed in gets in nowhere by it.
"""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.heard.access import Heard, hash_of, in_hand, new_token
from tolkeregister.complaints.heard.messages import representative_named
from tolkeregister.complaints.heard.models import ComplaintRepresentative
from tolkeregister.complaints.heard.rules import Named, may_name
from tolkeregister.complaints.log import note
from tolkeregister.complaints.models import Complaint
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound, conflict
from tolkeregister.core.mail.outbox import queue_mail
from tolkeregister.decisions.cases.journal import journal_words
from tolkeregister.decisions.letters.commands import written_date

_STANDING = text(
    "SELECT id FROM complaint_representative WHERE complaint_id = :complaint AND withdrawn_at IS NULL"
)
_WITHDRAW = text(
    """
    UPDATE complaint_representative SET withdrawn_at = :now WHERE complaint_id = :complaint AND withdrawn_at IS NULL
    RETURNING id
    """
)
_OWN_ADDRESSES = text(
    """
    SELECT p.email FROM person p WHERE p.id = :person UNION SELECT a.email FROM account a JOIN person p
        ON p.id = a.person_id OR p.national_id = a.subject WHERE p.id = :person
    """
)


async def name_representative(session: Session, heard: Heard, named: Named, *, now: datetime) -> int:
    """The power is journaled, and the address sent to the representative. Returns the representative's id.

    NotAllowed for a representative, who cannot name another; Conflict while somebody stands; Invalid for the party's
    own address, no name, or a power from the future.
    """
    complaint = await _own(session, heard)
    today = oslo_date(now)
    addresses = (await session.execute(_OWN_ADDRESSES, {"person": complaint.person_id})).scalars().all()
    decision = may_name(named, addresses, today)
    if not decision.allowed:
        raise Invalid(*decision.reasons)
    standing = await session.execute(_STANDING, {"complaint": heard.complaint_id})
    if standing.scalar_one_or_none() is not None:
        raise conflict("representative_stands")
    assert heard.actor.account_id is not None
    token = new_token()
    made = ComplaintRepresentative(
        complaint_id=heard.complaint_id, name=named.name.strip(), email=named.email.strip(),
        is_lawyer=named.is_lawyer, powered_on=named.powered_on, token_hash=hash_of(token), named_at=now,
        account_id=heard.actor.account_id,
        power_post_id=await _journal_power(session, heard, complaint, named, now),
    )  # fmt: skip
    session.add(made)
    await session.flush()
    assert made.id is not None
    await queue_mail(session, representative_named(made.id, made.email, token), now=now)
    await note(session, heard.actor, heard.complaint_id, "representative.named", now=now)
    record(session, heard.actor, "representative.named", "complaint", heard.number, now=now)
    return made.id


async def withdraw_representative(session: Session, heard: Heard, *, now: datetime) -> None:
    """The address opens nothing from this transaction on. NotFound when nobody stands."""
    await _own(session, heard, even_closed=True)
    values = {"complaint": heard.complaint_id, "now": now}
    if (await session.execute(_WITHDRAW, values)).scalar_one_or_none() is None:
        raise NotFound(reason("representative_not_found"))
    await note(session, heard.actor, heard.complaint_id, "representative.withdrawn", now=now)
    record(session, heard.actor, "representative.withdrawn", "complaint", heard.number, now=now)


async def _own(session: Session, heard: Heard, *, even_closed: bool = False) -> Complaint:
    """Only the party, signed in, decides who speaks for them."""
    if heard.representative_id is not None:
        raise NotAllowed(reason("only_the_party"))
    return await in_hand(session, heard, even_closed=even_closed)


async def _journal_power(
    session: Session, heard: Heard, complaint: Complaint, named: Named, now: datetime
) -> int:
    case_id = complaint.case_id or complaint.temporary_case_id
    assert case_id is not None
    what = "advokat" if named.is_lawyer else "fullmektig"
    words = (
        f"Jeg gir {named.name.strip()} ({what}, {named.email.strip()}) fullmakt til å lese saken og uttale seg "
        f"for meg. Fullmakten er datert {written_date(named.powered_on)} og gitt innlogget på Min side."
    )
    return await journal_words(session, heard.actor, case_id, "power_of_attorney", "Fullmakt", words, now=now)
