"""An answer that gives less than the papers that were asked for: a decision in a case of its own, open to appeal.

Forvaltningsloven § 21 gives the right and chapter VI the rules, so `tolkeregister/decisions` carries the clock, the
reconsideration and the forwarding. The case has what the ministry must see: the request, the papers, and the answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.complaints.heard.access import Heard, in_hand
from tolkeregister.complaints.heard.access_words import TITLE, VERDICTS
from tolkeregister.complaints.heard.models import FileAccessRequest, FileAccessVerdict
from tolkeregister.complaints.heard.rules import Verdict
from tolkeregister.complaints.log import note
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound, conflict
from tolkeregister.decisions.appeals.commands import receive_appeal
from tolkeregister.decisions.cases.commands import declare_habilitet, open_case
from tolkeregister.decisions.cases.journal import NewPost, journal
from tolkeregister.decisions.cases.models import Direction
from tolkeregister.decisions.kinds import CaseKind, Lines, Outcome, Words, register_kind
from tolkeregister.decisions.outcomes.commands import DecisionDraft, propose_decision, sign_decision

FILE_ACCESS = "file_access"
LIMITED, GIVEN = "access_limited", "access_given"
LEGAL_BASIS = "forvaltningsloven §§ 18–19 og 21"
_PAPERS = text(
    """
    SELECT p.number, p.title, f.content, f.media_type FROM journal_post p JOIN archived_file f ON f.sha256 = p.sha256
     WHERE p.id = ANY(CAST(:ids AS int[])) ORDER BY p.journaled_at, p.id
    """
)
_LETTER = text("SELECT letter_id FROM decision WHERE id = :id")
_REFUSAL = text(
    """
    SELECT d.id, d.number, k.number AS case_number, d.signed_at, v.outcome, n.appeal_by, a.id AS appeal_id,
           a.received_at AS appealed_at, a.is_late, k.deadline_at,
           (SELECT s.kind FROM appeal_step s WHERE s.appeal_id = a.id
               AND s.kind NOT IN ('suspended', 'suspension_ended') ORDER BY s.id DESC LIMIT 1) AS step
      FROM file_access_request q JOIN decision d ON d.letter_id = q.letter_id JOIN case_file k ON k.id = d.case_id
      JOIN decision_draft v ON v.id = d.draft_id LEFT JOIN decision_notification n ON n.decision_id = d.id
      LEFT JOIN appeal a ON a.decision_id = d.id
     WHERE q.complaint_id = :id ORDER BY q.id DESC LIMIT 1
    """
)
_ASKED = text(
    """
    SELECT q.id, q.complaint_id, q.account_id, q.representative_id,
           EXISTS (SELECT FROM file_access_request o
                    WHERE o.complaint_id = q.complaint_id AND o.answered_at IS NULL) AS waits
      FROM decision d JOIN file_access_request q ON q.letter_id = d.letter_id WHERE d.id = :replaced
    """
)
_WITHHELD = text(
    """
    SELECT last.post_id FROM (SELECT DISTINCT ON (post_id) post_id, verdict FROM file_access_verdict
                               WHERE request_id = :request ORDER BY post_id, id DESC) AS last
     WHERE last.verdict <> 'given' ORDER BY last.post_id
    """
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The newest decision on access in a case, with its last day to appeal and how far an appeal has come.

    `appeal_by` is None until the letter is held to have come. `deadline_at` is the directorate's, for the appeal.
    """

    decision_id: int
    number: str
    case_number: str
    signed_at: datetime
    outcome: str
    appeal_by: date | None
    appeal_id: int | None
    appealed_at: datetime | None
    is_late: bool | None
    deadline_at: datetime | None
    step: str | None

    @property
    def may_appeal(self) -> bool:
        """Whether there is something to appeal against, and nobody has. Whether it is too late, the rule says."""
        return self.outcome == LIMITED and self.appeal_id is None


def describe(facts: Mapping[str, Any], form: str) -> Lines:
    """Each document with its answer."""
    return [
        (f"{number}. {title}", VERDICTS[Verdict(verdict)].in_form(form))
        for number, title, verdict in facts.get("documents", ())
    ]


