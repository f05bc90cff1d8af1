"""What officers do with a case about recognition, and recording those who provide services for a time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlmodel import col, select

from qualification.applications.rules.countries import country_name, is_recognised_from
from qualification.evidence.commands import record_evidence
from qualification.recognition.kinds import LEGAL_BASIS, RECOGNISED, RECOGNITION, rule_version
from qualification.recognition.models import Recognition, TemporaryProvision
from qualification.recognition.of_application import end_of, go_on_with_application, listing_waits
from qualification.recognition.rules.clocks import CLOCKS, acknowledge_by, decide_by, may_extend
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import OSLO, oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, conflict, require
from tolkeregister.decisions.cases.access import CaseRef, case_by_number, require_staff
from tolkeregister.decisions.cases.commands import note, open_case, set_deadline
from tolkeregister.decisions.cases.journal import journal_words
from tolkeregister.decisions.letters.commands import name_of, party_of, write_letter, written_date
from tolkeregister.decisions.letters.render import render_letter
from tolkeregister.decisions.outcomes.commands import DecisionDraft, DraftRef, propose_decision
from tolkeregister.people.population.commands import take_record
from tolkeregister.people.population.source import PopulationDown, ask_population


@dataclass(frozen=True, slots=True)
class Qualification:
    """What somebody asks to have recognised."""

    country: str  # ISO 3166-1 alpha-2
    language: str
    type: str
    name: str
    institution: str
    earned_on: date


async def open_recognition(
    session: Session,
    actor: Actor,
    national_id: str,
    asked: Qualification,
    *,
    received_on: date,
    now: datetime,
) -> CaseRef:
    """Open the case of an application that came by post; listing is another decision and need not be asked for (A7).

    The person comes from the population register. Raises Invalid for a person it does not know, for a country outside
    the EEA and Switzerland on the day it came, for a day to come and for one before there were clocks.
    """
    require_staff(actor)
    if asked.earned_on > received_on or received_on > oslo_date(now):
        raise Invalid(reason("earned_after_received", field="mottatt"))
    if received_on < CLOCKS[0].valid_from:
        raise Invalid(reason("received_too_early", field="mottatt", first=CLOCKS[0].valid_from))
    if not is_recognised_from(asked.country, received_on):
        raise Invalid(reason("country_not_in_the_eea", field="land"))
    try:
        found = await ask_population(national_id)
    except PopulationDown as down:
        raise Invalid(reason("population_awaited", field="nummer")) from down
    if found is None:
        raise Invalid(reason("not_in_population_register", field="nummer"))
    person_id = await take_record(session, actor, found, now=now)
    received_at = min(datetime.combine(received_on, time(12), OSLO).astimezone(UTC), now)
    ref = await open_case(
        session, actor, RECOGNITION, person_id, received_at=received_at, language_tag=asked.language, type=asked.type,
        deadline_at=end_of(acknowledge_by(received_on)), now=now,
    )  # fmt: skip
    session.add(
        Recognition(
            case_id=ref.id, country=asked.country, qualification=asked.name, institution=asked.institution,
            earned_on=asked.earned_on,
        )
    )  # fmt: skip
    words = f"{asked.name}, {asked.institution}, {asked.country}, {asked.earned_on}"
    title = "Søknad om godkjenning av kvalifikasjoner"
    await journal_words(session, actor, ref.id, "application", title, words, now=now)
    return ref


async def acknowledge(session: Session, actor: Actor, number: str, *, now: datetime) -> None:
    """Tell the applicant that it has come, within a month (A8). Conflict the second time."""
    ref, found = await _in_hand(session, actor, number)
    if found.acknowledged_at is not None:
        raise conflict("acknowledged_already")
    party = await party_of(session, ref.id)
    nn = party.written_form == "nn"
    title = "Vi har fått søknaden om godkjenning"
    data = {
        "case_number": ref.number, "to_name": party.name, "people": [await name_of(session, actor.account_id)],
        "facts": [["Kvalifikasjon", found.qualification], ["Skriven ut av" if nn else "Utstedt av", found.institution],
                  ["Land", country_name(found.country, party.written_form)]],
    }  # fmt: skip
    made = await render_letter(
        "recognition_received", party.written_form, data, on=oslo_date(now), title=title
    )
    await write_letter(session, actor, ref.id, "receipt", title, made, now=now)
    await _save(session, found, acknowledged_at=now)
    await note(session, actor, ref.id, "recognition.acknowledged", now=now)


async def papers_complete(session: Session, actor: Actor, number: str, *, now: datetime) -> None:
    """From now the three months run. Conflict before it is acknowledged, and the second time."""
    ref, found = await _in_hand(session, actor, number)
    if found.acknowledged_at is None or found.complete_at is not None:
        raise conflict("complete_already" if found.complete_at else "acknowledge_first")
    await _save(session, found, complete_at=now)
    until = decide_by(oslo_date(now), is_extended=False)
    await set_deadline(session, actor, ref.id, end_of(until), now=now)
    if found.application_id is not None:
        await listing_waits(session, actor, found.application_id, end_of(until), now=now)


async def extend(session: Session, actor: Actor, number: str, because: str, *, now: datetime) -> None:
    """One month more, once, with a reason that is kept and told in a letter (A8)."""
    ref, found = await _in_hand(session, actor, number)
    complete_on = oslo_date(found.complete_at) if found.complete_at else None
    is_extended = found.extended_at is not None
    require(may_extend(complete_on, is_extended=is_extended, because=because, today=oslo_date(now)))
    assert complete_on is not None
    await _save(session, found, extended_at=now, extended_because=because.strip())
    until = decide_by(complete_on, is_extended=True)
    await set_deadline(session, actor, ref.id, end_of(until), now=now)
    if found.application_id is not None:
        await listing_waits(session, actor, found.application_id, end_of(until), now=now)
    party = await party_of(session, ref.id)
    title = (
        "Vi treng meir tid til å avgjere saka"
        if party.written_form == "nn"
        else "Vi trenger mer tid til å avgjøre saken"
    )
    data = {
        "case_number": ref.number, "to_name": party.name, "people": [await name_of(session, actor.account_id)],
        "why": because.strip(), "decide_by": written_date(until),
    }  # fmt: skip
    made = await render_letter(
        "recognition_extended", party.written_form, data, on=oslo_date(now), title=title
    )
    await write_letter(session, actor, ref.id, "extension", title, made, now=now)


async def propose_recognition(
    session: Session, actor: Actor, number: str, outcome: str, reasons: str, *, tie: str, now: datetime
) -> DraftRef:
    """A draft; what goes against the applicant needs notice and two people before it is signed."""
    ref, found = await _in_hand(session, actor, number)
    if found.complete_at is None:
        raise conflict("recognition_not_complete")
    facts = {
        "country": found.country, "qualification": found.qualification, "institution": found.institution,
        "earned_on": found.earned_on.isoformat(), "application": found.application_id,
    }  # fmt: skip
    draft = DecisionDraft(outcome, LEGAL_BASIS, rule_version(now), facts, reasons)
    return await propose_decision(session, actor, ref.id, draft, tie=tie, now=now)


async def act_on_recognition(
    session: Session, actor: Actor, *, now: datetime, case_kind: str, person_id: int, language_tag: str | None,
    type: str | None, outcome: str, facts: dict[str, Any], number: str, **_: Any,
) -> None:  # fmt: skip
    """Handler of `decision.signed`: what is recognised becomes evidence at once, and categories follow.

    An application that waited for it goes on, whatever the answer was.
    """
    if case_kind != RECOGNITION:
        return
    application_id = facts.get("application")
    if application_id is not None:
        await go_on_with_application(session, actor, int(application_id), now=now)
    if outcome != RECOGNISED:
        return
    since = datetime.combine(date.fromisoformat(facts["earned_on"]), time(0), OSLO).astimezone(UTC)
    await record_evidence(
        session, actor, person_id, "foreign_bachelor", language_tag=language_tag, type=type, valid_from=since,
        issuer="IMDi", reference=number, now=now,
    )  # fmt: skip


async def record_provision(
    session: Session, actor: Actor, name: str, country: str, languages: tuple[str, ...], right: str, *,
    since: date, until: date, now: datetime,
) -> int:  # fmt: skip
    """Record somebody who provides services for a time; nothing is recognised and nobody is listed (A7)."""
    require_staff(actor)
    if not is_recognised_from(country, since):
        raise Invalid(reason("country_not_in_the_eea", field="land"))
    if until <= since:
        raise Invalid(reason("ends_before_it_starts", field="til"))
    assert actor.account_id is not None
    made = TemporaryProvision(
        name=name, country=country, languages=list(languages), right_to_practise=right, since=since, until=until,
        account_id=actor.account_id, recorded_at=now,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    assert made.id is not None
    record(session, actor, "provision.recorded", "provision", made.id, now=now)
    return made.id


async def _in_hand(session: Session, actor: Actor, number: str) -> tuple[CaseRef, Recognition]:
    ref = await case_by_number(session, actor, number)
    statement = select(Recognition).where(col(Recognition.case_id) == ref.id).with_for_update()
    found = (await session.exec(statement)).one_or_none()
    if found is None:
        raise NotFound(reason("case_not_found"))
    return ref, found


async def _save(session: Session, found: Recognition, **changes: object) -> None:
    for name, value in changes.items():
        setattr(found, name, value)
    session.add(found)
    await session.flush()
