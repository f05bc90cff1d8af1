"""What sign-in leaves behind goes within the hour it is due, with a receipt, and not before."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.builders.bodies import a_body, an_officer
from tests.builders.retention import everything_can_be_forgotten, forgotten
from tests.builders.times import NOW
from tolkeregister.core.database import Session
from tolkeregister.retention.queries import kinds_of_objects
from tolkeregister.retention.rules.terms import RULES, Kept, rule_for
from web.security.limits import ABSOLUTE_LIMIT, ATTEMPT_LIFE, DRAFT_LIFE

ROWS = {
    Kept.WEB_SESSION: "INSERT INTO web_session (token_hash, account_id, door, created_at, seen_at)"
                      " VALUES (:key, :account, 'public_body', :at, :at)",
    Kept.SIGN_IN_ATTEMPT: "INSERT INTO sign_in_attempt (state_hash, browser_hash, door, nonce, code_verifier,"
                          " return_to, created_at) VALUES (:key, 'b', 'public_body', 'n', 'v', '/', :at)",
    Kept.FORM_DRAFT: "INSERT INTO form_draft (key_hash, account_id, path, sealed, created_at)"
                     " VALUES (:key, :account, '/', 's', :at)",
    Kept.RATE_COUNT: "INSERT INTO rate_count (key, window_start, count) VALUES (:key, :at, 1)",
}  # fmt: skip


def test_every_kind_counted_in_hours_is_tried_here_and_outlives_its_use() -> None:
    hours = {each.object: timedelta(hours=each.hours) for each in RULES if each.hours}
    assert set(hours) == set(ROWS)
    assert hours[Kept.WEB_SESSION] > ABSOLUTE_LIMIT
    assert hours[Kept.SIGN_IN_ATTEMPT] > ATTEMPT_LIFE
    assert hours[Kept.FORM_DRAFT] >= DRAFT_LIFE


@pytest.mark.parametrize("kind", ROWS)
async def test_it_goes_when_its_hours_are_over(session: Session, kind: Kept) -> None:
    body = await a_body(session)
    for number, ago in enumerate((timedelta(hours=60), timedelta())):
        values = {"key": f"k{number}", "account": body.booker.account_id, "at": NOW - ago}
        await session.execute(text(ROWS[kind]), values)
    due = NOW + timedelta(hours=rule_for(kind, NOW.date()).hours)
    assert await forgotten(session, kind, now=due - timedelta(minutes=1)) == 1, "the old one"
    assert await forgotten(session, kind, now=due - timedelta(minutes=1)) == 0
    assert await forgotten(session, kind, now=due) == 1
    everything_can_be_forgotten()
    lines = await kinds_of_objects(session, await an_officer(session), now=due)
    assert [(each.kept, each.gone) for each in lines if each.rule.object is kind] == [(0, 2)]
