"""/tolk/{number}: what the public sees, and what it never learns."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import Range

from qualification.evidence.models import Evidence
from tests.builders.assignments import busy
from tests.builders.bodies import a_body
from tests.builders.interpreters import an_absence, an_entry, an_interpreter, weekly_hours
from tests.builders.times import LONG_AGO, oslo
from tests.fixtures.page import Browser
from tolkeregister.core.database import Session

WORKDAYS = ("Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag")
TUESDAY = datetime(2026, 11, 24, tzinfo=UTC).date()


async def test_a_profile_shows_languages_with_categories_and_where_they_come_from(
    page: Browser, session: Session
) -> None:
    found = await an_interpreter(session, category="C", municipality="4601", hours=True)
    await an_entry(session, found.id, language="fr", category="D")
    for kind, language in (("bevilling", "ar"), ("grunnemne", "fr")):
        session.add(
            Evidence(person_id=found.person_id, kind=kind, language_tag=language, type="speech", issuer="IMDi",
                     reference="R-1", valid=Range(LONG_AGO, None), recorded=Range(LONG_AGO, None))
        )  # fmt: skip
    await session.flush()
    shown = await page.get(f"/tolk/{found.number}")
    assert shown.heading == "Samira Haddad"
    assert "Tolk i arabisk og fransk" in shown.text
    assert "Vestland" in shown.text
    assert "Bevilling som statsautorisert tolk" in shown.text
    assert shown.text.index("IMDi har kontrollert") < shown.text.index("Oppgitt av tolken selv")


async def test_free_times_are_what_is_left_of_the_stated_hours(page: Browser, session: Session) -> None:
    found = await an_interpreter(session)
    await weekly_hours(session, found.id, [(1, 8 * 60, 12 * 60), (1, 12 * 60, 16 * 60)])
    await busy(session, await a_body(session), found.id, oslo(TUESDAY, "10:00"), oslo(TUESDAY, "11:00"))
    await an_absence(session, found.id, oslo(TUESDAY, "15:45"), oslo(TUESDAY, "24:00"))
    shown = await page.get(f"/tolk/{found.number}")
    assert "08.00–10.00" in shown.text
    assert "11.00–15.45" in shown.text
    sent = parse_qs(urlsplit(shown.link("11.00–15.45")).query)
    assert sent == {"sprak": ["ar"], "dato": ["2026-11-24"], "fra": ["11:00"], "tolk": [found.number]}


async def test_free_times_go_on_past_midnight_and_stand_on_the_day_they_begin(
    page: Browser, session: Session
) -> None:
    found = await an_interpreter(session)
    await weekly_hours(session, found.id, [(1, 22 * 60, 26 * 60), (3, 23 * 60, 24 * 60)])
    shown = await page.get(f"/tolk/{found.number}")
    tuesday, wednesday, thursday = (shown.text.index(each) for each in ("Tirsdag", "Onsdag", "Torsdag"))
    assert tuesday < shown.text.index("22.00–02.00") < wednesday
    assert thursday < shown.text.index("23.00–")


async def test_each_day_is_heard_as_its_full_date_and_a_list_with_each_free_time(
    page: Browser, session: Session
) -> None:
    """A screen reader says how many there are in a list; each link says its own day, also out of context."""
    found = await an_interpreter(session)
    await weekly_hours(session, found.id, [(1, 8 * 60, 10 * 60), (1, 12 * 60, 13 * 60), (3, 9 * 60, 10 * 60)])
    (week,) = (await page.get(f"/tolk/{found.number}")).all("ul", class_="t-uke")
    days = {_said(day[0]): [_said(a) for a in day.findall("ul/li/a")] for day in week}
    assert list(days) == [
        f"{name} {date}. november" for name, date in zip(WORKDAYS, range(23, 28), strict=True)
    ]
    assert [len(times) for times in days.values()] == [0, 2, 0, 1, 0]
    assert all(time.startswith(f"Bestill {day.lower()} ") for day, times in days.items() for time in times)


def _said(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


async def test_hours_that_are_not_stated_are_not_said_to_be_busy(page: Browser, session: Session) -> None:
    found = await an_interpreter(session)
    shown = await page.get(f"/tolk/{found.number}")
    assert "har ikke oppgitt ledige tider" in shown.text
    assert "Ingen ledige" not in shown.text


@pytest.mark.parametrize(
    ("asked", "week"),
    [("2026-50", "uke 50"), ("2026-01", "uke 48"), ("tull", "uke 48"), ("9999-99", "uke 48")],
)
async def test_a_week_is_chosen_by_its_number(page: Browser, session: Session, asked: str, week: str) -> None:
    found = await an_interpreter(session, hours=True)
    shown = await page.get(f"/tolk/{found.number}/ledig", uke=asked)
    assert f"Ledige tider i {week}" in shown.text


async def test_removed_dead_future_and_never_issued_are_one_and_the_same_answer(
    page: Browser, session: Session
) -> None:
    """Decision 17 and rule V4."""
    now = datetime(2026, 11, 23, 11, tzinfo=UTC)
    removed = await an_interpreter(session, number="50001", listed_to=now - timedelta(seconds=1))
    await an_interpreter(session, number="50002", listed_from=now + timedelta(days=1))
    dead = await an_interpreter(session, number="50003")
    await session.execute(
        text("UPDATE person SET dead_on = '2026-11-22' WHERE id = :id"), {"id": dead.person_id}
    )
    assert removed.number == "50001"
    for path in ("/tolk/{}", "/tolk/{}/ledig", "/tolk/{}/da"):
        answers = {
            (await page.get(path.format(number), status=404)).text.replace(number, "")
            for number in ("50001", "50002", "50003", "59999")
        }
        assert len({_without_code(each) for each in answers}) == 1


async def test_the_search_goes_along_to_the_profile(page: Browser, session: Session) -> None:
    found = await an_interpreter(session, hours=True)
    query = {"sprak": "ar", "dato": "2026-12-01", "fra": "10:00", "varighet": "90", "metode": "telefon"}
    shown = await page.get(f"/tolk/{found.number}", **query)
    assert "kl. 10.00–11.30" in shown.text
    assert "Ledige tider i uke 49" in shown.text
    assert parse_qs(urlsplit(shown.link("Bestill tolk")).query) == {
        **{name: [value] for name, value in query.items()}, "tolk": [found.number],
    }  # fmt: skip


def _without_code(shown: str) -> str:
    return shown.split("Oppgi denne koden")[0]
