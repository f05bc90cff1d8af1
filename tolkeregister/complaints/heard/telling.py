"""Telling the party and their representative that there is something new, and copying letters to the latter.

Nothing goes to somebody who is dead, nor to a representative who is withdrawn before the e-mail is sent.
"""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.heard.messages import NAMED, NEWS, heard_news, named_key
from tolkeregister.complaints.log import note
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.mail.outbox import queue_mail
from tolkeregister.core.mail.overtaken import Queued, ask_before_sending

_PARTY = text(
    """
    SELECT c.number, p.email, coalesce(a.written_form, 'nb') AS written_form
      FROM complaint c JOIN person p ON p.id = c.person_id AND p.dead_on IS NULL
      LEFT JOIN account a ON (a.person_id = p.id OR a.subject = p.national_id) AND a.door = 'interpreter'
                         AND a.closed_at IS NULL
     WHERE c.id = :complaint AND EXISTS (SELECT FROM complaint_hearing h WHERE h.complaint_id = c.id)
     ORDER BY a.id LIMIT 1
    """
)
_REPRESENTATIVE = text(
    """
    SELECT r.id, r.email, m.data ->> 'path' AS path
      FROM complaint_representative r JOIN complaint c ON c.id = r.complaint_id
      JOIN mail_message m ON m.event_key = :key || r.id
     WHERE r.complaint_id = :complaint AND r.withdrawn_at IS NULL AND c.closed_as IS DISTINCT FROM 'dead'
    """
)
_OF_CASE = text(
    """
    SELECT c.id FROM complaint c WHERE :case IN (c.case_id, c.temporary_case_id) OR EXISTS (
           SELECT FROM file_access_request q JOIN letter l ON l.id = q.letter_id
            WHERE q.complaint_id = c.id AND l.case_id = :case)
    """
)
_STILL_NAMED = text(
    """
    SELECT EXISTS (SELECT FROM complaint_representative r JOIN complaint c ON c.id = r.complaint_id
                    WHERE r.id = :id AND r.withdrawn_at IS NULL AND c.closed_as IS DISTINCT FROM 'dead')
    """
)
_STILL_READ = text(
    """
    SELECT EXISTS (SELECT FROM complaint c JOIN person p ON p.id = c.person_id AND p.dead_on IS NULL
                    WHERE c.id = :id AND (p.email = :email OR EXISTS (
                          SELECT FROM complaint_representative r
                           WHERE r.complaint_id = c.id AND r.email = :email AND r.withdrawn_at IS NULL)))
    """
)


async def tell_heard(session: Session, complaint_id: int, what: str, *, now: datetime) -> None:
    """E-mail to whoever has been heard, and the representative: there is something new. `what` is told once."""
    party = (await session.execute(_PARTY, {"complaint": complaint_id})).one_or_none()
    if party is not None and party.email:
        path = f"/min-side/sak/{party.number.replace('/', '-')}"
        message = heard_news(complaint_id, party.email, path, what, party.written_form)
        await queue_mail(session, message, now=now)
    await tell_representative(session, complaint_id, what, now=now)


async def tell_representative(session: Session, complaint_id: int, what: str, *, now: datetime) -> bool:
    """The same to the representative alone, with the address they have; False when there is none."""
    values = {"complaint": complaint_id, "key": named_key(0)[:-1]}
    row = (await session.execute(_REPRESENTATIVE, values)).one_or_none()
    if row is None:
        return False
    await queue_mail(session, heard_news(complaint_id, row.email, row.path, what), now=now)
    return True


async def copy_letter(session: Session, actor: Actor, *, case_id: int, letter_id: int, now: datetime) -> None:
    """Handler of `letter.written`: the letter lies on the representative's page, and an e-mail says so (§ 12)."""
    complaint_id = (await session.execute(_OF_CASE, {"case": case_id})).scalar_one_or_none()
    if complaint_id is None:
        return
    if await tell_representative(session, int(complaint_id), f"letter:{letter_id}", now=now):
        await note(session, actor, int(complaint_id), "representative.copied", {"letter": letter_id}, now=now)


async def _still_named(session: Session, mail: Queued) -> bool:
    return bool((await session.execute(_STILL_NAMED, {"id": int(mail.subject_id)})).scalar_one())


async def _still_read(session: Session, mail: Queued) -> bool:
    values = {"id": int(mail.subject_id), "email": mail.recipient}
    return bool((await session.execute(_STILL_READ, values)).scalar_one())


ask_before_sending(NAMED, _still_named)
ask_before_sending(NEWS, _still_read)
