"""Mail scanners follow every link before the reader does: reading changes nothing, whoever is signed in."""

import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import text

from booking.assignments.replacement import give_back
from booking.calendars.reminders import send_reminders
from booking.certificates.expiring import certificates_that_expire
from booking.changes.answers import accept_change, decline_change, expire_changes, withdraw_change
from booking.changes.cancelling import cancel
from booking.checks.commands import watch
from booking.exceptions.commands import state_exception
from booking.exceptions.messages import tell_checked, tell_rest_is_due
from booking.offers.commands import accept_offer, decline_offer
from booking.offers.jobs import expire_due
from booking.rooms.keeping import settle_room
from booking.rooms.rules.times import Times
from booking.rooms.times import state_times
from booking.sending.commands import send_request
from qualification.applications.overdue import tell_what_passed
from qualification.applications.review import ask_for_more
from qualification.interest.commands import register_interest
from qualification.plan.exam_news import tell_the_listed
from qualification.plan.jobs import tell_opened, watch_graduates
from qualification.rounds.results import NewResult, record_result
from tests.builders.answers import open_offer, value
from tests.builders.applicants import an_applicant
from tests.builders.applications import a_sent_application
from tests.builders.bodies import BuiltBody, a_body, an_administrator, an_officer
from tests.builders.campaigns import a_campaign
from tests.builders.cases import a_case, a_signed_decision
from tests.builders.certificates import a_seen_certificate
from tests.builders.changes import change, proposed
from tests.builders.committee import a_case as a_case_on_an_agenda
from tests.builders.committee import a_meeting, minuted, released, voted
from tests.builders.complaints import a_complaint
from tests.builders.drafts import a_draft
from tests.builders.hearings import ADVOCATE, a_heard_complaint, a_representative
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.plans import an_offer_of, published
from tests.builders.population import AMINA
from tests.builders.rounds import a_candidate, a_round
from tests.builders.statements import a_statement
from tests.builders.times import MONDAY, NOW, oslo
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.campaigns.audience import Chosen
from tolkeregister.campaigns.jobs import end_those_over, remind_those_who_wait
from tolkeregister.complaints.committee.planning import cancel_meeting
from tolkeregister.complaints.heard.more_time import answer_more_time, ask_more_time
from tolkeregister.complaints.information import Questions, ask_information
from tolkeregister.complaints.jobs import ask_bodies_again, remind_of_last_days
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings
from tolkeregister.decisions.cases.commands import set_deadline, take_case
from tolkeregister.decisions.jobs import remind_of_deadlines
from tolkeregister.decisions.letters.delivery import in_hand
from tolkeregister.decisions.outcomes.notification import letter_came
from tolkeregister.entries.commands import CategorySpan, set_category
from tolkeregister.profiles.expiring import provide_expiries
from tolkeregister.profiles.jobs import ask_yearly, remind_of_expiry
from web.all_tables import metadata
from web.outgoing_mail import render_mail, use_mail_server

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = {path.stem for path in (ROOT / "web/templates/mail").glob("*.txt")} - {"letter"}
BASE = "http://127.0.0.1:8000"
SCANNERS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36",
    "Barracuda Sentinel (EE)",
)
_ID = "SELECT id FROM assignment WHERE number = :number"
# When somebody was last seen, how often somebody asked, and who has read what: what a look itself leaves.
NOT_ABOUT_BOOKING = {"web_session", "rate_count", "person_read", "complaint_read", "complaint_party_look"}


@dataclass(frozen=True, slots=True)
class Order:
    """One order in a language of its own, so that only its two interpreters are asked."""

    number: str
    first: BuiltInterpreter
    second: BuiltInterpreter


