"""What an applicant does: begins, fills in part by part, sends, answers and withdraws."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import text

from qualification.applications.access import OWN_ACCOUNTS, own_application, require_own_door
from qualification.applications.case import open_listing_case
from qualification.applications.models import Application, ApplicationState, Ground
from qualification.applications.rules.parts import Draft, may_submit
from qualification.categories.rules.derive import NORWEGIAN
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, conflict, require
from tolkeregister.core.events import raise_event
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.decisions.cases.commands import close_case
from tolkeregister.decisions.cases.journal import journal_words
from tolkeregister.entries.models import EntryType, Mode
from tolkeregister.languages.rules import Validity
from tolkeregister.people.population.commands import fetch_for_account

CHECK = "application.check"
WITHDRAWN = "application.withdrawn"
_LANGUAGE = text("SELECT valid_from, valid_to FROM language WHERE tag = :tag")
_OPEN = text(
    f"""
    SELECT id FROM application WHERE account_id IN ({OWN_ACCOUNTS}) AND language_tag = :language AND type = :type
       AND state IN ('draft', 'submitted')
    """
)
_START = text(
    """
    INSERT INTO application (account_id, language_tag, type, state, started_at, email, phone, grounds, modes)
    SELECT a.id, :language, :type, 'draft', :now, coalesce(nullif(p.email, ''), a.email), coalesce(p.phone, ''),
           '{}', coalesce(i.modes, '{}')
      FROM account a LEFT JOIN person p ON p.id = a.person_id LEFT JOIN interpreter i ON i.person_id = p.id
     WHERE a.id = :account
    ON CONFLICT DO NOTHING RETURNING id
    """
)
_LISTED = text(
    """
    SELECT 1 FROM entry_listing l JOIN entry e ON e.id = l.entry_id JOIN interpreter i ON i.id = e.interpreter_id
      JOIN account a ON a.person_id = i.person_id
     WHERE a.id = :account AND e.language_tag = :language AND e.type = :type
       AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)
    """
)
_DOCUMENTS = text(
    """
    SELECT count(*) FILTER (WHERE scan_state <> 'infected') AS fit,
           count(*) FILTER (WHERE scan_state = 'infected') AS infected,
           coalesce(array_agg(DISTINCT kind) FILTER (WHERE scan_state <> 'infected'), '{}') AS kinds,
           EXISTS (SELECT FROM foreign_qualification WHERE application_id = :id) AS has_qualification
      FROM application_document WHERE application_id = :id AND removed_at IS NULL
    """
)
_FORGET = text(
    "UPDATE application_document SET content = NULL, removed_at = :now"
    " WHERE application_id = :id AND removed_at IS NULL"
)
_END_SUPPLEMENTS = text(
    "UPDATE supplement_request SET ended_at = :now"
    " WHERE application_id = :id AND answered_at IS NULL AND ended_at IS NULL"
)


async def start_application(
    session: Session, actor: Actor, language: str, type: str, *, now: datetime
) -> int:
    """Begin an application, or go on with the open one for the same language and type; returns its id.

    The person is fetched from the population register (rule A2); when that is down the application goes on without.
    Raises NotAllowed for other doors than the interpreters', Invalid for an unknown language, for Norwegian (rule Q6)
    and for a person the register cannot vouch for, Conflict for one who is listed.
    """
    account_id = await require_own_door(session, actor)
    if type not in set(EntryType):
        raise Invalid(reason("unknown_type", field="type"))
    await _require_in_list(session, language, now=now)
    if type == EntryType.SPEECH and language in NORWEGIAN:
        raise Invalid(reason("norwegian_is_one_side", field="spraak"))
    await fetch_for_account(session, account_id, now=now)
    values = {"account": account_id, "language": language, "type": type, "now": now}
    if (await session.execute(_LISTED, values)).scalar() is not None:
        raise conflict("already_listed")
    if (found := (await session.execute(_OPEN, values)).scalar()) is not None:
        return int(found)
    made = (await session.execute(_START, values)).scalar_one_or_none()
    if made is None:  # the second of two clicks
        return int((await session.execute(_OPEN, values)).scalar_one())
    record(session, actor, "application.started", "application", made, now=now)
    return int(made)


async def say_about_you(
    session: Session, actor: Actor, application_id: int, *, email: str, phone: str
) -> None:
    """How to reach the applicant; name and address are the population register's and cannot be written here (A2)."""
    found = await _draft(session, actor, application_id)
    found.email, found.phone = email, phone
    session.add(found)
    await session.flush()


