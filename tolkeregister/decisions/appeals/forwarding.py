"""Sending an appeal to the ministry with the case's file (forvaltningsloven § 33), and taking in the answer."""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound
from tolkeregister.decisions.appeals.commands import take_step
from tolkeregister.decisions.appeals.models import StepKind
from tolkeregister.decisions.cases.access import case_in_hand
from tolkeregister.decisions.cases.archive import archive_of
from tolkeregister.decisions.cases.journal import NewPost, journal
from tolkeregister.decisions.cases.models import Counterpart, Direction
from tolkeregister.decisions.letters.commands import name_of, write_letter, written_date
from tolkeregister.decisions.letters.render import render_letter

TITLE = "Oversendelse av klage"
_APPEAL = text(
    """
    SELECT a.sent_on, a.is_late, a.late_because, d.number, d.case_id,
           (SELECT s.reasons FROM appeal_step s WHERE s.appeal_id = a.id AND s.kind = 'upheld') AS reasons
      FROM appeal a JOIN decision d ON d.id = a.decision_id WHERE a.id = :appeal
    """
)
_POSTS = text("SELECT number, title, document_on FROM journal_post WHERE case_id = :case ORDER BY number")
ANSWERS = (StepKind.MINISTRY_UPHELD, StepKind.MINISTRY_CHANGED, StepKind.MINISTRY_ANNULLED)


async def forward_appeal(
    session: Session, actor: Actor, appeal_id: int, words: str = "", *, now: datetime
) -> None:
    """Write the letter with its list of documents, keep the whole file as it is sent, and record the step.

    `words` are the officer's about sending it; without any, the reasons for upholding the decision stand there.

    The letter and the file are journaled: what the ministry was given can be shown later, byte for byte. Raises
    RuleBroken unless the decision was upheld first.
    """
    row = (await session.execute(_APPEAL, {"appeal": appeal_id})).one_or_none()
    if row is None:
        raise NotFound(reason("appeal_not_found"))
    case = await case_in_hand(session, actor, row.case_id)
    await take_step(
        session, actor, appeal_id, StepKind.FORWARDED, words.strip() or row.reasons or TITLE, now=now
    )
    posts = (await session.execute(_POSTS, {"case": row.case_id})).all()
    data: dict[str, Any] = {
        "case_number": case.number, "to_name": "Arbeids- og inkluderingsdepartementet",
        "decision_number": row.number, "sent_on": written_date(row.sent_on), "is_late": row.is_late,
        "late_because": row.late_because or "", "reasons": row.reasons or "",
        "documents": [[str(each.number), each.title, written_date(each.document_on)] for each in posts],
        "people": [await name_of(session, actor.account_id)],
    }  # fmt: skip
    made = await render_letter("forwarding", "nb", data, on=oslo_date(now), title=TITLE)
    await write_letter(
        session, actor, row.case_id, "forwarding", TITLE, made, now=now, to=Counterpart.MINISTRY
    )
    file = await archive_of(session, actor, row.case_id)
    sent = NewPost(
        "case_file", "Saksmappe til klageinstansen", Direction.OUTGOING, file.content, "application/zip",
        Counterpart.MINISTRY,
    )  # fmt: skip
    await journal(session, actor, row.case_id, sent, now=now)


async def ministry_answered(
    session: Session, actor: Actor, appeal_id: int, kind: StepKind, words: str, *, now: datetime
) -> None:
    """Record what the ministry decided; `words` is the essence of its letter and is journaled."""
    if kind not in ANSWERS:
        raise Invalid(reason("unknown_answer", field="svar"))
    row = (await session.execute(_APPEAL, {"appeal": appeal_id})).one_or_none()
    if row is None:
        raise NotFound(reason("appeal_not_found"))
    await case_in_hand(session, actor, row.case_id)
    post = NewPost(
        "ministry_answer", "Svar fra klageinstansen", Direction.INCOMING, words.encode(),
        "text/plain; charset=utf-8", Counterpart.MINISTRY,
    )  # fmt: skip
    post_id = await journal(session, actor, row.case_id, post, now=now)
    await take_step(session, actor, appeal_id, kind, words, journal_post_id=post_id, now=now)
