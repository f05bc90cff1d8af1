"""One table from bookings and reports: the shares agree with a count by hand, and with SQL written another way."""

from datetime import datetime, timedelta

from sqlalchemy import text

from booking.statistics.commands import mark_closed_facts, roll_up
from booking.statistics.own import own_share, reported_share
from booking.statistics.queries import body_meter, nation_meter
from booking.statistics.rules import Share
from tests.booking.reports.files import Reporter, a_reporter, report, row
from tests.booking.reports.test_matching import START, booked, same
from tests.builders.interpreters import an_interpreter
from tolkeregister.core.database import Session

# Not a sum of weights: of everything said about an assignment its last version, unless that was taken back.
LAST_WORD = text(
    """
    SELECT count(*) AS assignments, count(*) FILTER (WHERE qualification = 'qualified') AS qualified
      FROM (SELECT DISTINCT ON (coalesce(reporter_id, 0), reference) *
              FROM assignment_fact ORDER BY coalesce(reporter_id, 0), reference, version DESC, weight) last
     WHERE last.weight = 1 AND (CAST(:body AS integer) IS NULL OR organisation_id = CAST(:body AS integer))
       AND started_at >= timestamptz '2026-01-01 00:00+01'
    """
)


async def a_small_country(session: Session) -> Reporter:
    """Counted by hand below.

    Booked here and confirmed: two, whose standing nobody could ask about (unknown, never qualified).
    Reported: A-1 is the first of those two; A-2 and A-5 by somebody in the register; A-3 by nobody listed; A-4 was
    delivered, and then it was not; A-5 was by nobody listed in the first file, and by somebody listed in the second.
    """
    reporter, interpreter = await a_reporter(session), await an_interpreter(session)
    await booked(session, reporter, interpreter)
    await booked(session, reporter, interpreter, START + timedelta(hours=4))

    def told(reference: str, **cells: str) -> dict[str, str]:
        return row(referanse=reference, oppdragsgiver=reporter.orgnr, **cells)

    listed = {"tolkenummer": interpreter.number, "dato": "16.09.2026"}
    first = [
        same(reporter, interpreter), told("A-2", **listed), told("A-3", tolkenummer="ikke oppført"),
        told("A-4", **listed, klokkeslett="12:00"), told("A-5", tolkenummer="ikke oppført", dato="17.09.2026"),
    ]  # fmt: skip
    await report(session, reporter.actor, first)
    second = [
        told("A-4", **listed, klokkeslett="12:00", utfall="avlyst av oppdragsgiver"),
        told("A-5", tolkenummer=interpreter.number, dato="17.09.2026"),
    ]
    await report(session, reporter.actor, second)
    return reporter


BY_HAND = Share(5, 2)  # two booked, A-2, A-3, A-5; of them were qualified


async def test_body_and_nation_agree_with_a_count_by_hand(session: Session, now: datetime) -> None:
    reporter = await a_small_country(session)
    body = reporter.body
    assert (await body_meter(session, body.organisation_id, now=now)).this_year == BY_HAND
    assert (await nation_meter(session, now=now)).this_year == BY_HAND
    assert (await own_share(session, body.booker, now=now)).total == BY_HAND
    assert (await reported_share(session, reporter.actor, now=now)).total == Share(3, 2)


async def test_body_and_nation_agree_with_sql_written_another_way(session: Session, now: datetime) -> None:
    reporter = await a_small_country(session)
    await report(
        session, reporter.actor, [row(referanse=f"B-{n}", tolkenummer="ikke oppført") for n in range(7)]
    )
    for body in (reporter.body.organisation_id, None):
        said = (await session.execute(LAST_WORD, {"body": body})).one()
        meter = await (nation_meter(session, now=now) if body is None else body_meter(session, body, now=now))
        assert meter.this_year == Share(said.assignments, said.qualified)
    await mark_closed_facts(session, now=now)
    await roll_up(session)
    assert (await nation_meter(session, now=now)).this_year == Share(12, 2)


async def test_suppliers_of_a_body_add_up_and_a_double_is_on_one_of_them(
    session: Session, now: datetime
) -> None:
    reporter = await a_small_country(session)
    suppliers = (await own_share(session, reporter.body.booker, now=now)).suppliers
    assert {(each.source, each.name): each.share for each in suppliers} == {
        ("booking", None): Share(2, 0), ("report", "Språkbroen AS"): Share(3, 2),
    }  # fmt: skip
    outcomes = (await own_share(session, reporter.body.booker, now=now)).outcomes
    assert [(each.code, each.assignments) for each in outcomes] == [("cancelled", 1)]
