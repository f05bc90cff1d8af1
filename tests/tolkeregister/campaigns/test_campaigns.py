"""Re-registration: part of the register is asked, reminded, and inactive without an answer; nobody is removed (I05)."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from booking.handlers import register_handlers
from booking.search.queries import SearchCriteria, find
from tests.builders.answers import mails
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import a_body, an_administrator, an_officer
from tests.builders.campaigns import ALL, a_campaign, days_from
from tests.builders.interpreters import BuiltInterpreter, an_entry, an_interpreter
from tests.builders.times import NOW
from tolkeregister.campaigns.answers import ask_to_leave
from tolkeregister.campaigns.audience import Chosen, preview
from tolkeregister.campaigns.commands import exempt, start_campaign, stop_campaign
from tolkeregister.campaigns.jobs import ask_those_chosen, end_those_over, remind_those_who_wait
from tolkeregister.campaigns.queries import campaign, members, own_question
from tolkeregister.core.actor import NOBODY, SYSTEM, Actor
from tolkeregister.core.database import Database, Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound
from tolkeregister.core.events import raise_event
from tolkeregister.core.mail.overtaken import Queued, is_overtaken
from tolkeregister.entries.commands import RemovalReason, end_entry, open_entry, remove_interpreter
from tolkeregister.entries.queries import profile
from tolkeregister.people.population.commands import DIED, PROTECTED
from tolkeregister.profiles.activity import confirm_profile, set_active
from tolkeregister.profiles.jobs import ask_yearly
from tolkeregister.profiles.queries import own_changes, own_statement

DAY = timedelta(days=1)
OVER = NOW + 31 * DAY
register_handlers()


async def states(session: Session, officer: Actor, campaign_id: int) -> dict[str, str]:
    return {each.number: each.state for each in await members(session, officer, campaign_id)}


async def is_found(session: Session, tolk: BuiltInterpreter) -> bool:
    return (await find(session, SearchCriteria(name_or_number=tolk.number), now=OVER)).count == 1


async def told(session: Session, template: str, email: str) -> int:
    sql = text("SELECT count(*) FROM mail_message WHERE template = :template AND recipient = :email")
    return int((await session.execute(sql, {"template": template, "email": email})).scalar_one())


async def test_the_preview_is_who_is_asked_and_each_person_is_asked_once(session: Session) -> None:
    boss = await an_administrator(session)
    many = await an_interpreter(session, category="C")
    await an_entry(session, many.id, language="so", category="A")
    other = await an_interpreter(session, language="ti", category="B")
    gone = await an_interpreter(session, listed_to=NOW - DAY)
    days = days_from(NOW)

    async def seen(**chosen: object) -> set[str]:
        found = await preview(session, boss, Chosen(**chosen), days, now=NOW)  # type: ignore[arg-type]
        return {each.number for each in found.people}

    assert await seen() == {many.number, other.number}
    assert await seen(language_tag="so") == {many.number}
    assert await seen(category="C") == {many.number}
    assert await seen(category="C", language_tag="so") == set(), "the language in that category"
    found = await preview(session, boss, ALL, days, now=NOW)
    assert found.by_category == {"A": 1, "B": 1}
    await confirm_profile(session, other.actor, now=NOW - 40 * DAY)
    assert await seen(unconfirmed_since=(NOW - 50 * DAY).date()) == {many.number}
    assert await seen(unconfirmed_since=(NOW - 40 * DAY).date()) == {many.number}
    assert await seen(unconfirmed_since=(NOW - 39 * DAY).date()) == {many.number, other.number}
    made = await a_campaign(session, boss, now=NOW)
    assert set(await states(session, boss, made)) == {many.number, other.number}
    assert gone.number not in await states(session, boss, made)
    assert [await told(session, "campaign_asked", each.email) for each in (many, other)] == [1, 1]
    await ask_those_chosen(session, now=NOW + DAY)
    assert await told(session, "campaign_asked", many.email) == 1


async def test_only_administrators_start_and_stop_and_the_days_are_checked(session: Session) -> None:
    officer, boss = await an_officer(session), await an_administrator(session)
    tolk = await an_interpreter(session)
    days = days_from(NOW)
    found = await preview(session, boss, ALL, days, now=NOW)
    for actor in (officer, NOBODY, tolk.actor):
        with pytest.raises(NotAllowed):
            await start_campaign(session, actor, ALL, days, seen=found.fingerprint, now=NOW)
    with pytest.raises(Invalid, match="campaign_deadline"):
        await start_campaign(session, boss, ALL, days_from(NOW, 10, 5), seen=found.fingerprint, now=NOW)
    made = await start_campaign(session, boss, ALL, days, seen=found.fingerprint, now=NOW)
    with pytest.raises(NotAllowed):
        await stop_campaign(session, officer, made, now=NOW)
    with pytest.raises(NotAllowed):
        await members(session, tolk.actor, made)
    with pytest.raises(NotFound):
        await campaign(session, officer, 4711)


async def test_what_was_seen_is_what_starts_or_somebody_hears_of_it(session: Session) -> None:
    boss, days = await an_administrator(session), days_from(NOW)
    first = await an_interpreter(session)
    found = await preview(session, boss, ALL, days, now=NOW)
    await an_interpreter(session)
    with pytest.raises(Conflict, match="campaign_changed_meanwhile"):
        await start_campaign(session, boss, ALL, days, seen=found.fingerprint, now=NOW)
    await a_campaign(session, boss, Chosen(category="A"), now=NOW)
    again = await preview(session, boss, ALL, days, now=NOW)
    assert (len(again.people), again.waiting_elsewhere) == (0, 2)
    with pytest.raises(Conflict, match="campaign_asks_nobody"):
        await start_campaign(session, boss, ALL, days, seen=again.fingerprint, now=NOW)
    assert await own_question(session, first.actor, now=NOW) is not None


async def test_a_confirmation_is_an_answer_and_nobody_who_has_answered_is_reminded(session: Session) -> None:
    boss = await an_administrator(session)
    fast, slow = await an_interpreter(session), await an_interpreter(session)
    made = await a_campaign(session, boss, now=NOW)
    await confirm_profile(session, fast.actor, now=NOW + DAY)
    assert await states(session, boss, made) == {fast.number: "confirmed", slow.number: "waiting"}
    for hours in (0, 1, 30):
        await remind_those_who_wait(session, now=NOW + 10 * DAY + hours * timedelta(hours=1))
    assert [await told(session, "campaign_reminder", each.email) for each in (fast, slow)] == [0, 1]
    await remind_those_who_wait(session, now=NOW + 25 * DAY)
    assert await told(session, "campaign_reminder", slow.email) == 2
    assert await own_question(session, fast.actor, now=NOW + DAY) is None


async def test_a_reminder_that_waited_for_the_mail_server_is_overtaken_by_the_answer(
    session: Session,
) -> None:
    boss, tolk = await an_administrator(session), await an_interpreter(session)
    made = await a_campaign(session, boss, now=NOW)
    queued = Queued("campaign_reminder", "", "interpreter", tolk.number, {"campaign_id": made})
    assert not await is_overtaken(session, queued)
    await confirm_profile(session, tolk.actor, now=NOW + DAY)
    assert await is_overtaken(session, queued)


async def test_without_an_answer_one_is_inactive_stays_listed_and_is_back_at_the_click(
    session: Session,
) -> None:
    boss, tolk = await an_administrator(session), await an_interpreter(session, hours=True)
    body = await a_body(session)
    coming = await an_assignment(session, body, OVER + DAY, OVER + DAY + timedelta(hours=1))
    await accepted_by(session, coming, tolk.id, at=NOW)
    made = await a_campaign(session, boss, now=NOW)
    await end_those_over(session, now=NOW + 30 * DAY)
    assert await is_found(session, tolk), "the last day is a day to answer"
    await end_those_over(session, now=OVER)
    await end_those_over(session, now=OVER + DAY)
    assert not await is_found(session, tolk)
    assert await profile(session, tolk.number, now=OVER) is not None, "listed as before"
    holder = text("SELECT interpreter_id FROM assignment WHERE state = 'accepted'")
    assert (await session.execute(holder)).scalar_one() == tolk.id, "what is agreed stays agreed"
    assert await told(session, "campaign_inactive", tolk.email) == 1
    line = await campaign(session, boss, made)
    assert (line.closed_at, line.counts) == (OVER, {"inactive": 1})
    question = await own_question(session, tolk.actor, now=OVER)
    assert question is not None
    assert question.made_inactive
    await confirm_profile(session, tolk.actor, now=OVER + DAY)
    assert await is_found(session, tolk)
    assert await states(session, boss, made) == {tolk.number: "returned"}
    told_by_history = [(each.field, each.after) for each in await own_changes(session, tolk.actor)]
    assert told_by_history == [("active", "yes"), ("active", "no")]
    await session.flush()
    trail = text("SELECT action FROM audit_event WHERE subject_id = :number ORDER BY id")
    assert (await session.execute(trail, {"number": tolk.number})).scalars().all() == [
        "profile.inactive", "profile.confirmed", "profile.active",
    ]  # fmt: skip


async def test_taking_assignments_again_is_coming_back_too(session: Session) -> None:
    boss, tolk = await an_administrator(session), await an_interpreter(session)
    made = await a_campaign(session, boss, now=NOW)
    await end_those_over(session, now=OVER)
    await set_active(session, tolk.actor, is_active=True, now=OVER + DAY)
    assert await states(session, boss, made) == {tolk.number: "returned"}


async def test_a_pause_of_ones_own_stays_ones_own(session: Session) -> None:
    boss, tolk = await an_administrator(session), await an_interpreter(session)
    await set_active(session, tolk.actor, is_active=False, now=NOW)
    made = await a_campaign(session, boss, now=NOW)
    await end_those_over(session, now=OVER)
    assert await states(session, boss, made) == {tolk.number: "inactive"}
    await confirm_profile(session, tolk.actor, now=OVER + DAY)
    assert (await own_statement(session, tolk.actor)).inactive_since == NOW
    assert await told(session, "campaign_inactive", tolk.email) == 0


async def test_nobody_pays_for_a_mail_that_went_out_late(session: Session) -> None:
    boss, tolk = await an_administrator(session), await an_interpreter(session)
    made = await a_campaign(session, boss, now=NOW, asked=False)
    await end_those_over(session, now=OVER)
    assert await states(session, boss, made) == {tolk.number: "waiting"}
    await ask_those_chosen(session, now=OVER)
    await end_those_over(session, now=OVER + 13 * DAY)
    assert (await campaign(session, boss, made)).phase((OVER + 13 * DAY).date()) == "ending"
    await end_those_over(session, now=OVER + 14 * DAY)
    assert await states(session, boss, made) == {tolk.number: "inactive"}


async def test_an_officer_lets_somebody_be_with_a_reason_and_never_themself(session: Session) -> None:
    boss, tolk = await an_administrator(session), await an_interpreter(session)
    late = await an_interpreter(session)
    made = await a_campaign(session, boss, now=NOW)
    with pytest.raises(Invalid):
        await exempt(session, boss, made, tolk.number, "because", now=NOW)
    with pytest.raises(NotFound):
        await exempt(session, boss, made, "1", "absent", now=NOW)
    person = text("UPDATE account SET person_id = :person WHERE id = :id")
    await session.execute(person, {"person": tolk.person_id, "id": boss.account_id})
    with pytest.raises(NotAllowed):
        await exempt(session, boss, made, tolk.number, "absent", now=NOW)
    officer = await an_officer(session)
    await exempt(session, officer, made, tolk.number, "absent", now=NOW)
    with pytest.raises(Conflict, match="campaign_answered"):
        await exempt(session, officer, made, tolk.number, "absent", now=NOW)
    await end_those_over(session, now=OVER)
    assert await is_found(session, tolk)
    assert not await is_found(session, late)
    await exempt(session, officer, made, late.number, "unreachable", now=OVER)
    assert await is_found(session, late), "let be after the deadline: active again"


async def test_a_stopped_campaign_reminds_nobody_and_makes_nobody_inactive(session: Session) -> None:
    boss, tolk = await an_administrator(session), await an_interpreter(session)
    made = await a_campaign(session, boss, now=NOW)
    await stop_campaign(session, boss, made, now=NOW + DAY)
    with pytest.raises(Conflict, match="campaign_stopped"):
        await stop_campaign(session, boss, made, now=NOW + DAY)
    for work in (remind_those_who_wait, end_those_over):
        await work(session, now=OVER)
    assert await is_found(session, tolk)
    assert await told(session, "campaign_reminder", tolk.email) == 0
    assert await own_question(session, tolk.actor, now=OVER) is None
    second = await a_campaign(session, boss, now=NOW + 2 * DAY)
    await end_those_over(session, now=NOW + 33 * DAY)
    with pytest.raises(Conflict, match="campaign_is_over"):
        await stop_campaign(session, boss, second, now=NOW + 33 * DAY)


async def test_who_wants_out_is_inactive_at_once_and_may_think_again(session: Session) -> None:
    boss, tolk = await an_administrator(session), await an_interpreter(session)
    with pytest.raises(Conflict):
        await ask_to_leave(session, tolk.actor, now=NOW)
    made = await a_campaign(session, boss, now=NOW)
    await ask_to_leave(session, tolk.actor, now=NOW + DAY)
    assert await states(session, boss, made) == {tolk.number: "wants_out"}
    assert not await is_found(session, tolk)
    await remind_those_who_wait(session, now=NOW + 12 * DAY)
    assert await told(session, "campaign_reminder", tolk.email) == 0
    await confirm_profile(session, tolk.actor, now=NOW + 13 * DAY)
    assert await is_found(session, tolk)
    assert await states(session, boss, made) == {tolk.number: "confirmed"}


async def test_who_wanted_out_and_is_listed_again_is_asked_nothing_and_is_active(session: Session) -> None:
    boss, tolk = await an_administrator(session), await an_interpreter(session)
    made = await a_campaign(session, boss, now=NOW)
    await ask_to_leave(session, tolk.actor, now=NOW + DAY)
    await open_entry(
        session, SYSTEM, tolk.number, "so", "speech", valid_from=NOW + 2 * DAY, now=NOW + 2 * DAY
    )
    assert not await is_found(session, tolk), "one language more is no return"
    asked = await own_question(session, tolk.actor, now=NOW + 2 * DAY)
    assert asked is not None
    assert asked.state == "wants_out"
    gone, back = NOW + 3 * DAY, NOW + 9 * DAY
    await remove_interpreter(session, boss, tolk.number, RemovalReason.OWN_WISH, gone, now=gone)
    await open_entry(session, SYSTEM, tolk.number, "ar", "speech", valid_from=back, now=back)
    assert await own_question(session, tolk.actor, now=back) is None
    assert (await own_statement(session, tolk.actor)).inactive_since is None
    await confirm_profile(session, tolk.actor, now=back)
    assert await states(session, boss, made) == {tolk.number: "wants_out"}, (
        "what was answered then was answered"
    )


@pytest.mark.parametrize("how", ["removed", "died", "protected"])
async def test_who_leaves_the_register_meanwhile_is_asked_nothing_more(session: Session, how: str) -> None:
    """Removal, exclusion, death and protection (rules P3, P5); why is not told by the campaign."""
    boss, tolk = await an_administrator(session), await an_interpreter(session)
    made = await a_campaign(session, boss, now=NOW)
    if how == "removed":
        await remove_interpreter(session, boss, tolk.number, RemovalReason.EXCLUDED, NOW + DAY, now=NOW + DAY)
    else:
        event = DIED if how == "died" else PROTECTED
        await raise_event(session, SYSTEM, event, now=NOW + DAY, person_id=tolk.person_id)
    assert await states(session, boss, made) == {tolk.number: "left"}
    for work in (remind_those_who_wait, end_those_over):
        await work(session, now=OVER)
    assert [template for template, email in await mails(session) if email == tolk.email] == ["campaign_asked"]


async def test_one_language_less_or_a_removal_to_come_is_no_leaving(session: Session) -> None:
    boss, two = await an_administrator(session), await an_interpreter(session)
    await an_entry(session, two.id, language="so")
    soon = await an_interpreter(session)
    made = await a_campaign(session, boss, now=NOW)
    await end_entry(session, boss, two.number, "ar", "speech", RemovalReason.OWN_WISH, now=NOW + DAY)
    await remove_interpreter(session, boss, soon.number, RemovalReason.OWN_WISH, NOW + 5 * DAY, now=NOW + DAY)
    assert await states(session, boss, made) == {two.number: "waiting", soon.number: "waiting"}
    await remind_those_who_wait(session, now=NOW + 10 * DAY)
    assert await states(session, boss, made) == {two.number: "waiting", soon.number: "left"}


async def test_the_yearly_question_rests_while_a_campaign_asks(session: Session) -> None:
    boss, tolk = await an_administrator(session), await an_interpreter(session)
    made = await a_campaign(session, boss, now=NOW)
    await ask_yearly(session, now=NOW + 400 * DAY)
    assert await told(session, "profile_still_right", tolk.email) == 0
    await stop_campaign(session, boss, made, now=NOW + 2 * DAY)
    await ask_yearly(session, now=NOW + 400 * DAY)
    assert await told(session, "profile_still_right", tolk.email) == 1


async def test_two_who_start_at_once_start_one(own_database: Database) -> None:
    """A double click, and two administrators with the same page."""
    async with own_database.writing() as session:
        first, second = await an_administrator(session), await an_administrator(session)
        for _ in range(3):
            await an_interpreter(session)
        days = days_from(NOW)
        seen = (await preview(session, first, ALL, days, now=NOW)).fingerprint

    async def start(actor: Actor) -> int:
        async with own_database.writing() as session:
            return await start_campaign(session, actor, ALL, days, seen=seen, now=NOW)

    made = await asyncio.gather(start(first), start(first), start(second))
    assert len(set(made)) == 1
    async with own_database.reading() as session:
        assert (await session.execute(text("SELECT count(*) FROM campaign_member"))).scalar_one() == 3


async def test_an_answer_at_the_very_deadline_wins_however_the_two_come(own_database: Database) -> None:
    async with own_database.writing() as session:
        boss = await an_administrator(session)
        people = [await an_interpreter(session) for _ in range(4)]
        made = await a_campaign(session, boss, now=NOW)

    async def answer(tolk: BuiltInterpreter) -> None:
        async with own_database.writing() as session:
            await confirm_profile(session, tolk.actor, now=OVER)

    async def end() -> None:
        async with own_database.writing() as session:
            await end_those_over(session, now=OVER)

    await asyncio.gather(*(answer(each) for each in people), end(), end())
    async with own_database.writing() as session:
        await end_those_over(session, now=OVER)
        found = await states(session, boss, made)
        inactive = await session.execute(
            text("SELECT count(*) FROM interpreter WHERE inactive_since IS NOT NULL")
        )
    assert set(found.values()) <= {"confirmed", "returned"}
    assert inactive.scalar_one() == 0


async def test_the_application_cannot_forget_who_was_asked(session: Session) -> None:
    for table in ("campaign", "campaign_member"):
        sql = text(f"SELECT has_table_privilege('tolkeregister_app', '{table}', 'DELETE')")
        assert (await session.execute(sql)).scalar_one() is False


def test_a_whole_campaign_knows_where_it_stands() -> None:
    from tolkeregister.campaigns.queries import CampaignLine

    counts = {"waiting": 1, "confirmed": 1, "left": 1}
    line = CampaignLine(1, ALL, date(2026, 3, 30), (), NOW, "", None, "", None, counts)
    assert (line.asked, line.settled, line.percent) == (3, 2, 66)
    assert [line.phase(date(2026, 3, each)) for each in (30, 31)] == ["running", "ending"]