class Scene:
    """A body with orders in every state, and everybody who gets mail about them."""

    def __init__(self, session: Session, body: BuiltBody) -> None:
        self.session, self.body = session, body
        self.readers: dict[str, Actor] = {body.booker_email: body.booker}

    async def reads(self, actor: Actor) -> None:
        """Somebody whose mail goes to the account's address."""
        sql = text("SELECT email FROM account WHERE id = :id")
        self.readers[(await self.session.execute(sql, {"id": actor.account_id})).scalar_one()] = actor

    async def order(self, language: str, at_once: int = 1) -> Order:
        """An order for which `at_once` interpreters have been asked."""
        first, second = [
            await an_interpreter(self.session, language=language, category=each, hours=True) for each in "AB"
        ]
        self.readers |= {each.email: each.actor for each in (first, second)}
        draft = a_draft("14:00", "15:00", language_tag=language, offers_per_round=at_once)
        number = await send_request(self.session, self.body.booker, draft, key=language, now=NOW)
        return Order(number, first, second)

    async def offer(self, order: Order, tolk: BuiltInterpreter) -> int:
        """The interpreter's open offer."""
        return await open_offer(self.session, order.number, tolk.id)

    async def yes(self, order: Order, remark: str | None = None) -> Order:
        """The one asked first says yes, perhaps with a but."""
        offer = await self.offer(order, order.first)
        await accept_offer(self.session, order.first.actor, offer, declaration=True, remark=remark, now=NOW)
        return order

    async def no(self, order: Order, *who: BuiltInterpreter) -> None:
        """One after another says no."""
        for tolk in who:
            await decline_offer(self.session, tolk.actor, await self.offer(order, tolk), now=NOW)

    async def silence(self, order: Order) -> None:
        """The first one's time to answer runs out."""
        sql = text("UPDATE offer SET answer_by = :now WHERE id = :id")
        await self.session.execute(sql, {"now": NOW, "id": await self.offer(order, order.first)})
        await expire_due(self.session, now=NOW)


async def every_message(scene: Scene) -> None:
    """Each message has been sent, and most of them are about something that can still be acted on."""
    session, booker = scene.session, scene.body.booker
    await scene.order("ar")
    await scene.yes(await scene.order("so"), remark="Kjenner familien")
    await scene.yes(await scene.order("ti", at_once=2))
    nobody = await scene.order("vi", at_once=2)
    await scene.no(nobody, nobody.first, nobody.second)
    await cancel(session, booker, (await scene.order("pl")).number, why="other", now=NOW)
    await cancel(session, booker, (await scene.yes(await scene.order("ru"))).number, why="other", now=NOW)
    ill = await scene.yes(await scene.order("uk"))
    await give_back(session, ill.first.actor, ill.number, now=NOW)
    await scene.silence(await scene.order("tr"))
    await every_change(scene)
    await send_reminders(session, now=oslo(MONDAY, "12:00"))
    told = await scene.yes(await scene.order("bg"))
    span = CategorySpan("C", NOW - timedelta(days=30), None, "test")
    await set_category(session, told.first.entry_id, [span], now=NOW)
    await watch(session, now=NOW)
    await every_exception(scene)
    await every_fall(scene)
    await every_opening(scene)
    await every_case(scene)
    await every_question_to_an_applicant(scene)
    await every_word_about_a_profile(scene)
    await every_complaint(scene)
    await every_meeting(scene)
    await every_word_about_times(scene)


async def every_word_about_times(scene: Scene) -> None:
    """The two sides say different times, and each is told of it by the other's word."""
    order = await scene.yes(await scene.order("sr"))
    await settle_room(
        scene.session, await value(scene.session, _ID, number=order.number), has_new_links=False, now=NOW
    )
    start, minutes = oslo(MONDAY, "14:00"), timedelta(minutes=1)
    after = start + 60 * minutes
    for actor, length in ((scene.body.booker, 40), (order.first.actor, 50), (scene.body.booker, 45)):
        times = Times(start, start + length * minutes)
        await state_times(scene.session, actor, order.number, times, why="klokka", now=after)


async def every_opening(scene: Scene) -> None:
    """Somebody has wished for a test, and one can apply for it."""
    tolk, officer = await an_interpreter(scene.session, language="lv"), await an_officer(scene.session)
    scene.readers |= {tolk.email: tolk.actor}
    await register_interest(scene.session, tolk.actor, "tospraaktest", language_tag="lv", now=NOW)
    await published(scene.session, officer, an_offer_of(NOW, "lv"), an_offer_of(NOW, "lv", "siling"), now=NOW)
    await tell_opened(scene.session, now=NOW)
    await tell_the_listed(scene.session, now=NOW)
    await scene.reads(officer)
    who, day = await a_candidate(scene.session), oslo_date(NOW) - timedelta(days=1000)
    degree = await a_round(scene.session, "bachelor", language="et", held=day, code="før")
    await record_result(scene.session, officer, NewResult(who, degree, "whole", day, day, "passed"), now=NOW)
    await watch_graduates(scene.session, now=NOW)


