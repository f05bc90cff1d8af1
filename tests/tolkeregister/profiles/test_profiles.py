"""Own profiles: consent that is gone at once, changes that wait, pauses, the yearly question, and who has looked."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from booking.certificates.expiring import certificates_that_expire
from booking.certificates.models import CertificateRequirement
from booking.offers.commands import decline_offer
from booking.search.queries import SearchCriteria, find
from booking.sending.commands import send_request
from tests.builders.answers import mails, offers_of, open_offer, value
from tests.builders.bodies import a_body, an_officer
from tests.builders.certificates import a_seen_certificate
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tolkeregister.core.actor import NOBODY, Actor
from tolkeregister.core.database import Database, Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound
from tolkeregister.entries.queries import profile
from tolkeregister.profiles.activity import confirm_profile, set_active
from tolkeregister.profiles.changes import ask_change, decide_change, describe, state_contact, withdraw_change
from tolkeregister.profiles.consent import choose_consents, own_consents, published
from tolkeregister.profiles.expiring import provide_expiries
from tolkeregister.profiles.jobs import ask_yearly, remind_of_expiry
from tolkeregister.profiles.queries import own_changes, own_statement, waiting_changes
from tolkeregister.profiles.reads import note_read, own_reads

SOON = NOW + timedelta(minutes=5)
DAY = timedelta(days=1)
PHONE = "+4798765432"


async def test_nothing_is_public_without_consent_and_nothing_after_it_is_withdrawn(session: Session) -> None:
    """Rule P1; GDPR article 7: as easy to withdraw as to give."""
    tolk = await an_interpreter(session)
    await state_contact(session, tolk.actor, {"phone": PHONE, "website": "https://tolk.example"}, now=NOW)
    assert not (await published(session, tolk.number)).has_contact
    await choose_consents(session, tolk.actor, ["phone"], now=NOW)
    shown = await published(session, tolk.number)
    assert (shown.phone, shown.website) == (PHONE, None)
    await choose_consents(session, tolk.actor, [], now=SOON)
    assert not (await published(session, tolk.number)).has_contact
    rows = await session.execute(text("SELECT field, is_given, decided_at FROM publish_consent ORDER BY id"))
    assert [tuple(row) for row in rows] == [("phone", True, NOW), ("phone", False, SOON)], (
        "both words are kept"
    )


async def test_a_consent_keeps_the_instant_it_was_given(session: Session) -> None:
    tolk = await an_interpreter(session)
    assert await choose_consents(session, tolk.actor, ["email"], now=NOW) == ("email",)
    assert await choose_consents(session, tolk.actor, ["email", "phone"], now=SOON) == ("phone",)
    stands = await own_consents(session, tolk.actor)
    assert (stands["email"].decided_at, stands["phone"].decided_at) == (NOW, SOON)
    with pytest.raises(Invalid):
        await choose_consents(session, tolk.actor, ["birth_date"], now=SOON)


async def test_the_application_cannot_rewrite_a_consent_or_a_look(session: Session) -> None:
    for table in ("publish_consent", "person_read"):
        for verb in ("UPDATE", "DELETE"):
            allowed = await value(
                session, f"SELECT has_table_privilege('tolkeregister_app', '{table}', '{verb}')"
            )
            assert allowed is False, f"{verb} {table}"


async def test_a_protected_person_has_no_contact_whatever_was_consented_to(session: Session) -> None:
    """Rule P3."""
    tolk = await an_interpreter(session)
    await state_contact(session, tolk.actor, {"phone": PHONE}, now=NOW)
    await choose_consents(session, tolk.actor, ["phone"], now=NOW)
    await session.execute(
        text("INSERT INTO population_check (person_id, checked_at, next_at, protection, failures)"
             " VALUES (:person, :now, :now, 'confidential', 0)"), {"person": tolk.person_id, "now": NOW},
    )  # fmt: skip
    assert not (await published(session, tolk.number)).has_contact


async def test_changes_are_kept_as_differences(session: Session) -> None:
    tolk = await an_interpreter(session, modes=("phone",), subjects=("HELSE",))
    await state_contact(session, tolk.actor, {"phone": PHONE}, now=NOW)
    await state_contact(session, tolk.actor, {"phone": "+4711111111"}, now=SOON)
    await state_contact(session, tolk.actor, {"phone": None}, now=SOON)
    await describe(
        session, tolk.actor, modes=["screen", "phone"], subjects=["HELSE"], level="sporadic", now=SOON
    )
    told = [
        (each.field, each.before, each.after, each.state) for each in await own_changes(session, tolk.actor)
    ]
    assert told == [
        ("availability_level", "part_time", "sporadic", "made"),
        ("modes", "phone", "phone screen", "made"),
        ("phone", "+4711111111", "", "made"),
        ("phone", PHONE, "+4711111111", "made"),
        ("phone", "", PHONE, "made"),
    ]
    assert (await own_statement(session, tolk.actor)).contact == {}


async def test_a_chosen_name_waits_for_an_officer_and_is_shown_when_approved(session: Session) -> None:
    tolk, officer = await an_interpreter(session), await an_officer(session)
    assert await ask_change(session, tolk.actor, "chosen_name", " Sam  Haddad ", now=NOW) == "waiting"
    assert (await published(session, tolk.number)).chosen_name is None
    waiting = await waiting_changes(session, officer)
    assert [(each.before, each.after, each.number) for each in waiting] == [("", "Sam Haddad", tolk.number)]
    await decide_change(session, officer, waiting[0].id, None, now=SOON)
    assert (await published(session, tolk.number)).chosen_name == "Sam Haddad"
    assert await ask_change(session, tolk.actor, "chosen_name", "", now=SOON) == "made", "taken back at once"
    assert (await published(session, tolk.number)).chosen_name is None


async def test_a_declined_change_says_why_and_changes_nothing(session: Session) -> None:
    tolk, officer = await an_interpreter(session), await an_officer(session)
    await ask_change(session, tolk.actor, "clearance", "yes", now=NOW)
    change = (await waiting_changes(session, officer))[0].id
    with pytest.raises(Invalid):
        await decide_change(session, officer, change, "because", now=SOON)
    await decide_change(session, officer, change, "not_documented", now=SOON)
    own = (await own_changes(session, tolk.actor))[0]
    assert (own.state, own.decline_reason) == ("declined", "not_documented")
    assert await value(session, "SELECT has_clearance FROM interpreter WHERE id = :id", id=tolk.id) is False
    with pytest.raises(Conflict, match="change_decided"):
        await decide_change(session, officer, change, None, now=SOON)
    with pytest.raises(NotFound):
        await decide_change(session, officer, 987_654, None, now=SOON)


async def test_a_newer_question_takes_the_place_of_one_that_waits(session: Session) -> None:
    tolk, officer = await an_interpreter(session), await an_officer(session)
    await ask_change(session, tolk.actor, "chosen_name", "Sam", now=NOW)
    first = (await waiting_changes(session, officer))[0].id
    await ask_change(session, tolk.actor, "chosen_name", "Sami", now=SOON)
    assert [each.after for each in await waiting_changes(session, officer)] == ["Sami"]
    with pytest.raises(Conflict, match="change_decided"):
        await decide_change(session, officer, first, None, now=SOON)
    await withdraw_change(session, tolk.actor, "chosen_name", now=SOON)
    assert await waiting_changes(session, officer) == ()
    with pytest.raises(Conflict, match="change_decided"):
        await withdraw_change(session, tolk.actor, "chosen_name", now=SOON)


async def test_nobody_answers_a_change_of_the_own_profile(session: Session) -> None:
    tolk, officer = await an_interpreter(session), await an_officer(session)
    await session.execute(
        text("UPDATE account SET person_id = :person WHERE id = :id"),
        {"person": tolk.person_id, "id": officer.account_id},
    )
    await ask_change(session, tolk.actor, "clearance", "yes", now=NOW)
    waiting = await waiting_changes(session, officer)
    assert waiting[0].is_own
    with pytest.raises(NotAllowed, match="own_case"):
        await decide_change(session, officer, waiting[0].id, None, now=SOON)


async def test_of_two_officers_who_answer_at_once_one_is_heard(own_database: Database) -> None:
    async with own_database.writing() as session:
        tolk, people = await an_interpreter(session), [await an_officer(session) for _ in range(2)]
        await ask_change(session, tolk.actor, "clearance", "yes", now=NOW)
        change = (await waiting_changes(session, people[0]))[0].id

    async def answer(person: Actor, why: str | None) -> str:
        try:
            async with own_database.writing() as session:
                await decide_change(session, person, change, why, now=SOON)
        except Conflict as no:
            return str(no)
        return "heard"

    outcomes = await asyncio.gather(answer(people[0], None), answer(people[1], "not_documented"))
    assert sorted(outcomes) == ["change_decided", "heard"]
    async with own_database.reading() as session:
        stands = await value(session, "SELECT has_clearance FROM interpreter WHERE id = :id", id=tolk.id)
        state = await value(session, "SELECT state FROM profile_change WHERE id = :id", id=change)
    assert stands == (state == "approved")


async def test_whoever_pauses_is_in_no_search_and_still_in_the_register(session: Session) -> None:
    tolk = await an_interpreter(session)
    asked = SearchCriteria(language_tag="ar")
    assert await set_active(session, tolk.actor, is_active=False, now=NOW)
    assert not await set_active(session, tolk.actor, is_active=False, now=SOON), "twice is once"
    assert (await find(session, asked, now=NOW)).count == 0
    assert await profile(session, tolk.number, now=NOW) is not None, "listed, and the number is valid"
    assert (await published(session, tolk.number)).inactive_since == NOW
    await set_active(session, tolk.actor, is_active=True, now=SOON)
    assert (await find(session, asked, now=NOW)).count == 1


async def test_whoever_pauses_after_the_draw_is_passed_over_with_the_reason(session: Session) -> None:
    """Rule B9: every skip is logged."""
    body = await a_body(session)
    first = await an_interpreter(session, category="A", hours=True)
    paused = await an_interpreter(session, category="B", hours=True)
    third = await an_interpreter(session, category="C", hours=True)
    number = await send_request(session, body.booker, a_draft(), key="x", now=NOW)
    await set_active(session, paused.actor, is_active=False, now=SOON)
    await decline_offer(
        session, first.actor, await open_offer(session, number, first.id), reason_code="busy", now=SOON
    )
    assert [who for who, _, _ in await offers_of(session, number)] == [first.id, third.id]
    reasons = await value(session, "SELECT reasons FROM queue_place WHERE interpreter_id = :id", id=paused.id)
    assert reasons[-1] == {"code": "inactive"}


async def test_the_yearly_question_is_asked_once_marks_and_never_delists(session: Session) -> None:
    tolk = await an_interpreter(session)
    gone = await an_interpreter(session, listed_to=NOW - DAY)
    await ask_yearly(session, now=NOW)
    await ask_yearly(session, now=NOW + timedelta(hours=1))
    assert [each for each in await mails(session) if each[0] == "profile_still_right"] == [
        ("profile_still_right", tolk.email)
    ], "not those who have left"
    assert gone.email != tolk.email
    later = NOW + timedelta(days=100)
    assert (await own_statement(session, tolk.actor)).freshness(later) == "stale"
    assert await profile(session, tolk.number, now=later) is not None
    assert (await find(session, SearchCriteria(language_tag="ar"), now=later)).count == 1
    await confirm_profile(session, tolk.actor, now=later)
    assert (await own_statement(session, tolk.actor)).freshness(later) == "confirmed"
    assert (await published(session, tolk.number)).confirmed_at == later


async def test_what_runs_out_is_reminded_of_once(session: Session) -> None:
    provide_expiries(certificates_that_expire)
    body, short = await a_body(session), await a_body(session, name="Granåsen fengsel")
    tolk = await an_interpreter(session)
    await a_seen_certificate(session, body, tolk.id, seen_on=date(2025, 3, 20))  # twelve months
    await a_seen_certificate(session, short, tolk.id, seen_on=date(2025, 12, 10))
    session.add(CertificateRequirement(
        organisation_id=short.organisation_id, demand="before_start", kind="ordinary", valid_from=date(2024, 1, 1),
        legal_basis="tolkeloven § 10", account_id=short.booker.account_id or 0, recorded_at=NOW, counts_for_months=3,
    ))  # fmt: skip
    await session.flush()
    for at in (NOW, NOW + DAY):
        await remind_of_expiry(session, now=at)
    told = await session.execute(
        text("SELECT data->>'where', data->>'until_at' FROM mail_message ORDER BY 2")
    )
    assert [(row[0], row[1][:10]) for row in told] == [
        ("Granåsen fengsel", "2026-03-10"),
        ("Fjordvik kommune", "2026-03-20"),
    ]


async def test_one_sees_who_has_looked_once_a_day_and_never_oneself(session: Session) -> None:
    tolk, officer, booker = (
        await an_interpreter(session),
        await an_officer(session),
        (await a_body(session)).booker,
    )
    for at in (NOW, SOON, NOW + DAY):
        await note_read(session, officer, tolk.person_id, "interpreter_page", now=at)
    await note_read(session, booker, tolk.person_id, "interpreter_page", now=NOW)
    await note_read(session, tolk.actor, tolk.person_id, "interpreter_page", now=NOW)
    await choose_consents(session, tolk.actor, ["phone"], now=NOW)
    looks = await own_reads(session, tolk.actor)
    assert [(each.at, each.what, each.is_event) for each in looks] == [
        (NOW + DAY, "interpreter_page", False), (NOW, "interpreter_page", False),
    ]  # fmt: skip
    assert all(each.who for each in looks)


async def test_a_profile_is_its_owners_only(session: Session) -> None:
    officer = await an_officer(session)
    for actor in (NOBODY, officer):
        for call in (
            choose_consents(session, actor, ["phone"], now=NOW),
            state_contact(session, actor, {"phone": PHONE}, now=NOW),
            set_active(session, actor, is_active=False, now=NOW),
            confirm_profile(session, actor, now=NOW),
            own_changes(session, actor),
            own_reads(session, actor),
        ):
            with pytest.raises(NotAllowed):
                await call
