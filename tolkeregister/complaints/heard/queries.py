"""A case as the interpreter it is about sees it: what it is about, how far it has come, and what can be done now.

Nothing of the reporter, of other officers' work, or of what public bodies said; see `documents.py` for the papers.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from tolkeregister.complaints.clocking import RunningClock, clocks_of, pauses_of
from tolkeregister.complaints.heard.access import Heard
from tolkeregister.complaints.heard.documents import Document, documents_of
from tolkeregister.complaints.heard.more_time import MoreTime, last_request
from tolkeregister.complaints.heard.refusals import Refusal, refusal_of
from tolkeregister.complaints.rules.clocks import Pause
from tolkeregister.complaints.rules.words import Stage
from tolkeregister.core.database import Session

_CASE = text(
    """
    SELECT c.number, c.state, c.received_at, c.basis, c.closed_at, a.name AS officer,
           coalesce((SELECT k.state = 'open' FROM case_file k WHERE k.id = c.case_id), false) AS is_undecided
      FROM complaint c LEFT JOIN account a ON a.id = c.officer_account_id WHERE c.id = :id
    """
)
_HEARINGS = text(
    """
    SELECT h.notice_id, n.given_at, h.shown, n.reasons, r.body AS reply, r.received_at AS replied_at
      FROM complaint_hearing h JOIN case_notice n ON n.id = h.notice_id
      LEFT JOIN notice_reply r ON r.notice_id = h.notice_id WHERE h.complaint_id = :id ORDER BY h.notice_id
    """
)
_DECISIONS = text(
    """
    SELECT d.number, d.signed_at, k.kind, v.outcome FROM complaint c
      JOIN case_file k ON k.id IN (c.case_id, c.temporary_case_id) JOIN decision d ON d.case_id = k.id
      JOIN decision_draft v ON v.id = d.draft_id WHERE c.id = :id ORDER BY d.signed_at, d.id
    """
)
_REPRESENTATIVE = text(
    """
    SELECT r.id, r.name, r.email, r.is_lawyer, r.powered_on, r.named_at,
           (SELECT max(l.looked_at) FROM complaint_party_look l WHERE l.representative_id = r.id) AS looked_at
      FROM complaint_representative r WHERE r.complaint_id = :id AND r.withdrawn_at IS NULL
    """
)
_ACCESS = text(
    "SELECT asked_at, answered_at FROM file_access_request WHERE complaint_id = :id ORDER BY id DESC LIMIT 1"
)
_LOOKS = text(
    """
    SELECT l.looked_at, r.name AS representative, p.title FROM complaint_party_look l
      LEFT JOIN complaint_representative r ON r.id = l.representative_id LEFT JOIN journal_post p ON p.id = l.post_id
     WHERE l.complaint_id = :id ORDER BY l.id DESC LIMIT 200
    """
)


@dataclass(frozen=True, slots=True)
class HearingLine:
    """One time the interpreter was asked: the redacted words, what was considered, the last day, and the reply."""

    notice_id: int
    given_at: datetime
    shown: str
    considered: str
    last_day: date | None  # None while the clocks stand still
    reply: str | None
    replied_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class MadeDecision:
    """A decision in the case, by its number."""

    number: str
    signed_at: datetime
    kind: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Representative:
    """Who stands in for the party, and when they last opened the case."""

    id: int
    name: str
    email: str
    is_lawyer: bool
    powered_on: date
    named_at: datetime
    looked_at: datetime | None


@dataclass(frozen=True, slots=True)
class AskedAccess:
    """The newest request to see the papers."""

    asked_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Look:
    """The party (nobody named) or a representative opened the page, or a paper by its title."""

    looked_at: datetime
    representative: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class HeardDesk:
    """The party's side of a case as its officer sees it."""

    representative: Representative | None
    more_time: MoreTime | None
    access: AskedAccess | None
    refusal: Refusal | None
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class HeardPage:
    """The whole page. `documents` are those the party may read; `others` is how many more there are."""

    number: str
    state: str
    received_at: datetime
    basis: str | None
    closed_at: datetime | None
    officer: str | None
    is_undecided: bool
    hearings: tuple[HearingLine, ...]
    decisions: tuple[MadeDecision, ...]
    documents: tuple[Document, ...]
    others: int
    pauses: tuple[Pause, ...]
    whole: RunningClock | None
    representative: Representative | None
    more_time: MoreTime | None
    access: AskedAccess | None
    refusal: Refusal | None

    @property
    def last(self) -> HearingLine | None:
        """The question that counts."""
        return self.hearings[-1] if self.hearings else None

    @property
    def is_closed(self) -> bool:
        """Nothing more happens in it."""
        return self.state == "closed"

    @property
    def may_state(self) -> bool:
        """Whether a statement is still taken, in time or late."""
        return self.last is not None and self.last.reply is None and self.is_undecided and not self.is_closed

    @property
    def may_ask_time(self) -> bool:
        """Whether more time can be asked for: one request at a time."""
        return self.may_state and (self.more_time is None or self.more_time.answered_at is not None)

    @property
    def may_ask_access(self) -> bool:
        """Whether access can be asked for: there is more to see, and no request waits."""
        return self.others > 0 and (self.access is None or self.access.answered_at is not None)

    @property
    def may_appeal_access(self) -> bool:
        """Whether an answer that gave less than was asked for can be appealed against here."""
        return self.refusal is not None and self.refusal.may_appeal

    @property
    def is_suspended(self) -> bool:
        """No day counts now."""
        return any(each.until is None for each in self.pauses)