async def every_case(scene: Scene) -> None:
    """A case with a deadline, and its decision in the party's mailbox."""
    session, case = scene.session, await a_case(scene.session, now=NOW)
    await scene.reads(case.officer)
    scene.readers |= {case.person.email: case.person.actor}
    await take_case(session, case.officer, case.id, now=NOW)
    await set_deadline(session, case.officer, case.id, NOW + timedelta(days=1), now=NOW)
    await remind_of_deadlines(session, now=NOW)
    await a_signed_decision(session, case, now=NOW)
    [delivery_id] = (await session.execute(text("SELECT id FROM letter_delivery"))).scalars()
    delivery = await in_hand(session, delivery_id)
    assert delivery is not None
    delivery.state, delivery.delivered_at = "delivered", NOW
    await letter_came(session, delivery, now=NOW)


async def every_question_to_an_applicant(scene: Scene) -> None:
    """The last day to answer has gone."""
    session, officer = scene.session, await an_officer(scene.session)
    amina = await an_applicant(session, national_id=AMINA.national_id)
    made = await a_sent_application(session, amina, now=NOW)
    await ask_for_more(session, officer, made, "Karakterutskriften mangler.", days=21, now=NOW)
    await scene.reads(officer)
    await scene.reads(amina)
    scene.readers["amina@tolk.example"] = amina  # her own address, once there is a person
    await tell_what_passed(session, now=NOW + timedelta(days=30))


async def every_word_about_a_profile(scene: Scene) -> None:
    """It is a year since it was looked at, and a certificate runs out."""
    session = scene.session
    tolk = await an_interpreter(session, language="sv")
    scene.readers |= {tolk.email: tolk.actor}
    await a_seen_certificate(session, scene.body, tolk.id, seen_on=oslo_date(NOW) - timedelta(days=350))
    provide_expiries(certificates_that_expire)
    await remind_of_expiry(session, now=NOW)
    await ask_yearly(session, now=NOW)
    await a_campaign(session, await an_administrator(session), Chosen("A", "sv"), now=NOW)
    await remind_those_who_wait(session, now=NOW + timedelta(days=10))
    await end_those_over(session, now=NOW + timedelta(days=31))


async def every_complaint(scene: Scene) -> None:
    """A public body is asked, and reminded; the officer's last day is near."""
    session, built = scene.session, await a_complaint(scene.session, now=NOW, basis=Basis.GOOD_PRACTICE)
    await scene.reads(built.officer)
    scene.readers["post@nav.example"] = scene.body.booker
    asked = Questions("Nav Lillevik", "post@nav.example", "Ble oppdraget gjennomført?")
    await ask_information(session, built.officer, built.number, asked, now=NOW)
    await ask_bodies_again(session, now=NOW + timedelta(days=14))
    await remind_of_last_days(session, now=NOW + timedelta(days=60))
    heard, own = await a_heard_complaint(session, now=NOW)
    scene.readers |= {heard.tolk.email: heard.tolk.actor, ADVOCATE: scene.body.booker}
    other, _ = await a_representative(session, own, now=NOW)
    await ask_more_time(session, other, oslo_date(NOW) + timedelta(days=40), "Syk", now=NOW)
    await answer_more_time(session, heard.officer, heard.number, "Du er syk.", days=10, now=NOW)


async def every_meeting(scene: Scene) -> None:
    """The committee is summoned, given papers and minutes to read; another meeting is cancelled."""
    session, case = scene.session, await a_case_on_an_agenda(scene.session, now=NOW)
    scene.readers |= {f"{seat}.member@utvalg.example": who for seat, who in case.committee.members.items()}
    await released(session, case, now=NOW)
    await voted(session, case, dict.fromkeys(case.committee.members, "guidance"), now=NOW)
    await minuted(session, case, now=NOW)
    off = await a_meeting(session, case.committee, now=NOW)
    await cancel_meeting(session, case.committee.administrator, off, "For få kan komme.", now=NOW)


