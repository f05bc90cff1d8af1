"""The search answers with the best qualified first, and only with those who are not known to be busy."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from booking.matching.rules.queue import draw
from booking.search.queries import SearchCriteria, find
from tests.builders.assignments import busy
from tests.builders.bodies import a_body
from tests.builders.interpreters import an_absence, an_entry, an_interpreter, weekly_hours
from tests.builders.times import MONDAY, NOW, between, oslo
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session


def at(starts: str, ends: str, **more: Any) -> SearchCriteria:
    """Arabic by screen on an ordinary Monday."""
    starts_at, ends_at = between(MONDAY, starts, ends)
    asked = SearchCriteria(language_tag="ar", mode="screen", starts_at=starts_at, ends_at=ends_at)
    return replace(asked, **more)


async def test_free_before_not_stated_before_the_next_category(session: Session) -> None:
    d = await an_interpreter(session, category="D", hours=True)
    unstated = await an_interpreter(session, category="B")
    free = await an_interpreter(session, category="B", hours=True)
    a = await an_interpreter(session, category="A")
    answer = await find(session, at("10:00", "11:00"), now=NOW)
    assert [each.number for each in answer.interpreters] == [a.number, free.number, unstated.number, d.number]
    assert [(group.category, group.count) for group in answer.groups] == [("A", 1), ("B", 2), ("D", 1)]


async def test_busy_are_counted_and_not_shown(session: Session) -> None:
    body = await a_body(session)
    away = await an_interpreter(session, hours=True)
    booked = await an_interpreter(session, hours=True)
    outside = await an_interpreter(session)
    await weekly_hours(session, outside.id, [(0, 480, 630)])
    await an_absence(session, away.id, *between(MONDAY, "10:30", "12:00"))
    await busy(session, body, booked.id, *between(MONDAY, "09:00", "10:30"))
    answer = await find(session, at("10:00", "11:00"), now=NOW)
    assert (answer.count, answer.busy, answer.interpreters) == (0, 3, ())


async def test_distance_counts_in_person_and_near_comes_first(session: Session) -> None:
    far = await an_interpreter(session, category="B", hours=True, municipality="4601")
    near = await an_interpreter(session, category="B", hours=True, municipality="0301")
    best = await an_interpreter(session, category="A", hours=True, municipality="5501")
    asked = at("10:00", "11:00", mode="in_person", municipality_code="0301")
    answer = await find(session, asked, now=NOW)
    assert [each.number for each in answer.interpreters] == [best.number, near.number, far.number]
    assert answer.interpreters[1].km == 0
    assert 380 < (answer.interpreters[2].km or 0) < 420, "Oslo to Bergen: 305 km as the crow flies, times 1.3"
    close = await find(session, replace(asked, max_km=50), now=NOW)
    assert [each.number for each in close.interpreters] == [near.number]
    by_phone = await find(session, replace(asked, mode="phone", max_km=50), now=NOW)
    assert by_phone.count == 3, "distance means nothing on the phone"


async def test_each_facet_is_counted_with_the_other_filters_on(session: Session) -> None:
    await an_interpreter(session, category="A", gender="woman", hours=True, municipality="0301")
    await an_interpreter(session, category="B", gender="man", hours=True, municipality="4601")
    await an_interpreter(session, category="E", gender="man", hours=True, subjects=["POLITI"])
    answer = await find(session, at("10:00", "11:00", gender="man", least_category="C"), now=NOW)
    assert (answer.count, answer.facets.category) == (1, {"B": 1, "E": 1})
    assert answer.facets.gender == {"woman": 1, "man": 1}
    assert answer.facets.county == {"46": 1}
    assert answer.facets.subject == {"HELSE": 1, "BARNEVERN": 1}


async def test_listing_and_category_are_those_at_the_asked_time(session: Session) -> None:
    """Failure mode 28: judged at the time of the assignment, by what is known now."""
    await an_interpreter(session, hours=True, listed_to=oslo(MONDAY, "10:00"))
    coming = await an_interpreter(session, hours=True, listed_from=oslo(MONDAY, "09:30"))
    assert (await find(session, at("09:00", "09:30"), now=NOW)).count == 1
    answer = await find(session, at("10:00", "11:00"), now=NOW)
    assert [each.number for each in answer.interpreters] == [coming.number]


async def test_the_dead_are_not_found(session: Session) -> None:
    """Rule P5."""
    tolk = await an_interpreter(session, hours=True)
    await session.execute(
        text("UPDATE person SET dead_on = '2026-02-01' WHERE id = :i"), {"i": tolk.person_id}
    )
    assert (await find(session, at("10:00", "11:00"), now=NOW)).count == 0


async def test_a_name_is_found_with_a_letter_wrong_and_a_number_exactly(session: Session) -> None:
    tolk = await an_interpreter(session, given_name="Øyvind", family_name="Haddad")
    await an_interpreter(session, given_name="Per", family_name="Åsen")
    for words in ("oyvind haddad", "Hadad", "øyvind", tolk.number):
        answer = await find(session, SearchCriteria(name_or_number=words), now=NOW)
        assert [each.number for each in answer.interpreters] == [tolk.number], words
    assert (await find(session, SearchCriteria(name_or_number=tolk.number[:-1]), now=NOW)).count == 0


@pytest.mark.parametrize("words", ["tø", "tøyen", "TØYEN", "Toyen", "toeyen", "Tøyen, Anne"])
async def test_a_name_in_capitals_is_found_by_small_letters_and_without_the_stroke(
    session: Session, words: str
) -> None:
    tolk = await an_interpreter(session, given_name="ÅSE ANNE", family_name="TØYEN")
    await an_interpreter(session, given_name="Per", family_name="Bakken")
    answer = await find(session, SearchCriteria(name_or_number=words), now=NOW)
    assert [each.number for each in answer.interpreters] == [tolk.number]


async def test_a_name_is_found_in_its_other_spellings(session: Session) -> None:
    """Failure mode 30: Mohammed finds Muhammad."""
    tolk = await an_interpreter(session, given_name="Muhammad", family_name="Berg")
    answer = await find(session, SearchCriteria(name_or_number="Mohammed"), now=NOW)
    assert [each.number for each in answer.interpreters] == [tolk.number]


async def test_without_a_language_somebody_is_one_line_with_all_entries(session: Session) -> None:
    tolk = await an_interpreter(session, category="C")
    await an_entry(session, tolk.id, language="fr", category="A")
    answer = await find(session, SearchCriteria(), now=NOW)
    assert [(each.category, each.language_tag) for each in answer.interpreters] == [("A", "fr")]
    assert [entry.language_tag for entry in answer.interpreters[0].entries] == ["fr", "ar"]


async def test_the_draw_changes_by_day_and_is_the_one_of_the_queue(session: Session) -> None:
    numbers = [(await an_interpreter(session, hours=True)).number for _ in range(8)]
    for day in (0, 1, 2):
        now = NOW + timedelta(days=day)
        found = await find(session, at("10:00", "11:00"), now=now)
        drawn = sorted(numbers, key=lambda number: draw(oslo_date(now), number, "ar", "speech"))
        assert [each.number for each in found.interpreters] == drawn


async def test_pages_hold_the_next_of_each_category(session: Session) -> None:
    for category in "AAABB":
        await an_interpreter(session, category=category, hours=True)
    first = await find(session, at("10:00", "11:00", per_category=2), now=NOW)
    second = await find(session, at("10:00", "11:00", per_category=2, page=2), now=NOW)
    assert [len(group.interpreters) for group in first.groups] == [2, 2]
    assert [len(group.interpreters) for group in second.groups] == [1, 0]
    assert (first.next_page, second.next_page) == (2, None)
    assert len({each.number for each in first.interpreters + second.interpreters}) == 5