async def say_grounds(session: Session, actor: Actor, application_id: int, grounds: Collection[str]) -> None:
    """What the place in the register builds on, as the applicant says; what counts is what is documented (Q1)."""
    found = await _draft(session, actor, application_id)
    chosen: list[str] = [each.value for each in Ground if each.value in set(grounds)]
    if not chosen or len(chosen) != len(set(grounds)):
        raise Invalid(reason("part_missing_grounds", field="grunnlag"))
    found.grounds = chosen
    session.add(found)
    await session.flush()


async def say_work(session: Session, actor: Actor, application_id: int, modes: Collection[str]) -> None:
    """The ways of working, shown as told by the interpreter."""
    found = await _draft(session, actor, application_id)
    chosen: list[str] = [each.value for each in Mode if each.value in set(modes)]
    if not chosen or len(chosen) != len(set(modes)):
        raise Invalid(reason("mode_missing", field="metoder"))
    found.modes = chosen
    session.add(found)
    await session.flush()


async def say_documents_done(session: Session, actor: Actor, application_id: int, *, now: datetime) -> None:
    """The applicant has added what there is."""
    found = await _draft(session, actor, application_id)
    found.documents_done_at = now
    session.add(found)
    await session.flush()


async def declare(session: Session, actor: Actor, application_id: int, *, now: datetime) -> None:
    """The applicant declares that everything is true and that changes will be told of."""
    found = await _draft(session, actor, application_id)
    found.declared_at = now
    session.add(found)
    await session.flush()


async def submit(session: Session, actor: Actor, application_id: int, *, now: datetime) -> None:
    """Send it. A second click does nothing. Raises RuleBroken with every part that is lacking, Invalid for a language
    whose last day has passed since it was begun.

    It is received now, also when the population register has not answered: the case is opened when it does.
    """
    found = await own_application(session, actor, application_id)
    if found.state == ApplicationState.SUBMITTED:
        return
    if found.state != ApplicationState.DRAFT:
        raise conflict("application_ended")
    await _require_in_list(session, found.language_tag, now=now)
    require(may_submit(await _as_draft(session, found)))
    found.state, found.submitted_at = ApplicationState.SUBMITTED, now
    session.add(found)
    await session.flush()
    record(session, actor, "application.submitted", "application", application_id, now=now)
    person_id = await fetch_for_account(session, found.account_id, now=now)
    if person_id is not None and found.case_id is None:
        await open_listing_case(session, actor, found, person_id, now=now)
    await enqueue(session, CHECK, key=f"{CHECK}:{application_id}", application_id=application_id)


async def withdraw_application(session: Session, actor: Actor, application_id: int, *, now: datetime) -> None:
    """Take it back, sent or not; documents of one that was never sent are deleted. Conflict when it has ended."""
    found = await own_application(session, actor, application_id)
    if found.state not in (ApplicationState.DRAFT, ApplicationState.SUBMITTED):
        raise conflict("application_ended")
    if found.case_id is None:
        await session.execute(_FORGET, {"id": application_id, "now": now})
    else:
        words = "Søkeren trekker søknaden."
        await journal_words(
            session, actor, found.case_id, "withdrawal", "Søknaden er trukket", words, now=now
        )
        await close_case(session, actor, found.case_id, code="case.withdrawn", now=now)
    await session.execute(_END_SUPPLEMENTS, {"id": application_id, "now": now})
    found.state, found.ended_at = ApplicationState.WITHDRAWN, now
    session.add(found)
    await session.flush()
    record(session, actor, "application.withdrawn", "application", application_id, now=now)
    await raise_event(session, actor, WITHDRAWN, now=now, application_id=application_id)


async def _require_in_list(session: Session, language: str, *, now: datetime) -> None:
    """An application is for a language that can be chosen today; one that was sent before its end goes on."""
    row = (await session.execute(_LANGUAGE, {"tag": language})).one_or_none()
    if row is None or row.valid_from > oslo_date(now):
        raise Invalid(reason("unknown_language", field="spraak"))
    if not Validity(row.valid_from, row.valid_to).holds_on(oslo_date(now)):
        raise Invalid(reason("language_ended", field="spraak", last_day=f"{row.valid_to:%d.%m.%Y}"))


async def _draft(session: Session, actor: Actor, application_id: int) -> Application:
    found = await own_application(session, actor, application_id)
    if found.state != ApplicationState.DRAFT:
        raise conflict("application_sent")
    return found


async def _as_draft(session: Session, found: Application) -> Draft:
    documents = (await session.execute(_DOCUMENTS, {"id": found.id})).one()
    return Draft(
        found.email, found.phone, found.grounds, found.modes, documents.fit, documents.infected,
        found.documents_done_at is not None, found.declared_at is not None, documents.kinds,
        documents.has_qualification,
    )  # fmt: skip
