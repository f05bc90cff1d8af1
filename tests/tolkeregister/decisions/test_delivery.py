"""Letters over real HTTP to the stand-in: mailbox first, paper when that cannot be, receipts, and every fault."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text

from tests.builders.answers import mails, value
from tests.builders.cases import BuiltCase, a_case, a_signed_decision
from tests.fixtures.app import FixedClock
from tolkeregister.core.database import Session
from tolkeregister.decisions.jobs import deliver_letter, look_after_letter, look_after_letters
from tolkeregister.decisions.letters.delivery import use_carriers
from web.demo.letters import MAILBOX, PRINTING_HOUSE, LetterServer, Simulator
from web.outgoing_letters import HttpCarrier

SOON = timedelta(seconds=5)


@pytest.fixture
def simulator(tmp_path: Path, clock: FixedClock) -> Iterator[Simulator]:
    """The stand-in on a free port, living by the test's clock."""
    made = Simulator(tmp_path, clock)
    made.hang_for = 1.0
    listening = LetterServer(made, 0)
    listening.daemon_threads = True
    Thread(target=listening.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{listening.server_address[1]}"
    use_carriers(
        HttpCarrier(f"{url}/{MAILBOX}", timeout=0.3), HttpCarrier(f"{url}/{PRINTING_HOUSE}", timeout=0.3)
    )
    yield made
    listening.shutdown()
    listening.server_close()


@pytest.fixture
async def case(session: Session, now: datetime) -> BuiltCase:
    """A case with a signed decision, whose person has a mailbox."""
    made = await a_case(session, now=now)
    await session.execute(
        text("UPDATE person SET national_id = :id WHERE id = :person"),
        {"id": "15888000001", "person": made.person.person_id},
    )
    await a_signed_decision(session, made, now=now)
    return made


async def delivery(session: Session) -> tuple[str, str]:
    """The route and the state of the one letter."""
    row = (await session.execute(text("SELECT route, state FROM letter_delivery"))).one()
    return row.route, row.state


async def letter(session: Session) -> int:
    return int(await value(session, "SELECT id FROM letter_delivery"))


async def no_mailbox(session: Session, case: BuiltCase) -> None:
    await session.execute(
        text("UPDATE person SET national_id = '15888000007' WHERE id = :person"),
        {"person": case.person.person_id},
    )


async def test_a_letter_comes_and_is_opened_and_the_time_to_appeal_begins(
    session: Session, case: BuiltCase, simulator: Simulator, clock: FixedClock
) -> None:
    one = await letter(session)
    await deliver_letter(session, now=clock(), delivery_id=one)
    assert await delivery(session) == ("mailbox", "handed_over")
    assert await value(session, "SELECT count(*) FROM decision_notification") == 0
    clock.forward(SOON)
    await look_after_letter(session, now=clock(), delivery_id=one)
    assert await delivery(session) == ("mailbox", "delivered")
    row = (
        await session.execute(text("SELECT rule, appeal_by::text AS day FROM decision_notification"))
    ).one()
    assert tuple(row) == ("in_mailbox", "2026-12-14")
    reference = simulator.all()[0][1]
    assert simulator.open(MAILBOX, reference).startswith(b"%PDF")  # type: ignore[union-attr]
    clock.forward(SOON)
    await look_after_letter(session, now=clock(), delivery_id=one)
    assert await delivery(session) == ("mailbox", "opened")


async def test_the_mail_says_that_there_is_a_letter_and_nothing_of_what_it_says(
    session: Session, case: BuiltCase, simulator: Simulator, clock: FixedClock
) -> None:
    one = await letter(session)
    await deliver_letter(session, now=clock(), delivery_id=one)
    await look_after_letter(session, now=clock(), delivery_id=one)
    assert await mails(session) == [("letter_waiting", case.person.email)]
    assert await value(session, "SELECT data FROM mail_message") == {"path": "/min-side/vedtak"}


async def test_who_has_said_no_to_digital_post_gets_paper_and_a_week_more(
    session: Session, case: BuiltCase, simulator: Simulator, clock: FixedClock
) -> None:
    await no_mailbox(session, case)
    one = await letter(session)
    await deliver_letter(session, now=clock(), delivery_id=one)
    assert await delivery(session) == ("print", "fallback")
    await deliver_letter(session, now=clock(), delivery_id=one)
    await look_after_letter(session, now=clock(), delivery_id=one)
    assert await delivery(session) == ("print", "delivered")
    row = (
        await session.execute(text("SELECT rule, appeal_by::text AS day FROM decision_notification"))
    ).one()
    assert tuple(row) == ("posted", "2026-12-21")


@pytest.mark.parametrize("trouble", ["down", "hang", "nonsense"])
async def test_a_carrier_in_trouble_is_asked_again_and_nothing_is_lost(
    session: Session, case: BuiltCase, simulator: Simulator, clock: FixedClock, trouble: str
) -> None:
    one = await letter(session)
    simulator.trouble = trouble
    await deliver_letter(session, now=clock(), delivery_id=one)
    assert await delivery(session) == ("mailbox", "queued")
    assert await value(session, "SELECT last_error FROM letter_delivery")
    await deliver_letter(session, now=clock(), delivery_id=one)  # too early: nothing is asked
    assert await value(session, "SELECT attempts FROM letter_delivery") == 1
    simulator.trouble = ""
    clock.forward(timedelta(minutes=1))
    await deliver_letter(session, now=clock(), delivery_id=one)
    assert await delivery(session) == ("mailbox", "handed_over")
    assert len(simulator.all()) == 1


async def test_a_mailbox_that_stays_down_ends_on_paper(
    session: Session, case: BuiltCase, simulator: Simulator, clock: FixedClock
) -> None:
    one = await letter(session)
    simulator.trouble = "down"
    for _ in range(8):
        await deliver_letter(session, now=clock(), delivery_id=one)
        clock.forward(timedelta(hours=1))
    assert await delivery(session) == ("print", "fallback")


async def test_when_paper_is_refused_too_staff_can_see_it(
    session: Session, case: BuiltCase, simulator: Simulator, clock: FixedClock
) -> None:
    one = await letter(session)
    simulator.trouble = "refuse"
    await deliver_letter(session, now=clock(), delivery_id=one)
    await deliver_letter(session, now=clock(), delivery_id=one)
    assert await delivery(session) == ("print", "failed")
    assert await value(session, "SELECT last_error FROM letter_delivery") == "status 403"
    assert await value(session, "SELECT count(*) FROM decision_notification") == 0


async def test_handing_over_twice_is_one_letter(
    session: Session, case: BuiltCase, simulator: Simulator, clock: FixedClock
) -> None:
    """The worker died between the carrier's yes and our mark."""
    one = await letter(session)
    await deliver_letter(session, now=clock(), delivery_id=one)
    await session.execute(
        text("UPDATE letter_delivery SET state = 'queued', next_at = :now"), {"now": clock()}
    )
    session.expire_all()
    await deliver_letter(session, now=clock(), delivery_id=one)
    assert len(simulator.all()) == 1


async def test_a_mailbox_that_lost_the_letter_or_stays_silent_is_left_for_paper(
    session: Session, case: BuiltCase, simulator: Simulator, clock: FixedClock
) -> None:
    one = await letter(session)
    await deliver_letter(session, now=clock(), delivery_id=one)
    for path in simulator.folder.glob("*.json"):
        path.unlink()
    await look_after_letter(session, now=clock(), delivery_id=one)
    assert await delivery(session) == ("print", "fallback")


async def test_a_carrier_whose_clock_is_ahead_does_not_move_the_deadline(
    session: Session, case: BuiltCase, simulator: Simulator, clock: FixedClock
) -> None:
    one = await letter(session)
    simulator.clock = lambda: clock() + timedelta(days=3)
    await deliver_letter(session, now=clock(), delivery_id=one)
    await look_after_letter(session, now=clock(), delivery_id=one)
    assert await value(session, "SELECT notified_at FROM decision_notification") == clock()


async def test_a_carrier_whose_clock_is_behind_takes_no_time_from_the_person(
    session: Session, case: BuiltCase, simulator: Simulator, clock: FixedClock
) -> None:
    one = await letter(session)
    simulator.clock = lambda: clock() - timedelta(days=30)
    await deliver_letter(session, now=clock(), delivery_id=one)
    handed_over = clock()
    clock.forward(timedelta(hours=1))
    await look_after_letter(session, now=clock(), delivery_id=one)
    assert await value(session, "SELECT notified_at FROM decision_notification") == handed_over


async def test_a_letter_whose_job_was_lost_is_found_again(
    session: Session, case: BuiltCase, clock: FixedClock
) -> None:
    await session.execute(text("DELETE FROM job"))
    await look_after_letters(session, now=clock())
    assert await value(session, "SELECT name FROM job") == "letter.deliver"


async def test_the_person_is_notified_once_however_often_one_looks(
    session: Session, case: BuiltCase, simulator: Simulator, clock: FixedClock
) -> None:
    one = await letter(session)
    await deliver_letter(session, now=clock(), delivery_id=one)
    for _ in range(3):
        clock.forward(timedelta(hours=1))
        await look_after_letter(session, now=clock(), delivery_id=one)
    assert len(await mails(session)) == 1
    assert await value(session, "SELECT count(*) FROM case_log WHERE code = 'decision.notified'") == 1
