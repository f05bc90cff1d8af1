"""What the party says to the redacted copy: own words with own files, or that there is nothing to say.

In time or late, as long as nothing is decided. The reply stops the clock in the same transaction, see `hearing.py`.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import text

from tolkeregister.complaints.access import complaint_in_hand
from tolkeregister.complaints.heard.access import Heard, in_hand
from tolkeregister.complaints.reporting.cleaning import CleanFile, cleaned
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, RuleBroken
from tolkeregister.core.rules.oslo_time import local_day
from tolkeregister.decisions.cases.journal import NewPost, journal
from tolkeregister.decisions.cases.models import Direction
from tolkeregister.decisions.kinds import Words
from tolkeregister.decisions.notices.commands import take_reply

NO_COMMENTS = Words("Jeg har ingen merknader.", "Eg har ingen merknader.")
_ASKED = text(
    """
    SELECT h.notice_id, n.given_at, r.body FROM complaint_hearing h JOIN case_notice n ON n.id = h.notice_id
      LEFT JOIN notice_reply r ON r.notice_id = h.notice_id
     WHERE h.complaint_id = :complaint ORDER BY h.notice_id DESC LIMIT 1
    """
)


async def cleaned_files(sent: Sequence[bytes]) -> tuple[CleanFile, ...]:
    """The files as they may be kept: scanned and drawn anew, as a reporter's are. Takes a while: before any lock.

    Raises Invalid as `cleaned`, RuleBroken (`scanner_down`) when the scanner does not answer: nothing is kept then.
    """
    try:
        return await cleaned(sent)
    except Invalid as wrong:
        if any(each.code == "files_not_now" for each in wrong.reasons):
            raise RuleBroken(reason("scanner_down", field="filer")) from wrong
        raise


async def give_statement(
    session: Session, heard: Heard, words: str, files: Sequence[CleanFile] = (), *, now: datetime
) -> None:
    """The party's words and files to the last question. The same words again change nothing: two tabs are one.

    Conflict for other words after a statement, and when the case is decided or closed; Invalid without words;
    NotFound before anything was asked.
    """
    complaint = await in_hand(session, heard)
    assert complaint.case_id is not None
    asked = (await session.execute(_ASKED, {"complaint": heard.complaint_id})).one_or_none()
    if asked is None:
        raise NotFound(reason("complaint_not_found"))
    if asked.body is not None and asked.body == words.strip():
        return
    case_id = complaint.case_id
    await take_reply(session, heard.actor, case_id, asked.notice_id, words.strip(), now=now)
    for position, each in enumerate(files, 1):
        title = f"Vedlegg {position} til uttalelse"
        post = NewPost("statement_attachment", title, Direction.INCOMING, each.content, each.media_type)
        await journal(session, heard.actor, case_id, post, now=now)


async def statement_on_paper(
    session: Session, actor: Actor, number: str, words: str, came_on: date, *, now: datetime
) -> None:
    """An officer records what came in a letter; the clock stops on the day it came.

    Invalid for a day to come or before the question was sent, Conflict as `give_statement`; NotFound before anything
    was asked.
    """
    complaint = await complaint_in_hand(session, actor, number)
    asked = (await session.execute(_ASKED, {"complaint": complaint.id})).one_or_none()
    if asked is None or complaint.case_id is None:
        raise NotFound(reason("complaint_not_found"))
    today = oslo_date(now)
    if came_on > today:
        raise Invalid(reason("letter_in_the_future", field="kom"))
    if came_on < oslo_date(asked.given_at):
        raise Invalid(reason("came_before_the_question", field="kom"))
    came_at = now if came_on == today else local_day(came_on).ends_at - timedelta(seconds=1)
    await take_reply(
        session,
        actor,
        complaint.case_id,
        asked.notice_id,
        words.strip(),
        came_at=max(came_at, asked.given_at),
        now=now,
    )


async def say_nothing(session: Session, heard: Heard, form: str, *, now: datetime) -> None:
    """The party has no comments, in a written form's words; the clock stops as for a statement."""
    await give_statement(session, heard, NO_COMMENTS.in_form(form), now=now)
