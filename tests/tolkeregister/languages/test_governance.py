"""The list of languages is changed by two persons, from a day, and the past keeps its words (feature 85, seed B16)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from booking.requests.by_language import held_by_language
from tests.builders.answers import value
from tests.builders.bodies import an_administrator, an_officer
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound, RuleBroken
from tolkeregister.languages.governance import Proposed, approve, decline, propose
from tolkeregister.languages.history import changes, choices_made_by, ended_languages, proposal, proposals
from tolkeregister.languages.queries import languages, meaning_of

TODAY = oslo_date(NOW)
DAY = timedelta(days=1)
LATER = TODAY + 30 * DAY
NEW: Mapping[str, Any] = {
    "name_nb": "luo", "name_nn": "luo", "name_en": "Luo", "name_native": "Dholuo", "direction": "ltr",
    "kind": "spoken", "words": ["dholuo", "syrisk"],
}  # fmt: skip


def a_merge(tag: str = "ber", into: str = "ar", day: date = LATER) -> Proposed:
    return Proposed("merged", tag, "fagråd", day, into)


@pytest.fixture
async def one(session: Session) -> Actor:
    return await an_administrator(session)


@pytest.fixture
async def two(session: Session) -> Actor:
    return await an_administrator(session)


async def test_one_proposes_and_another_approves_a_new_language(
    session: Session, one: Actor, two: Actor
) -> None:
    made = await propose(session, one, Proposed("new", "luo", "etterspurt", LATER, details=NEW), now=NOW)
    assert (await meaning_of(session, "luo", on=LATER)).tags == (), "a proposal changes nothing"
    with pytest.raises(RuleBroken, match="own_proposal"):
        await approve(session, one, made, now=NOW)
    await approve(session, two, made, now=NOW)
    assert "luo" not in {each.tag for each in await languages(session, on=TODAY)}
    assert "luo" in {each.tag for each in await languages(session, on=LATER)}
    found = await meaning_of(session, "Dholuo", on=LATER)
    assert (found.tags, found.is_certain) == (("luo",), True)
    with pytest.raises(RuleBroken, match="proposal_decided"):
        await approve(session, two, made, now=NOW)


async def test_a_word_that_has_a_meaning_already_becomes_a_choice(
    session: Session, one: Actor, two: Actor
) -> None:
    """Never fold one language into another by guess."""
    certain = await meaning_of(session, "sorani", on=TODAY)
    assert certain.is_certain
    assert await choices_made_by(session, ["Sorani", "helt nytt"], "kmr", on=TODAY) == ("Sorani",)
    made = await propose(
        session, one, Proposed("words", "kmr", "x", TODAY, details={"words": ["Sorani"]}), now=NOW
    )
    await approve(session, two, made, now=NOW)
    found = await meaning_of(session, "sorani", on=TODAY)
    assert (set(found.tags), found.is_certain) == ({"ckb", "kmr"}, False)


async def test_a_merge_ends_the_old_tag_on_its_day_and_rewrites_nothing(
    session: Session, one: Actor, two: Actor
) -> None:
    tolk = await an_interpreter(session, language="ber")
    made = await propose(session, one, a_merge(), now=NOW)
    await approve(session, two, made, now=NOW)
    assert "ber" in {each.tag for each in await languages(session, on=LATER - DAY)}, "selectable until"
    assert "ber" not in {each.tag for each in await languages(session, on=LATER)}
    assert [each.tag for each in await ended_languages(session, on=LATER)] == ["ber"]
    tags = await session.execute(
        text("SELECT language_tag FROM entry WHERE interpreter_id = :id"), {"id": tolk.id}
    )
    assert list(tags.scalars()) == ["ber"], "what was recorded keeps its tag"
    assert (await meaning_of(session, "tarifit", on=LATER - DAY)).is_certain
    offered = await meaning_of(session, "tarifit", on=LATER)
    assert (offered.tags, offered.is_certain) == (("ar",), False), "offered, never taken for granted"
    [change] = await changes(session)
    assert (change.kind, change.tag, change.into, change.first_day) == ("merged", "ber", "ar", LATER)


async def test_merges_that_follow_each_other_lead_to_what_stands(
    session: Session, one: Actor, two: Actor
) -> None:
    for tag, into, day in (("ber", "aii", LATER), ("aii", "ar", LATER + 30 * DAY)):
        await approve(session, two, await propose(session, one, a_merge(tag, into, day), now=NOW), now=NOW)
    assert (await meaning_of(session, "tarifit", on=LATER)).tags == ("aii",)
    assert (await meaning_of(session, "tarifit", on=LATER + 30 * DAY)).tags == ("ar",)


async def test_a_new_name_is_for_days_to_come(session: Session, one: Actor, two: Actor) -> None:
    names = {"name_nb": "amazigh", "name_nn": "amazigh", "name_en": "Tamazight"}
    made = await propose(
        session, one, Proposed("renamed", "ber", "eget ønske", TODAY, details=names), now=NOW
    )
    await approve(session, two, made, now=NOW)
    called = {day: {each.tag: each.name_nb for each in await languages(session, on=day)}["ber"]
              for day in (TODAY - DAY, TODAY)}  # fmt: skip
    assert list(called.values()) == ["berbisk", "amazigh"]
    assert (await meaning_of(session, "berbisk", on=TODAY)).tags == ("ber",), (
        "the old name is still understood"
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (Proposed("new", "Luo!", "x", TODAY, details=NEW), "tag_malformed"),
        (Proposed("new", "ar", "x", TODAY, details=NEW), "tag_taken"),
        (Proposed("renamed", "qqq", "x", TODAY, details=NEW), "language_not_in_list"),
        (a_merge(day=TODAY), "merge_starts_in_the_past"),
        (a_merge(into="qqq"), "language_not_in_list"),
        (a_merge(tag="qqq"), "language_has_ended"),
        (a_merge(day=date(1999, 1, 1)), "merge_starts_in_the_past"),
    ],
)
async def test_what_cannot_be_done_is_said_at_once(
    session: Session, one: Actor, change: Proposed, says: str
) -> None:
    with pytest.raises(Invalid, match=says):
        await propose(session, one, change, now=NOW)


async def test_a_tag_waits_for_one_answer_at_a_time(session: Session, one: Actor, two: Actor) -> None:
    made = await propose(session, one, a_merge(), now=NOW)
    with pytest.raises(Invalid, match="proposal_waits"):
        await propose(session, two, a_merge(into="aii"), now=NOW)
    [waiting] = await proposals(session, two)
    assert (waiting.id, waiting.is_own) == (made, False)
    await decline(session, one, made, now=NOW)
    assert await proposals(session, two) == ()
    assert (await proposal(session, two, made)).state == "declined"
    with pytest.raises(Conflict, match="proposal_decided"):
        await decline(session, two, made, now=NOW)
    with pytest.raises(NotFound):
        await proposal(session, two, made + 1)


async def test_a_merge_is_looked_at_again_when_it_is_approved(
    session: Session, one: Actor, two: Actor
) -> None:
    first = await propose(session, one, a_merge("ber", "aii"), now=NOW)
    other = await propose(session, one, a_merge("aii", "ar"), now=NOW)
    await approve(session, two, other, now=NOW)
    with pytest.raises(RuleBroken, match="language_not_in_list"):
        await approve(session, two, first, now=NOW)


async def test_the_preview_counts_what_the_tag_holds(session: Session, one: Actor) -> None:
    await an_interpreter(session, language="ber")
    held = {each.code: each.count for each in await held_by_language(session, one, "ber", now=NOW)}
    assert held["entries"] == 1
    assert held["evidence"] + held["interest"] + held["plan"] + held["rounds"] + held["applications"] == 0


async def test_only_administrators_govern_the_list(session: Session, one: Actor) -> None:
    officer = await an_officer(session)
    made = await propose(session, one, a_merge(), now=NOW)
    for act in (propose(session, officer, a_merge("aii"), now=NOW), approve(session, officer, made, now=NOW),
                decline(session, officer, made, now=NOW), proposals(session, officer)):  # fmt: skip
        with pytest.raises(NotAllowed):
            await act


async def test_the_database_itself_keeps_history_and_asks_for_two(session: Session, one: Actor) -> None:
    for verb in ("UPDATE", "DELETE"):
        assert not await value(
            session, f"SELECT has_table_privilege('tolkeregister_app', 'language_change', '{verb}')"
        )
    made = await propose(session, one, a_merge(), now=NOW)
    with pytest.raises(DBAPIError, match="two_persons"):
        await session.execute(
            text("UPDATE language_proposal SET state = 'approved', decided_at = :now, decided_by = proposed_by"
                 " WHERE id = :id"), {"id": made, "now": NOW},
        )  # fmt: skip
