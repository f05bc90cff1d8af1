"""Children, the task and its letter, forgetting people, the list for supervision, and who sees what."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from booking.assignments.commands import confirm_delivered
from booking.exceptions.children import ChildUseDraft, record_child_use
from booking.exceptions.commands import complete_exception, order_with_exception, record_afterwards
from booking.exceptions.jobs import remind
from booking.exceptions.known import evidence_page
from booking.exceptions.queries import (
    counts_by_ground,
    exception_of,
    list_child_uses,
    list_exceptions,
    unfinished_exceptions,
)
from booking.exceptions.rules.statement import Statement
from tests.builders.answers import mails, value
from tests.builders.bodies import BuiltBody, a_body, a_booker, a_unit, an_officer
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.retention import forgotten
from tests.builders.statements import WHY, a_statement
from tests.builders.times import MONDAY, NOW, oslo
from tests.fixtures.database import count_rows
from tolkeregister.core.actor import Role
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound
from tolkeregister.retention.rules.terms import Kept

DONE = oslo(MONDAY, "12:00")
EMERGENCY = Statement("emergency", "Vakthavende lege")


def a_child(body: BuiltBody, **changes: object) -> ChildUseDraft:
    """A child interpreted at the emergency ward this morning."""
    values = {
        "unit_id": body.unit_id, "language_tag": "ar", "happened_at": NOW, "ground": "emergency",
        "decided_by": "Vakthavende lege", "reason": WHY, **changes,
    }  # fmt: skip
    return ChildUseDraft(**values)  # type: ignore[arg-type]


async def test_the_use_of_a_child_is_an_event_and_never_an_assignment(
    session: Session, body: BuiltBody
) -> None:
    """Tolkeloven § 4, B7."""
    ids = {await record_child_use(session, body.booker, a_child(body), key="c", now=NOW) for _ in range(2)}
    assert len(ids) == 1
    for table in ("assignment", "request", "booked", "assignment_fact", "exception_use"):
        assert await count_rows(session, table) == 0
    assert [each.reason for each in await list_child_uses(session, body.booker)] == [WHY]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ground": "dispensation"}, "child_ground_missing"),
        ({"reason": "kort"}, "reason_too_short"),
        ({"happened_at": NOW + timedelta(hours=1)}, "not_started"),
        ({"happened_at": None}, "start_missing"),
        ({"language_tag": None}, "language_missing"),
        ({"unit_id": 999999}, "unit_missing"),
    ],
)
async def test_the_use_of_a_child_needs_the_assessment(
    session: Session, body: BuiltBody, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await record_child_use(session, body.booker, a_child(body, **changes), key="c", now=NOW)
    assert [each.code for each in refused.value.reasons] == [code]


async def test_the_rest_is_a_task_with_a_letter_on_the_last_day(session: Session, body: BuiltBody) -> None:
    draft = a_draft("09:30", "10:00", theme="", participants="")
    number = await order_with_exception(session, body.booker, draft, EMERGENCY, key="n", now=NOW)
    (task,) = await unfinished_exceptions(session, body.booker)
    assert (task.number, task.is_overdue(NOW)) == (number, False)
    assert task.is_overdue(oslo(date(2026, 3, 6), "00:00"))
    assert await value(
        session, "SELECT run_at FROM job WHERE name = 'exceptions.remind'"
    ) == oslo(date(2026, 3, 5), "08:00")  # fmt: skip
    for _ in range(2):
        await remind(session, exception_id=task.exception_id, now=oslo(date(2026, 3, 5), "08:00"))
    assert await mails(session, "exception_rest_due") == [("exception_rest_due", body.booker_email)]


async def test_nobody_is_reminded_of_what_is_stated(session: Session, body: BuiltBody) -> None:
    draft = a_draft("09:30", "10:00")
    number = await order_with_exception(session, body.booker, draft, EMERGENCY, key="n", now=NOW)
    (task,) = await unfinished_exceptions(session, body.booker)
    await complete_exception(session, body.booker, number, a_statement(), key="c", now=NOW)
    await remind(session, exception_id=task.exception_id, now=oslo(date(2026, 3, 5), "08:00"))
    assert await mails(session, "exception_rest_due") == []
    assert await unfinished_exceptions(session, body.booker) == ()


async def test_the_person_is_forgotten_in_time_and_the_exception_stays(
    session: Session, body: BuiltBody
) -> None:
    number = await record_afterwards(session, body.booker, a_draft(), a_statement(), key="a", now=DONE)
    end = oslo(MONDAY, "11:00")
    assert await forgotten(session, Kept.OUTSIDE_INTERPRETER, now=end + timedelta(days=364)) == 0
    line = await exception_of(session, body.booker, number)
    assert line is not None
    assert line.name == "Nur Ibrahim"
    assert await forgotten(session, Kept.OUTSIDE_INTERPRETER, now=end + timedelta(days=365)) == 1
    line = await exception_of(session, body.booker, number)
    assert line is not None
    assert (line.name, line.phone, line.reason) == (None, None, WHY)


async def test_the_list_is_the_own_bodys_and_a_bookers_is_the_own_units(
    session: Session, body: BuiltBody
) -> None:
    other_unit = await a_unit(session, body.organisation_id, name="Legevakten")
    other_booker = await a_booker(session, body.organisation_id, other_unit)
    whole = await a_booker(session, body.organisation_id, None, role=Role.BODY_ADMINISTRATOR)
    foreign = await a_body(session, name="Granåsen kommune")
    here = await record_afterwards(session, body.booker, a_draft(), a_statement(), key="a", now=DONE)
    there = await record_afterwards(
        session, other_booker, a_draft(), a_statement("strong_reasons"), key="a", now=DONE
    )
    seen = {
        name: {each.number for each in await list_exceptions(session, actor)}
        for name, actor in (("own", body.booker), ("unit", other_booker), ("whole", whole), ("foreign", foreign.booker))
    }  # fmt: skip
    assert seen == {"own": {here}, "unit": {there}, "whole": {here, there}, "foreign": set()}
    assert [each.number for each in await list_exceptions(session, whole, ground="strong_reasons")] == [there]
    assert await list_exceptions(session, whole, since=oslo(MONDAY, "10:01")) == ()
    assert await list_exceptions(session, whole, until=oslo(MONDAY, "10:00")) == ()
    assert await exception_of(session, foreign.booker, here) is None


async def test_the_directorate_sees_numbers_only(session: Session, body: BuiltBody) -> None:
    await record_afterwards(session, body.booker, a_draft(), a_statement(), key="a", now=DONE)
    await record_afterwards(session, body.booker, a_draft(), EMERGENCY, key="b", now=DONE)
    await record_child_use(session, body.booker, a_child(body), key="c", now=NOW)
    officer = await an_officer(session)
    counts, children = await counts_by_ground(session, officer, now=DONE + timedelta(days=5))
    assert [(each.ground, each.exceptions, each.bodies, each.overdue) for each in counts] == [
        ("emergency", 1, 1, 1), ("not_defensible_to_wait", 1, 1, 0),
    ]  # fmt: skip
    assert children == 1
    for ask in (list_exceptions, unfinished_exceptions, list_child_uses):
        with pytest.raises(NotAllowed):
            await ask(session, officer)
    with pytest.raises(NotAllowed):
        await counts_by_ground(session, body.booker, now=NOW)


async def test_the_page_of_evidence_draws_again_and_is_for_the_own_body(
    session: Session, body: BuiltBody
) -> None:
    interpreter = await an_interpreter(session, hours=True)
    number = await order_with_exception(
        session, body.booker, a_draft("15:00", "16:00"), a_statement(), key="n", now=NOW
    )
    shown = await evidence_page(session, body.booker, number)
    assert [(each.in_queue, each.is_same) for each in shown.draws] == [(1, True)]
    assert shown.result.places == {interpreter.number: 1}
    foreign = await a_body(session, name="Granåsen kommune")
    for actor in (foreign.booker, interpreter.actor):
        with pytest.raises(NotFound):
            await evidence_page(session, actor, number)


async def test_an_exception_without_the_rest_still_counts_when_confirmed(
    session: Session, body: BuiltBody
) -> None:
    draft = a_draft("09:30", "10:00")
    number = await order_with_exception(session, body.booker, draft, EMERGENCY, key="n", now=NOW)
    await confirm_delivered(session, body.booker, number, now=DONE)
    counted = (await session.execute(text("SELECT qualification, ground FROM assignment_fact"))).one()
    assert tuple(counted) == ("unqualified", "emergency")