async def every_fall(scene: Scene) -> None:
    """Nobody met what was asked for, and it fell as was agreed."""
    tolk = await an_interpreter(scene.session, language="et", gender="man", hours=True)
    scene.readers |= {tolk.email: tolk.actor}
    draft = a_draft("14:00", "15:00", language_tag="et", gender="woman", gender_reason="helseundersøkelse",
                    fallbacks=("gender",))  # fmt: skip
    await send_request(scene.session, scene.body.booker, draft, key="et", now=NOW)


async def every_exception(scene: Scene) -> None:
    """Somebody outside the register in an emergency: the rest is due, and the directorate has checked."""
    order = await scene.order("hi")
    await scene.no(order, order.first, order.second)
    statement = a_statement("emergency")
    await state_exception(scene.session, scene.body.booker, order.number, statement, key="e", now=NOW)
    [exception_id] = (await scene.session.execute(text("SELECT id FROM exception_use"))).scalars()
    await tell_rest_is_due(scene.session, exception_id, now=NOW)
    await tell_checked(scene.session, exception_id, now=NOW)


async def every_change(scene: Scene) -> None:
    """A change in every state: within the agreement or the offer, and asked with every ending."""
    session, body = scene.session, scene.body
    await change(session, body, (await scene.order("lt")).number, later=5, longer=-5)
    await change(session, body, (await scene.yes(await scene.order("ro"))).number, address="Rom 4")
    asked = {}
    for end, language in (("yes", "fa"), ("no", "ur"), ("regret", "sq"), ("silence", "th")):
        order = asked[end] = await scene.yes(await scene.order(language))
        until = (await change(session, body, order.number, later=30)).answer_by
    ids = {end: await proposed(session, order.number) for end, order in asked.items()}
    tolk, number = asked["yes"].first.actor, asked["yes"].number
    await accept_change(session, tolk, number, ids["yes"], is_impartial=True, now=NOW)
    await decline_change(session, asked["no"].first.actor, asked["no"].number, ids["no"], now=NOW)
    await withdraw_change(session, body.booker, asked["regret"].number, ids["regret"], now=NOW)
    assert until is not None
    await expire_changes(session, now=until)


async def links(session: Session) -> set[tuple[str, str, str]]:
    """Template, reader and address of every message, as it would be sent."""
    found = set()
    for mail in await session.execute(text("SELECT template, recipient, data FROM mail_message")):
        rows = [{**each, "language": "arabisk"} for each in mail.data.get("rows", ())]
        _, body = render_mail(mail.template, "nb", {**mail.data, "language": "arabisk", "rows": rows}, BASE)
        links = re.findall(r"https?://\S+", body)
        assert len(links) == (2 if mail.template == "exam_opens" else 1), body
        found |= {(mail.template, mail.recipient, link) for link in links}
    return found


async def everything(session: Session) -> dict[str, object]:
    """A digest of every table, but for those that say who was here."""
    names = sorted(metadata.tables.keys() - NOT_ABOUT_BOOKING)
    sql = "SELECT md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) FROM {} t"
    return {each: (await session.execute(text(sql.format(each)))).scalar() for each in names}


@pytest.mark.usefixtures("population")
async def test_following_the_link_of_every_message_changes_nothing(
    page: Browser, signed_in: SignIn, session: Session, clock: FixedClock, settings: Settings
) -> None:
    clock.at = NOW
    use_mail_server(settings)
    scene = Scene(session, await a_body(session))
    await every_message(scene)
    await session.commit()
    sent = await links(session)
    assert {template for template, _, _ in sent} == TEMPLATES, "let `every_message` send this one, too"
    readers = {email: await signed_in(actor) for email, actor in scene.readers.items()}
    before = await everything(session)
    for template, recipient, link in sent:
        for reader, scanner, method in product((page, readers[recipient]), SCANNERS, ("GET", "HEAD")):
            answer = await reader.client.request(
                method, link, headers={"user-agent": scanner}, follow_redirects=True
            )
            assert answer.status_code == 200, f"{template}: {link}"
    assert await everything(session) == before
