"""Only those who have the very language are asked, however near another may be and however well qualified they are."""

import pytest

from booking.sending.commands import send_request
from tests.builders.answers import offers_of, value
from tests.builders.bodies import a_body
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tolkeregister.core.database import Session

NEAR = [("ckb", "kmr"), ("kmr", "ckb"), ("ckb", "sdh"), ("prs", "fa"), ("fa", "prs"), ("sr", "hr"), ("hr", "bs"),
        ("sma", "se")]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "near", "type"), [*((*pair, "speech") for pair in NEAR), ("nsl", "ase", "sign")]
)
async def test_nobody_is_asked_in_a_language_that_is_only_near(
    session: Session, wanted: str, near: str, type: str
) -> None:
    body = await a_body(session)
    other = await an_interpreter(session, language=near, type=type, category="A", hours=True)
    right = await an_interpreter(session, language=wanted, type=type, category="B", hours=True)
    draft = a_draft(language_tag=wanted, type=type, offers_per_round=9)
    number = await send_request(session, body.booker, draft, key="k", now=NOW)
    assert [who for who, _, _ in await offers_of(session, number)] == [right.id]
    assert not await value(session, "SELECT count(*) FROM queue_place WHERE interpreter_id = :i", i=other.id)


async def test_nobody_is_asked_for_another_kind_of_interpreting(session: Session) -> None:
    body = await a_body(session)
    await an_interpreter(session, language="nsl", type="deafblind", category="B", hours=True)
    draft = a_draft(language_tag="nsl", type="sign", offers_per_round=9)
    number = await send_request(session, body.booker, draft, key="k", now=NOW)
    assert await offers_of(session, number) == []
    assert await value(session, "SELECT count(*) FROM queue_place") == 0
