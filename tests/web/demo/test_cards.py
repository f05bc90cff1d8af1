"""The demo's cards are made once, by the worker, with the secret of the demo."""

from datetime import datetime

from sqlalchemy import text

from tests.builders.interpreters import an_interpreter
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings
from web.demo.cards import fill_cards, use_secret


async def test_the_demo_has_cards_that_can_be_looked_at(
    session: Session, settings: Settings, now: datetime
) -> None:
    for _ in range(3):
        await an_interpreter(session)
    use_secret(settings)
    for _ in range(2):
        await fill_cards(session, now=now)
    counts = await session.execute(
        text("SELECT (SELECT count(*) FROM interpreter_card), (SELECT count(*) FROM portrait_photo),"
             " (SELECT count(*) FROM card_report), (SELECT count(DISTINCT interpreter_id) FROM card_check_day)")
    )  # fmt: skip
    assert counts.one() == (3, 1, 1, 3)
