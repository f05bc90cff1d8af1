"""The interpreter is heard before anything goes against them: the redacted copy, the last day, the statement."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from booking.handlers import register_handlers
from tests.builders.answers import value
from tests.builders.complaints import WARNING, a_complaint
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tolkeregister.complaints import hearing
from tolkeregister.complaints.deciding import propose_reaction
from tolkeregister.complaints.hearing import give_statement, hear
from tolkeregister.complaints.intake import end
from tolkeregister.complaints.rules.words import Basis, Closing
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, NotFound, RuleBroken
from tolkeregister.core.scanning import ScanResult
from tolkeregister.decisions.outcomes.commands import approve_decision, sign_decision

DAY = timedelta(days=1)
PDF = b"%PDF-1.7 en uttalelse"
STATE = "SELECT state FROM complaint WHERE id = :id"


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


async def test_w3_the_interpreter_is_heard_before_a_warning_and_may_answer_late(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def clean(content: bytes) -> ScanResult:
        return ScanResult(is_clean=True)

    monkeypatch.setattr(hearing, "scan", clean)
    built = await a_complaint(session, now=NOW, basis=Basis.CONFIDENTIALITY)
    made = await propose_reaction(session, built.officer, built.number, WARNING, now=NOW)
    await approve_decision(session, built.second, made.id, now=NOW)
    with pytest.raises(RuleBroken, match="notice_missing"):
        await sign_decision(session, built.officer, made.id, now=NOW)
    with pytest.raises(NotFound, match="complaint_not_found"):
        await give_statement(session, built.tolk.actor, built.number, "Jeg vet ingenting.", now=NOW)
    await hear(
        session, built.officer, built.number, "Naboen visste det.", "Vi vurderer en advarsel.", now=NOW
    )
    assert await value(session, STATE, id=built.id) == "hearing"
    with pytest.raises(RuleBroken, match="reply_time_runs"):
        await sign_decision(session, built.officer, made.id, now=NOW + DAY)
    stranger = await an_interpreter(session)
    with pytest.raises(NotFound):
        await give_statement(session, stranger.actor, built.number, "Det var ikke meg.", now=NOW)
    late = NOW + 40 * DAY
    await give_statement(session, built.tolk.actor, built.number, "Det stemmer ikke.", [PDF], now=late)
    stated = "SELECT facts FROM complaint_log WHERE complaint_id = :i AND code = 'interpreter.stated'"
    facts = await value(session, stated, i=built.id)
    assert facts == {"late": True, "attachments": 1}
    kinds = await session.execute(text("SELECT kind FROM journal_post ORDER BY id"))
    assert list(kinds.scalars()) == ["notice", "reply", "statement_attachment"]
    await sign_decision(session, built.officer, made.id, now=late)
    assert await value(session, STATE, id=built.id) == "decided"
    await end(session, built.officer, built.number, Closing.DECIDED, now=late)


async def test_what_is_no_picture_or_not_clean_is_not_kept(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def infected(content: bytes) -> ScanResult:
        return ScanResult(is_clean=False, found="Eicar")

    built = await a_complaint(session, now=NOW, basis=Basis.CONFIDENTIALITY)
    await hear(
        session, built.officer, built.number, "Naboen visste det.", "Vi vurderer en advarsel.", now=NOW
    )
    say = built.tolk.actor, built.number, "Se vedlegget."
    with pytest.raises(Invalid, match="document_wrong_type"):
        await give_statement(session, *say, [b"<svg onload=alert(1)>"], now=NOW)
    with pytest.raises(RuleBroken, match="scanner_down"):
        await give_statement(session, *say, [PDF], now=NOW)
    monkeypatch.setattr(hearing, "scan", infected)
    with pytest.raises(Invalid, match="document_infected"):
        await give_statement(session, *say, [PDF], now=NOW)
    assert await value(session, "SELECT count(*) FROM notice_reply") == 0
