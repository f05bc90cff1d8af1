"""The small world the browser tests walk in: one body, an interpreter per road, and an order in every state.

Each road has a language and an interpreter of its own, so that no test sees another's orders.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import text

from booking.assignments.commands import confirm_delivered, confirm_not_delivered
from booking.assignments.models import Assignment
from booking.changes.cancelling import cancel
from booking.exceptions.children import ChildUseDraft, record_child_use
from booking.exceptions.commands import record_afterwards
from booking.exceptions.rules.statement import Statement
from booking.matching.models import QueuePlace
from booking.offers.commands import accept_offer, decline_offer
from booking.statistics.publication import open_release, publish_year, years_to_publish
from qualification.categories.drafting import draft_scheme
from tests.booking.reports.files import csv_of, report, row
from tests.booking.statistics.facts import Fact, record
from tests.browser.applications import WalkedApplications, applications_to_walk
from tests.browser.committee import WalkedCommittee, committee_to_walk
from tests.browser.complaints import WalkedComplaint, complaint_to_walk
from tests.browser.results import WalkedResults, results_to_walk
from tests.browser.rooms import Call, call_to_walk, held_to_walk
from tests.builders.answers import value
from tests.builders.assignments import accepted_by, an_assignment, an_offer
from tests.builders.bodies import BuiltBody, a_body, a_booker, an_officer
from tests.builders.campaigns import a_campaign
from tests.builders.cards import cards_and_systems
from tests.builders.cases import WalkedCases, cases_to_walk
from tests.builders.certificates import a_requirement, a_seen_certificate
from tests.builders.changes import change
from tests.builders.drafts import a_draft
from tests.builders.interpreters import BuiltInterpreter, an_entry, an_interpreter
from tests.builders.plans import plan_and_people
from tests.builders.statements import WHY, a_statement
from tolkeregister.campaigns.audience import Chosen
from tolkeregister.core.actor import Actor, Door, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.entries.commands import remove_interpreter
from tolkeregister.languages.governance import Proposed, propose
from tolkeregister.people.models import Account, AccountRole
from tolkeregister.profiles.changes import ask_change, state_contact
from tolkeregister.profiles.consent import choose_consents
from tolkeregister.profiles.reads import note_read

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FACTS_PER_BODY = 40
INTERPRETERS = {  # language → given name, family name, gender, category
    "so": ("Hodan", "Warsame", "woman", "A"),
    "ti": ("Selam", "Tesfay", "woman", "C"),
    "pl": ("Jan", "Kowalski", "man", "B"),
    "uk": ("Olena", "Kovalenko", "woman", "D"),
    "ru": ("Irina", "Petrova", "woman", "B"),
    "vi": ("Linh", "Nguyen", "woman", "A"),
}


@dataclass(frozen=True, slots=True)
class World:
    """Who is there, and the numbers of what is under way."""

    body: BuiltBody
    officer: Actor
    administrator: Actor
    agency: Actor
    samira: BuiltInterpreter  # arabic, category A: the main road
    leila: BuiltInterpreter  # arabic, category B: the orders in every state are hers
    by_language: dict[str, BuiltInterpreter]
    removed: BuiltInterpreter
    orders: dict[str, str]  # state → number
    offers: dict[str, int]  # state of the order → Leila's offer
    claim_id: int  # the exception of the order "claim"
    police: Actor  # the booker of a body that requires police certificates, and its administrator
    police_administrator: Actor
    seen_id: int  # Leila's certificate, as the police have seen it
    report_id: int  # the agency's, with mistakes and a word that waits
    word_id: int
    card_id: str  # Leila's, for all languages
    system_id: int
    cases: WalkedCases  # about Leila
    plan_id: int  # a language plan that has been replaced
    applications: WalkedApplications
    results: WalkedResults
    after_orders: int  # the first event of the trail after those about orders
    scheme_id: int  # a draft of rules
    proposal_id: int  # a merge of two languages that waits
    complaint: WalkedComplaint  # about Leila
    committee: WalkedCommittee  # with another complaint about her
    campaign_id: int  # of everybody in arabic, category B: Leila among them
    call: Call  # a conversation by screen whose room is open
    held: str  # one that is over, with Leila


_PERHAPS_THE_SAME = text("""
    INSERT INTO report_match (reporter_id, reference, assignment_id, differs, state, found_at)
    SELECT :reporter, 'W-1', min(id), '["interpreter"]', 'open', :now FROM assignment WHERE interpreter_id IS NOT NULL
