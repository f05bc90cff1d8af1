"""The work lists: what a word means, and whether a reported row is an assignment booked here."""

from datetime import datetime

from sqlalchemy import select, text
from sqlmodel import col

from booking.reports.access import may_decide_for_everybody, reporter_of
from booking.reports.commands import ask_worker
from booking.reports.matching import count_no_longer
from booking.reports.models import ReportMatch, ReportUpload, ReportWord, ReportWordUse, UploadState
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, conflict

_MEANINGS = {
    "language": text("SELECT EXISTS (SELECT FROM language WHERE tag = :meaning)"),
    "municipality": text("SELECT EXISTS (SELECT FROM municipality WHERE code = :meaning)"),
    "sector": text("SELECT EXISTS (SELECT FROM sector WHERE code = :meaning)"),
}


async def decide_word(
    session: Session, actor: Actor, word_id: int, meaning: str | None, *, now: datetime
) -> int:
    """Say what a word of one's own reports means (None: nothing), and have the files it stood in read again.

    Returns how many files. Raises NotFound for words of others, Invalid for a meaning that does not exist.
    """
    word = await session.get(ReportWord, word_id, with_for_update=True)
    if word is None or word.reporter_id != reporter_of(actor):
        raise NotFound(reason("word_not_found"))
    await _decide(session, actor, word, meaning, now=now)
    return await _read_again(session, [word_id])


async def decide_word_for_everybody(
    session: Session, actor: Actor, kind: str, word: str, meaning: str | None, *, now: datetime
) -> int:
    """The directorate says what a word means in all reports; every file that waits for it is read again."""
    may_decide_for_everybody(actor)
    known = select(ReportWord).where(
        col(ReportWord.kind) == kind, col(ReportWord.word) == word, col(ReportWord.state) == "open"
    )
    open_words = list((await session.execute(known.with_for_update())).scalars())
    if not open_words:
        raise NotFound(reason("word_not_found"))
    common = ReportWord(reporter_id=None, kind=kind, word=word, shown=open_words[0].shown, first_seen_at=now)
    session.add(common)
    for each in (common, *open_words):
        await _decide(session, actor, each, meaning, now=now)
    await session.flush()
    return await _read_again(session, [each.id for each in open_words if each.id is not None])


async def _decide(
    session: Session, actor: Actor, word: ReportWord, meaning: str | None, *, now: datetime
) -> None:
    known = _MEANINGS[word.kind]
    if meaning is not None and not (await session.execute(known, {"meaning": meaning})).scalar_one():
        raise Invalid(reason("meaning_unknown", field="meaning"))
    word.meaning, word.state = meaning, "mapped" if meaning else "rejected"
    word.decided_at, word.decided_by = now, actor.account_id
    await session.flush()
    details = {"word_kind": word.kind, "meaning": meaning}
    record(session, actor, "report.word_decided", "report_word", word.id, now=now, **details)


async def _read_again(session: Session, word_ids: list[int]) -> int:
    """Start the files that wait for the words over. Rows that are stored already are found to be unchanged.

    A file that is being read just now is not waited for: its last step sees that a word has been decided.
    """
    uses = select(col(ReportWordUse.upload_id)).where(col(ReportWordUse.word_id).in_(word_ids))
    waiting = select(ReportUpload).where(
        col(ReportUpload.id).in_(uses), col(ReportUpload.bytes_deleted_at).is_(None),
        col(ReportUpload.state) == UploadState.DONE,
    )  # fmt: skip
    uploads = list((await session.execute(waiting.with_for_update(skip_locked=True))).scalars())
    for upload in uploads:
        upload.state = UploadState.RECEIVED
        await ask_worker(session, upload.reporter_id)
    await session.flush()
    return len(uploads)


async def decide_match(
    session: Session, actor: Actor, match_id: int, *, is_same: bool, now: datetime
) -> None:
    """Say whether a reported row is the assignment booked here; if it is, it is not counted a second time.

    The reporter and the directorate may. Raises NotFound for others' and Conflict when it has been decided.
    """
    match = await session.get(ReportMatch, match_id, with_for_update=True)
    if match is None or not (actor.is_directorate or match.reporter_id == reporter_of(actor)):
        raise NotFound(reason("match_not_found"))
    if match.state != "open":
        raise conflict("already_decided")
    match.state = "same" if is_same else "different"
    match.decided_at, match.decided_by = now, actor.account_id
    await session.flush()
    if is_same:
        await count_no_longer(session, match.reporter_id, match.reference, match.assignment_id, now=now)
    record(session, actor, "report.match_decided", "report_match", match.id, now=now, is_same=is_same)
