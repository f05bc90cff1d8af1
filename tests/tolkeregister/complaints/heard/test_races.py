"""The party in two tabs, and with a representative, at once: one statement, one request, one who stands in."""

import asyncio
from datetime import timedelta

import pytest

from booking.handlers import register_handlers
from tests.builders.answers import value
from tests.builders.attempts import outcome
from tests.builders.complaints import WARNING
from tests.builders.hearings import ADVOCATE, a_heard_complaint, a_representative
from tests.builders.times import NOW
from tolkeregister.complaints.deciding import propose_reaction
from tolkeregister.complaints.heard.file_access import ask_access
from tolkeregister.complaints.heard.more_time import ask_more_time
from tolkeregister.complaints.heard.representatives import name_representative, withdraw_representative
from tolkeregister.complaints.heard.rules import Named
from tolkeregister.complaints.heard.statements import give_statement
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Database
from tolkeregister.decisions.outcomes.commands import approve_decision, sign_decision

pytestmark = pytest.mark.race


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


async def test_what_is_sent_many_times_at_once_is_there_once(own_database: Database) -> None:
    async with own_database.writing() as session:
        _, heard = await a_heard_complaint(session, now=NOW)
        other, _ = await a_representative(session, heard, now=NOW)
    until = oslo_date(NOW) + timedelta(days=40)
    for command, given, refusal in (
        (ask_more_time, (until, "Syk"), "more_time_asked"), (ask_access, ("Alt",), "access_asked"),
    ):  # fmt: skip
        found = await asyncio.gather(
            *(outcome(own_database, command, who, *given) for who in (heard, other) * 2)
        )
        assert sorted(found) == [refusal] * 3 + ["ok"]
    same = await asyncio.gather(*(
        outcome(own_database, give_statement, who, "Det stemmer ikke.") for who in (heard, heard, other, other)
    ))  # fmt: skip
    assert same == ["ok"] * 4
    async with own_database.reading() as session:
        for table in ("notice_reply", "more_time_request", "file_access_request"):
            assert await value(session, f"SELECT count(*) FROM {table}") == 1
        said = "SELECT count(*) FROM complaint_log WHERE code = 'interpreter.stated'"
        assert await value(session, said) == 1


async def test_a_power_is_given_once_and_what_comes_after_its_end_is_not_taken(
    own_database: Database,
) -> None:
    async with own_database.writing() as session:
        _, heard = await a_heard_complaint(session, now=NOW)
    power = Named("Ada Advokat", ADVOCATE, True, oslo_date(NOW))
    found = await asyncio.gather(
        *(outcome(own_database, name_representative, heard, power) for _ in range(3))
    )
    assert sorted(found) == ["ok", "representative_stands", "representative_stands"]
    async with own_database.writing() as session:
        await withdraw_representative(session, heard, now=NOW)
        other, _ = await a_representative(session, heard, now=NOW)
    ended, said = await asyncio.gather(
        outcome(own_database, withdraw_representative, heard),
        outcome(own_database, give_statement, other, "I siste liten."),
    )
    assert ended == "ok"
    assert said in ("ok", "complaint_not_found")


async def test_a_late_statement_and_a_signature_at_once_are_both_told_how_it_went(
    own_database: Database,
) -> None:
    """Nobody waits in a ring: the statement is in the case before the decision, or is told that it is decided."""
    async with own_database.writing() as session:
        built, heard = await a_heard_complaint(session, now=NOW)
        made = await propose_reaction(session, built.officer, built.number, WARNING, now=NOW)
        await approve_decision(session, built.second, made.id, now=NOW)
    late = NOW + timedelta(days=40)
    signed, said, asked = await asyncio.gather(
        outcome(own_database, sign_decision, built.officer, made.id, now=late),
        outcome(own_database, give_statement, heard, "I siste liten.", now=late),
        outcome(own_database, ask_access, heard, "", now=late),
    )
    assert (signed, asked) == ("ok", "ok")
    assert said in ("ok", "case_decided")