""")


async def make_world(session: Session, *, secret_key: str, now: datetime) -> World:
    """Fill a database with reference data. `now` is the real time."""
    # first, so that the newest events of the trail are about orders
    applications = await applications_to_walk(session, await an_officer(session), now=now)
    results = await results_to_walk(session, now=now)
    body = await a_body(session)
    samira = await an_interpreter(session, category="A", hours=True)
    scheme_id = await a_profile_and_rules(session, samira, await an_officer(session), now=now)
    await an_entry(session, samira.id, language="ckb", category="B")
    leila = await an_interpreter(session, category="B", given_name="Leila", family_name="Mansour")
    others = {
        language: await an_interpreter(session, language=language, given_name=given, family_name=family,
                                       gender=gender, category=category, hours=True)
        for language, (given, family, gender, category) in INTERPRETERS.items()
    }  # fmt: skip
    removed = await an_interpreter(
        session, language="fa", given_name="Reza", family_name="Karimi", gender="man"
    )
    await _a_year_of_facts(session, body, now)
    orders, offers = await _orders(session, body, leila, now)
    orders |= await _exceptions(session, body, now)
    claim_id = int(await value(session, "SELECT max(exception_id) FROM assignment"))
    after_orders = 1 + int(await value(session, "SELECT max(id) FROM audit_event"))
    officer = await an_officer(session)
    await remove_interpreter(session, officer, removed.number, "own_wish", now, now=now)
    administrator = await _somebody(session, Role.ADMINISTRATOR, Door.DIRECTORATE, "Anne-Berit Lyngheim")
    agency = await _somebody(
        session, Role.AGENCY, Door.PUBLIC_BODY, "Torbjørn Fjellanger", body.organisation_id
    )
    police = await a_body(session, name="Fjordvik politidistrikt", unit="Etterforskning", sector="POLITI")
    police_administrator = await a_booker(
        session, police.organisation_id, None, organisation_name="Fjordvik politidistrikt",
        role=Role.BODY_ADMINISTRATOR,
    )  # fmt: skip
    await a_requirement(session, police, "before_start", kind="extended")
    seen_id = await a_seen_certificate(session, police, leila.id, seen_on=oslo_date(now), kind="extended")
    return World(
        body, officer, administrator, agency, samira, leila, others, removed, orders, offers, claim_id,
        police.booker, police_administrator, seen_id, *await _a_report(session, agency, now),
        *await cards_and_systems(session, leila.actor, leila.number, administrator, secret_key=secret_key, now=now),
        cases=await cases_to_walk(session, leila, officer, now=now),
        plan_id=await plan_and_people(session, officer, leila, now=now),
        applications=applications, results=results, after_orders=after_orders, scheme_id=scheme_id,
        proposal_id=await propose(
            session, administrator, Proposed("merged", "ber", "Fagråd", oslo_date(now) + timedelta(days=60), "ar"),
            now=now,
        ),
        complaint=await complaint_to_walk(session, leila, officer, now=now),
        committee=await committee_to_walk(session, leila, officer, administrator, now=now),
        campaign_id=await a_campaign(session, administrator, Chosen("B", "ar"), now=now),
        call=await call_to_walk(session, body, secret_key, now=now),
        held=await held_to_walk(session, body, leila, now=now),
    )  # fmt: skip


async def a_profile_and_rules(
    session: Session, who: BuiltInterpreter, officer: Actor, *, now: datetime
) -> int:
    """What one shows and asks for, a look at it, and a draft of rules; returns the draft."""
    await state_contact(
        session, who.actor, {"phone": "+4798765432", "website": "https://tolk.example"}, now=now
    )
    await choose_consents(session, who.actor, ["phone"], now=now)
    await ask_change(session, who.actor, "chosen_name", "Sam Haddad", now=now)
    await note_read(session, officer, who.person_id, "interpreter_page", now=now)
    return await draft_scheme(session, officer, oslo_date(now) + timedelta(days=90), "forslag", now=now)


async def _a_report(session: Session, agency: Actor, now: datetime) -> tuple[int, int]:
    """A file with a mistake, a language nobody knows, and a row that may be ours; its receipt and the word."""
    lines = [row(referanse="W-1"), row(referanse="W-2", metode="faks"), row(referanse="W-3", sprak="elvisk")]
    made = await report(session, agency, csv_of(lines), now=now)
    await session.execute(_PERHAPS_THE_SAME, {"reporter": agency.organisation_id, "now": now})
    return made.id, int(await value(session, "SELECT max(id) FROM report_word"))


async def _somebody(
    session: Session, role: Role, door: Door, name: str, organisation_id: int | None = None
) -> Actor:
    account = Account(door=door, subject=f"only-{role}", name=name, email=f"{role}@x.example", synthetic=True)
    session.add(account)
    await session.flush()
    assert account.id is not None
    session.add(AccountRole(account_id=account.id, role=role, organisation_id=organisation_id))
    await session.flush()
    return Actor(account_id=account.id, name=name, roles=frozenset({role}), organisation_id=organisation_id)


async def _a_year_of_facts(session: Session, body: BuiltBody, now: datetime) -> None:
    """Enough for a share on every meter and in a release of closed months."""
    today = oslo_date(now)
    await record(
        session,
        *(
            Fact(today - 7 * DAY * week, category=category, county="03", times=times,
                 organisation_id=body.organisation_id, unit_id=body.unit_id)
            for week in range(1, 41) for category, times in (("B", 2), (None, 1))
        ),
        *(
            Fact(today - 30 * DAY * month, language=language, category=category, county=county, times=25)
            for month in range(1, 16)
            for language, category, county in (("ar", "A", "03"), ("so", "C", "46"), ("ti", None, "11"))
        ),
    )  # fmt: skip
    release = await open_release(session, now=now)
    assert release is not None
    for year in await years_to_publish(session, release):
        await publish_year(session, release, year)


async def _exceptions(session: Session, body: BuiltBody, now: datetime) -> dict[str, str]:
    """Somebody outside the register: in an emergency with the rest unsaid, and one said to be qualified; a child."""
    stated = {
        "emergency": Statement("emergency", "Vakthavende lege"),
        "claim": a_statement(claim="unlisted", proof="Bachelor i tolking, OsloMet 2022"),
    }
    numbers = {}
    for state, statement in stated.items():
        draft = replace(a_draft(language_tag="am"), starts_at=now - DAY, ends_at=now - DAY + HOUR)
        numbers[state] = await record_afterwards(
            session, body.booker, draft, statement, key=f"exception-{state}", now=now
        )
    child = ChildUseDraft(body.unit_id, "am", now - DAY, "emergency", "Vakthavende lege", WHY)
    await record_child_use(session, body.booker, child, key="exception-child", now=now)
    return numbers


async def _orders(
    session: Session, body: BuiltBody, leila: BuiltInterpreter, now: datetime
) -> tuple[dict[str, str], dict[str, int]]:
    """One order in each state a booker can meet: its number, and the id of Leila's offer."""
    made: dict[str, Assignment] = {}
    offers: dict[str, int] = {}
    hour = now.replace(minute=0, second=0, microsecond=0)

    async def order(state: str, starts_at: datetime) -> Assignment:
        made[state] = await an_assignment(session, body, starts_at, starts_at + HOUR, created_at=now - HOUR)
        return made[state]

    far = now + 6 * HOUR  # nobody's time runs out while tests run
    for state, days in (("open", 9), ("weighing", 10), ("cancelled", 11), ("unfilled", 12)):
        assignment = await order(state, hour + days * DAY)
        assignment.round = 1
        session.add(QueuePlace(assignment_id=assignment.id or 0, interpreter_id=leila.id, place=1, category="B",
                               availability="not_stated", reasons=[]))  # fmt: skip
        offers[state] = await an_offer(session, assignment, leila.id, sent_at=now, answer_by=far)
    for state, starts_at in (
        ("ready", hour + 2 * DAY), ("moving", hour + 8 * DAY), ("under_way", now - HOUR / 2),
        ("unconfirmed", hour - 2 * DAY), ("delivered", hour - 3 * DAY), ("not_delivered", hour - 4 * DAY),
    ):  # fmt: skip
        await accepted_by(
            session, await order(state, starts_at), leila.id, at=starts_at - 5 * DAY, category="B"
        )
    numbers = {state: each.number for state, each in made.items()}
    remark = "Jeg har tolket for den andre parten før."
    await accept_offer(session, leila.actor, offers["weighing"], declaration=True, remark=remark, now=now)
    await change(session, body, numbers["moving"], later=30, theme="et annet tema", now=now)
    await cancel(session, body.booker, numbers["cancelled"], why="no_longer_needed", now=now)
    await decline_offer(session, leila.actor, offers["unfilled"], reason_code="busy", now=now)
    await session.execute(
        text("UPDATE assignment SET state = 'unfilled', ended_at = :now WHERE number = :number"),
        {"now": now, "number": numbers["unfilled"]},
    )
    await confirm_delivered(session, body.booker, numbers["delivered"], now=now)
    await confirm_not_delivered(
        session, body.booker, numbers["not_delivered"], cause="participant_absent", now=now
    )
    return numbers, offers