async def heard_page(session: Session, heard: Heard, *, now: datetime) -> HeardPage:
    """The case for its party or their representative: both see the same."""
    number = heard.complaint_id
    row = (await session.execute(_CASE, {"id": number})).mappings().one()
    clocks = await clocks_of(session, number, now=now)
    papers = await documents_of(session, number)
    access = (await session.execute(_ACCESS, {"id": number})).one_or_none()
    whole = [each for each in clocks if each.stage is Stage.WHOLE]
    return HeardPage(
        **row, hearings=await _hearings(session, number, clocks),
        decisions=tuple(MadeDecision(*each) for each in await session.execute(_DECISIONS, {"id": number})),
        documents=tuple(each for each in papers if each.is_open), others=sum(not each.is_open for each in papers),
        pauses=await pauses_of(session, number), whole=whole[-1] if whole else None,
        representative=await representative_of(session, number), more_time=await last_request(session, number),
        access=None if access is None else AskedAccess(*access), refusal=await refusal_of(session, number),
    )  # fmt: skip


async def heard_desk(session: Session, complaint_id: int) -> HeardDesk:
    """What an officer who may read the case sees of its party's side. Who asks is judged before."""
    access = (await session.execute(_ACCESS, {"id": complaint_id})).one_or_none()
    return HeardDesk(
        await representative_of(session, complaint_id), await last_request(session, complaint_id),
        None if access is None else AskedAccess(*access), await refusal_of(session, complaint_id),
        await party_looks(session, complaint_id),
    )  # fmt: skip


async def representative_of(session: Session, complaint_id: int) -> Representative | None:
    """Who stands in for the party now."""
    row = (await session.execute(_REPRESENTATIVE, {"id": complaint_id})).one_or_none()
    return None if row is None else Representative(*row)


async def party_looks(session: Session, complaint_id: int) -> tuple[Look, ...]:
    """What the party and representatives have opened, the newest first."""
    return tuple(Look(*each) for each in await session.execute(_LOOKS, {"id": complaint_id}))


async def _hearings(
    session: Session, complaint_id: int, clocks: tuple[RunningClock, ...]
) -> tuple[HearingLine, ...]:
    """Each hearing has a clock of its own; both stand in the order they began."""
    rows = (await session.execute(_HEARINGS, {"id": complaint_id})).all()
    own = [each for each in clocks if each.stage is Stage.HEARING]
    return tuple(
        HearingLine(
            row.notice_id, row.given_at, row.shown, row.reasons.removesuffix(f"\n\n«{row.shown}»"), clock.last_day,
            row.reply, row.replied_at, clock.is_late,
        )
        for row, clock in zip(rows, own, strict=True)
    )  # fmt: skip
