"""Taking in a complaint, from whatever channel; what was said and by whom is sealed elsewhere."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.clocking import start_stage
from tolkeregister.complaints.log import note
from tolkeregister.complaints.models import Complaint
from tolkeregister.complaints.rules.words import Channel, ComplaintState, ReporterKind, Stage
from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid

LONGEST_DESCRIPTION = 500  # characters
_NEXT_NUMBER = text(
    """
    INSERT INTO complaint_number (year, last) VALUES (:year, 1)
    ON CONFLICT (year) DO UPDATE SET last = complaint_number.last + 1 RETURNING last
    """
)
_ENTRY_OF = text(
    "SELECT i.person_id FROM entry e JOIN interpreter i ON i.id = e.interpreter_id WHERE e.id = :entry"
)


@dataclass(frozen=True, slots=True)
class ReceivedComplaint:
    """What the case needs of a report, and no more: never the words, never who reported.

    About a known person (`person_id`, perhaps one entry), or somebody described in `unlisted` (misuse of title or
    card by anybody), or neither when the reporter does not know. `assignment_reference` is what ties it to an
    assignment for the officers; leave it empty when that would point to the reporter.
    """

    received_at: datetime
    channel: Channel = Channel.FORM
    person_id: int | None = None
    entry_id: int | None = None
    unlisted: str = ""
    assignment_reference: str = ""
    reporter_kind: ReporterKind = ReporterKind.UNSTATED
    is_anonymous: bool = True
    is_urgent: bool = False  # the reporter sees danger for somebody now


async def receive_complaint(
    session: Session, received: ReceivedComplaint, *, actor: Actor = SYSTEM, now: datetime
) -> int:
    """A new case with the next number of the year in Norway, "2026/00012", and its clocks running. Returns its id.

    Anyone may report, without signing in (tolkeloven § 19, rule W1): `actor` is the system, or the officer who enters
    a report on paper. Raises Invalid for a report from the future or an entry that is somebody else's.
    """
    await _check(session, received, now)
    year = oslo_date(now).year
    last = int((await session.execute(_NEXT_NUMBER, {"year": year})).scalar_one())
    made = Complaint(
        number=f"{year}/{last:05d}", state=ComplaintState.RECEIVED, person_id=received.person_id,
        entry_id=received.entry_id, unlisted=received.unlisted.strip(),
        assignment_reference=received.assignment_reference.strip(), channel=received.channel,
        reporter_kind=received.reporter_kind, is_anonymous=received.is_anonymous, is_urgent=received.is_urgent,
        received_at=received.received_at, recorded_at=now,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    assert made.id is not None
    for stage in (Stage.INTAKE, Stage.PROVISIONAL_ANSWER, Stage.WHOLE):
        await start_stage(session, made.id, stage, on=oslo_date(received.received_at))
    await note(session, actor, made.id, "complaint.received", {"channel": received.channel}, now=now)
    record(session, actor, "complaint.received", "complaint", made.number, now=now, channel=received.channel)
    return made.id


async def _check(session: Session, received: ReceivedComplaint, now: datetime) -> None:
    if received.received_at > now:
        raise Invalid(reason("received_in_the_future", field="mottatt"))
    if max(len(received.unlisted), len(received.assignment_reference)) > LONGEST_DESCRIPTION:
        raise Invalid(reason("too_long", field="hvem", most=LONGEST_DESCRIPTION))
    if received.entry_id is not None:
        owner = (await session.execute(_ENTRY_OF, {"entry": received.entry_id})).scalar_one_or_none()
        if owner is None or owner != received.person_id:
            raise Invalid(reason("entry_not_found", field="hvem"))