async def decide_limited(
    session: Session, actor: Actor, person_id: int, asked: FileAccessRequest, papers: Sequence[int],
    facts: Mapping[str, Any], reasons: str, *, now: datetime,
) -> int:  # fmt: skip
    """Open the case, file the papers that were judged, decide and send. Returns the letter's id.

    The officer has been found impartial in the complaint, and every document is decided.
    """
    case = await open_case(session, actor, FILE_ACCESS, person_id, received_at=asked.asked_at, now=now)
    await declare_habilitet(session, actor, case.id, "none", now=now)
    words = NewPost("access_request", "Krav om innsyn", Direction.INTERNAL, (asked.words or "–").encode(),
                    "text/plain; charset=utf-8", document_on=oslo_date(asked.asked_at))  # fmt: skip
    await journal(session, actor, case.id, words, now=now)
    for row in (await session.execute(_PAPERS, {"ids": list(papers)})).all():
        kept = NewPost("judged_document", row.title, Direction.INTERNAL, bytes(row.content), row.media_type)
        await journal(session, actor, case.id, kept, now=now)
    draft = DecisionDraft(LIMITED, LEGAL_BASIS, rule_version_at(now), facts, reasons)
    made = await propose_decision(session, actor, case.id, draft, now=now)
    decision_id = await sign_decision(session, actor, made.id, now=now)
    return int((await session.execute(_LETTER, {"id": decision_id})).scalar_one())


async def refusal_of(session: Session, complaint_id: int) -> Refusal | None:
    """The newest one; None when everything that was asked for was given."""
    row = (await session.execute(_REFUSAL, {"id": complaint_id})).one_or_none()
    return None if row is None else Refusal(*row)


async def appeal_access(
    session: Session, heard: Heard, words: str, *, late_because: str = "", now: datetime
) -> int:
    """The party or their representative appeals, also after the case. Returns the appeal's id.

    NotFound when nothing was refused; Invalid, RuleBroken and Conflict as `receive_appeal`.
    """
    await in_hand(session, heard, even_closed=True)
    refused = await refusal_of(session, heard.complaint_id)
    if refused is None or refused.outcome != LIMITED:
        raise NotFound(reason("decision_not_found"))
    made = await receive_appeal(
        session,
        heard.actor,
        refused.decision_id,
        words,
        sent_on=oslo_date(now),
        late_because=late_because,
        now=now,
    )
    await note(session, heard.actor, heard.complaint_id, "access.appealed", now=now)
    return made


async def give_after_appeal(
    session: Session, actor: Actor, *, case_kind: str, outcome: str, decision_id: int, replaces_id: int | None,
    now: datetime, **_: object,
) -> None:  # fmt: skip
    """Handler of `decision.signed`: when an appeal was right, what was withheld opens with the new decision.

    Conflict while a newer request waits: it is answered first.
    """
    if (case_kind, outcome) != (FILE_ACCESS, GIVEN) or replaces_id is None:
        return
    asked = (await session.execute(_ASKED, {"replaced": replaces_id})).one()
    if asked.waits:
        raise conflict("answer_access_first")
    withheld = (await session.execute(_WITHHELD, {"request": asked.id})).scalars().all()
    made = FileAccessRequest(
        complaint_id=asked.complaint_id, account_id=asked.account_id, representative_id=asked.representative_id,
        words="", asked_at=now,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    assert made.id is not None
    assert actor.account_id is not None
    for post_id in withheld:
        session.add(FileAccessVerdict(
            request_id=made.id, post_id=post_id, verdict=Verdict.GIVEN, account_id=actor.account_id, decided_at=now
        ))  # fmt: skip
    await session.flush()
    made.answered_at, made.answered_by = now, actor.account_id
    made.letter_id = (await session.execute(_LETTER, {"id": decision_id})).scalar_one()
    session.add(made)
    await note(session, actor, asked.complaint_id, "access.given_after_appeal", now=now)


def rule_version_at(_: datetime) -> str:
    """The rules about access have been the same since before the service."""
    return "forvaltningsloven/1967"


# Not against anybody in the sense of § 16: an answer on access needs no notice, and has always been one officer's.
register_kind(
    CaseKind(
        code=FILE_ACCESS,
        opens_to_impartial=True,
        title=Words("Klage på svar om innsyn", "Klage på svar om innsyn"),
        rule="innsyn",
        rule_version=rule_version_at,
        describe=describe,
        outcomes=(
            Outcome(
                LIMITED, TITLE,
                Words("Du ba {asked_on} om å få se dokumentene i saken. Her er svaret for hvert dokument.",
                      "Du bad {asked_on} om å få sjå dokumenta i saka. Her er svaret for kvart dokument."),
                template="access_limited",
            ),
            Outcome(
                GIVEN,
                Words("Du får se dokumentene", "Du får sjå dokumenta"),
                Words("Vi har sett på svaret om innsyn på nytt. Du får se det du ikke fikk. Det ligger på sidene for "
                      "saken på Min side.",
                      "Vi har sett på svaret om innsyn på nytt. Du får sjå det du ikkje fekk. Det ligg på sidene for "
                      "saka på Mi side."),
            ),
        ),
    )
)  # fmt: skip
