"""The case an application becomes when it has been sent and the person is known: number, receipt and documents."""

from datetime import datetime

from sqlalchemy import text

from qualification.applications.kinds import LISTING, TYPES
from qualification.applications.models import Application, ApplicationState
from qualification.applications.rules.parts import RECOGNISED
from qualification.applications.rules.terms import decide_by
from qualification.recognition.rules.clocks import acknowledge_by
from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.events import raise_event
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.decisions.cases.access import CaseRef
from tolkeregister.decisions.cases.commands import open_case
from tolkeregister.decisions.cases.journal import NewPost, journal, journal_words
from tolkeregister.decisions.cases.models import Direction
from tolkeregister.decisions.letters.commands import party_of, write_letter, written_date
from tolkeregister.decisions.letters.render import render_letter

CASE_OPENED = "application.case_opened"
_SENT = text(
    "SELECT id FROM application WHERE account_id = :account AND state = 'submitted' AND case_id IS NULL FOR UPDATE"
)
_LANGUAGE = text("SELECT name_nb, name_nn FROM language WHERE tag = :tag")
_CLEAN = text(
    """
    SELECT id, file_name, media_type, content FROM application_document
     WHERE application_id = :id AND scan_state = 'clean' AND removed_at IS NULL AND journal_post_id IS NULL
       AND content IS NOT NULL ORDER BY id
    """
)
_JOURNALED = text("UPDATE application_document SET journal_post_id = :post, content = NULL WHERE id = :id")
_TITLES = {"nb": "Vi har fått søknaden din", "nn": "Vi har fått søknaden din"}


async def open_listing_case(
    session: Session, actor: Actor, found: Application, person_id: int, *, now: datetime
) -> CaseRef:
    """Open the case, counted from when the application was sent; journal it, answer it, keep its documents."""
    assert found.submitted_at is not None
    ref = await open_case(
        session, actor, LISTING, person_id, received_at=found.submitted_at, language_tag=found.language_tag,
        type=found.type, deadline_at=decide_by(found.submitted_at), now=now,
    )  # fmt: skip
    found.case_id = ref.id
    session.add(found)
    await session.flush()
    words = (
        f"Språk: {found.language_tag}\nType: {found.type}\nGrunnlag: {', '.join(found.grounds)}\n"
        f"Metoder: {', '.join(found.modes)}\nErklært: {found.declared_at}"
    )
    title = "Søknad om oppføring i tolkeregisteret"
    await journal_words(session, actor, ref.id, "application", title, words, now=now)
    await journal_documents(session, found, now=now)
    await _answer(session, found, ref, now=now)
    await raise_event(session, actor, CASE_OPENED, now=now, application_id=found.id, person_id=person_id)
    return ref


async def take_on_sent(
    session: Session, actor: Actor, *, account_id: int, person_id: int, now: datetime
) -> None:
    """The person is known now: whatever was sent meanwhile becomes cases (handler of `person.known`)."""
    for application_id in (await session.execute(_SENT, {"account": account_id})).scalars().all():
        found = await session.get(Application, application_id, populate_existing=True)
        assert found is not None
        assert found.state == ApplicationState.SUBMITTED
        await open_listing_case(session, SYSTEM, found, person_id, now=now)
        key = f"application.check:{application_id}"
        await enqueue(session, "application.check", key=key, application_id=application_id)


async def journal_documents(session: Session, found: Application, *, now: datetime) -> None:
    """Put every document that is found clean in the journal; its bytes are then the archive's."""
    if found.case_id is None:
        return
    for row in (await session.execute(_CLEAN, {"id": found.id})).all():
        post = NewPost(
            "attachment", "Vedlegg til søknaden", Direction.INCOMING, bytes(row.content), row.media_type
        )
        post_id = await journal(session, SYSTEM, found.case_id, post, now=now)
        await session.execute(_JOURNALED, {"post": post_id, "id": row.id})


async def _answer(session: Session, found: Application, ref: CaseRef, *, now: datetime) -> None:
    """A provisional answer at once, with the day the case should be decided by (forvaltningsloven § 11 a)."""
    assert found.submitted_at is not None
    party = await party_of(session, ref.id)
    language = (await session.execute(_LANGUAGE, {"tag": found.language_tag})).one()
    form, nn = party.written_form, party.written_form == "nn"
    facts = [
        ["Språk", language.name_nn if nn else language.name_nb],
        ["Kva slags tolking" if nn else "Hva slags tolking", TYPES[found.type].in_form(form)],
    ]
    data = {
        "case_number": ref.number, "to_name": party.name, "people": [], "facts": facts,
        "decide_by": written_date(oslo_date(decide_by(found.submitted_at))),
    }  # fmt: skip
    if RECOGNISED in found.grounds:
        data["answer_by"] = written_date(acknowledge_by(oslo_date(found.submitted_at)))
    title = _TITLES[form]
    made = await render_letter("application_received", form, data, on=oslo_date(now), title=title)
    await write_letter(session, SYSTEM, ref.id, "receipt", title, made, now=now)
