"""Giving notice before a decision against somebody, recording why none can be given, and taking in the reply."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, conflict, require
from tolkeregister.core.events import raise_event
from tolkeregister.core.holidays import holidays_between
from tolkeregister.core.rules.dated import in_force
from tolkeregister.decisions.cases.access import case_in_hand, officer_in, own_person
from tolkeregister.decisions.cases.commands import note
from tolkeregister.decisions.cases.journal import journal_words
from tolkeregister.decisions.cases.models import CaseFile, CaseState
from tolkeregister.decisions.kinds import kind_of
from tolkeregister.decisions.letters.commands import name_of, party_of, write_letter, written_date
from tolkeregister.decisions.letters.render import render_letter
from tolkeregister.decisions.notices.models import CaseNotice, NoticeReply
from tolkeregister.decisions.rules.deadlines import reply_by
from tolkeregister.decisions.rules.deciding import is_impartial
from tolkeregister.decisions.rules.terms import TERMS

ANSWERED = "notice.answered"
LONGEST_REPLY = 8000  # characters
_OWN = text(
    "SELECT n.case_id FROM case_notice n JOIN case_file c ON c.id = n.case_id"
    " WHERE n.id = :notice AND c.person_id = :person AND n.letter_id IS NOT NULL"
)


async def give_notice(
    session: Session, actor: Actor, case_id: int, reasons: str, *, days: int | None = None, now: datetime
) -> int:
    """Send notice of a possible decision against the person, with a last day to reply (forvaltningsloven § 16).

    `days` to reply, never fewer than the rule's least. The officer must have declared habilitet. Returns the notice's
    id; raises Invalid without reasons or with too few days, Conflict for a closed case.
    """
    case = await _open_case(session, actor, case_id)
    today = oslo_date(now)
    terms = in_force(TERMS, today)
    if not reasons.strip():
        raise Invalid(reason("reasons_missing", field="begrunnelse"))
    if (days := days or terms.notice_days) < terms.least_notice_days:
        raise Invalid(reason("too_few_days_to_reply", field="dager", least=terms.least_notice_days))
    until = reply_by(today, days, holidays_between(today, today + timedelta(days=days + 30)))
    party, kind = await party_of(session, case_id), kind_of(case.kind)
    title = "Førehandsvarsel om vedtak" if party.written_form == "nn" else "Forhåndsvarsel om vedtak"
    data = {
        "case_number": case.number, "to_name": party.name, "reasons": reasons, "reply_by": written_date(until),
        "subject": kind.title.in_form(party.written_form), "people": [await name_of(session, actor.account_id)],
    }  # fmt: skip
    made = await render_letter("notice", party.written_form, data, on=today, title=title)
    letter_id = await write_letter(session, actor, case_id, "notice", title, made, now=now)
    return await _add(session, actor, case, now=now, reasons=reasons, letter_id=letter_id, reply_by=until)


async def go_without_notice(
    session: Session, actor: Actor, case_id: int, urgency: str, *, now: datetime
) -> int:
    """Record why there is no time for a notice (§ 16 third paragraph, rule A5). Returns the notice's id."""
    case = await _open_case(session, actor, case_id)
    if not urgency.strip():
        raise Invalid(reason("urgency_missing", field="hvorfor"))
    return await _add(session, actor, case, now=now, reasons="", urgency=urgency.strip())


async def reply_to_notice(
    session: Session, actor: Actor, notice_id: int, body: str, *, now: datetime
) -> None:
    """The person answers in their own words, also after the last day as long as nothing is decided.

    Raises NotFound for somebody else's notice, Conflict when it is answered or the case is decided.
    """
    person = await own_person(session, actor)
    case_id = (await session.execute(_OWN, {"notice": notice_id, "person": person})).scalar_one_or_none()
    if case_id is None:
        raise NotFound(reason("decision_not_found"))
    await take_reply(session, actor, case_id, notice_id, body, now=now)


async def take_reply(
    session: Session, actor: Actor, case_id: int, notice_id: int, body: str, *, came_at: datetime | None = None,
    now: datetime,
) -> None:  # fmt: skip
    """Journal a reply, from the person or on paper through an officer. Who may do it is asked before.

    `came_at` is when a letter came, for what is recorded later. Raises `notice.answered` in this transaction.
    """
    case = await session.get(CaseFile, case_id, with_for_update=True, populate_existing=True)
    assert case is not None
    if not body.strip() or len(body) > LONGEST_REPLY:
        raise Invalid(reason("reply_missing", field="svar"))
    if case.state != CaseState.OPEN:
        raise conflict("case_decided")
    answered = await session.exec(select(NoticeReply).where(col(NoticeReply.notice_id) == notice_id))
    if answered.one_or_none() is not None:
        raise conflict("notice_answered")
    came_at = came_at or now
    post = await journal_words(
        session,
        actor,
        case_id,
        "reply",
        "Svar på forhåndsvarsel",
        body,
        now=now,
        document_on=oslo_date(came_at),
    )
    session.add(
        NoticeReply(
            notice_id=notice_id,
            received_at=came_at,
            account_id=actor.account_id,
            body=body,
            journal_post_id=post,
        )
    )
    await note(session, actor, case_id, "notice.answered", now=now)
    record(session, actor, "notice.answered", "case", case.number, now=now)
    await raise_event(
        session, actor, ANSWERED, now=now, case_id=case_id, notice_id=notice_id, came_at=came_at
    )


async def _open_case(session: Session, actor: Actor, case_id: int) -> CaseFile:
    case = await case_in_hand(session, actor, case_id)
    require(is_impartial(await officer_in(session, actor, case_id)))
    if case.state == CaseState.CLOSED:
        raise conflict("case_closed")
    return case


async def _add(session: Session, actor: Actor, case: CaseFile, *, now: datetime, **given: Any) -> int:
    assert case.id is not None
    assert actor.account_id is not None
    made = CaseNotice(case_id=case.id, given_at=now, account_id=actor.account_id, **given)
    session.add(made)
    await session.flush()
    code = "notice.given" if made.reply_by else "notice.urgent"
    facts = {"until": made.reply_by.isoformat()} if made.reply_by else {}
    assert made.id is not None
    await note(session, actor, case.id, code, facts, now=now)
    record(session, actor, code, "case", case.number, now=now)
    return made.id
