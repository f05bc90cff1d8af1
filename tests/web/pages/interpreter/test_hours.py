"""Free times over HTTP: the week, single days, absences, the odd nights, and what comes of it all."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import a_body
from tests.builders.interpreters import BuiltInterpreter, an_absence, an_interpreter, weekly_hours
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tolkeregister.core.database import Session

WEEK, DAY, AWAY = "/min-side/ledig/uke", "/min-side/ledig/dag", "/min-side/ledig/fravaer"
Stretches = list[tuple[int, int, int]]


async def _hours(session: Session, interpreter: int) -> Stretches:
    rows = await session.execute(
        text(
            "SELECT weekday, start_minute, end_minute FROM weekly_hours WHERE interpreter_id = :i ORDER BY 1, 2"
        ),
        {"i": interpreter},
    )
    return [(row[0], row[1], row[2]) for row in rows]


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ({"fra_0_0": "09:00", "til_0_0": "16:00"}, [(0, 540, 960)]),
        (
            {"fra_0_0": "8", "til_0_0": "11.30", "fra_0_1": "kl. 12", "til_0_1": "1600"},
            [(0, 480, 690), (0, 720, 960)],
        ),
        ({"fra_4_0": "22:00", "til_4_0": "02:00"}, [(4, 1320, 1560)]),
        ({"fra_5_2": "20:00", "til_5_2": "24.00"}, [(5, 1200, 1440)]),
        ({"fra_5_0": "20:00", "til_5_0": "00:00"}, [(5, 1200, 1440)]),
        ({"fra_6_0": "00:00", "til_6_0": "00:00"}, [(6, 0, 1440)]),
        ({}, []),
    ],
)
async def test_a_week_is_stored_as_it_was_meant(
    sent: dict[str, str], stored: Stretches, mine: Browser, samira: BuiltInterpreter, session: Session
) -> None:
    """Feature 57: several stretches a day, past midnight, and 24.00 as an end; an empty form is no hours."""
    await weekly_hours(session, samira.id, [(2, 60, 120)])
    await session.commit()
    form = (await mine.get(WEEK)).form(action=WEEK)
    emptied = {name: "" for name in form if name.startswith(("fra_", "til_"))}
    answer = await mine.post(WEEK, {**form, **emptied, **sent, "handling": "lagre"})
    assert answer.response.headers["location"] == "/min-side/ledig?lagret=uke"
    assert await _hours(session, samira.id) == stored


@pytest.mark.parametrize("stored", [[(0, 540, 960)], [(4, 1320, 1560), (5, 1200, 1440), (6, 0, 1440)],
                                    [(1, 60 * n, 60 * n + 30) for n in range(5)]])  # fmt: skip
async def test_the_form_shows_the_week_so_that_saving_it_changes_nothing(
    stored: Stretches, mine: Browser, samira: BuiltInterpreter, session: Session
) -> None:
    await weekly_hours(session, samira.id, stored)
    await session.commit()
    await mine.submit(WEEK, action=WEEK)
    assert await _hours(session, samira.id) == stored


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"fra_0_0": "ni", "til_0_0": "16:00"}, "Skriv klokkeslettet for mandag slik: 10.00"),
        ({"fra_1_0": "24:00", "til_1_0": "16:00"}, "Skriv klokkeslettet for tirsdag slik: 10.00"),
        ({"fra_2_0": "09:00"}, "Skriv når du er ledig til på onsdag"),
        ({"til_3_1": "09:00"}, "Skriv når du er ledig fra på torsdag"),
        ({"fra_4_0": "09:00", "til_4_0": "09:00"}, "Tiden på fredag må vare lenger enn null minutter"),
        ({"fra_5_0": "<script>", "til_5_0": "-1"}, "Skriv klokkeslettet for lørdag slik: 10.00"),
    ],
)
async def test_errors_keep_what_was_typed_and_save_nothing(
    sent: dict[str, str], said: str, mine: Browser, samira: BuiltInterpreter, session: Session
) -> None:
    page = await mine.submit(WEEK, action=WEEK, status=422, **sent)
    assert said in page.text
    typed = {each.get("name"): each.get("value") for each in page.all("input")}
    assert {name: typed[name] for name in sent} == sent
    assert await _hours(session, samira.id) == []


async def test_monday_is_copied_to_the_weekdays_and_not_saved(
    mine: Browser, samira: BuiltInterpreter, session: Session
) -> None:
    form = (await mine.get(WEEK)).form(action=WEEK)
    sent = {**form, "fra_0_0": "09:00", "til_0_0": "16:00", "fra_5_0": "10:00", "til_5_0": "12:00"}
    page = await mine.post(WEEK, {**sent, "handling": "kopier"}, status=200)
    assert "Det er ikke lagret ennå." in page.text
    assert await _hours(session, samira.id) == []
    await mine.post(WEEK, {**page.form(action=WEEK), "handling": "lagre"})
    assert await _hours(session, samira.id) == [(day, 540, 960) for day in range(5)] + [(5, 600, 720)]


@pytest.mark.parametrize("rows", ["", "-1", "999999999999", "3; DROP", "²"])
async def test_a_claimed_number_of_rows_is_kept_within_bounds(rows: str, mine: Browser) -> None:
    await mine.submit(WEEK, action=WEEK, rader=rows, fra_0_0="09:00", til_0_0="10:00")


async def test_a_day_besides_the_week_is_added_and_taken_back(
    mine: Browser, samira: BuiltInterpreter, session: Session
) -> None:
    await mine.submit(DAY, action=DAY, dag="2026-11-28", fra="22:00", til="02:00")
    page = await mine.get("/min-side/ledig")
    assert "Lørdag 28. november kl. 22.00–02.00 neste dag" in page.text
    assert "Ledig kl. 22.00–24.00" in page.text
    assert "Ledig kl. 00.00–02.00" in page.text
    action = next(f.get("action") or "" for f in page.all("form") if "/fjern" in (f.get("action") or ""))
    form = page.form(action=action)
    await mine.post(action, form)
    await mine.post(action, form, status=404)  # gone already
    assert "28. november kl. 22.00" not in (await mine.get("/min-side/ledig")).text


@pytest.mark.parametrize(
    ("path", "sent", "said"),
    [
        (DAY, {"dag": "2027-03-28", "fra": "02:30", "til": "08:00"}, "Klokkeslettet finnes ikke den natta"),
        (DAY, {"dag": "2027-03-27", "fra": "22:00", "til": "02:30"}, "Klokkeslettet finnes ikke den natta"),
        (DAY, {"dag": "2026-11-22", "fra": "10", "til": "11"}, "Datoen må være i dag eller senere"),
        (DAY, {"dag": "9999-12-31", "fra": "10", "til": "11"}, "Datoen kan være opptil to år fram"),
        (DAY, {"dag": "2026-11-28", "fra": "10", "til": "10"}, "Sluttiden må være en annen enn starttiden"),
        (
            AWAY,
            {"fra_dato": "2027-03-28", "fra_kl": "02:30", "til_dato": "2027-03-28"},
            "finnes ikke den natta",
        ),
        (
            AWAY,
            {"fra_dato": "2026-12-02", "til_dato": "2026-12-01"},
            "Siste dag må være første dag eller senere",
        ),
        (
            AWAY,
            {"fra_dato": "2026-12-01", "fra_kl": "10", "til_dato": "2026-12-01", "til_kl": "9"},
            "Slutten må være",
        ),
        (AWAY, {"fra_dato": "2026-12-01", "til_dato": "9999-12-31"}, "Datoen kan være opptil to år fram"),
    ],
)
async def test_a_time_that_cannot_be_is_answered_in_words(
    path: str, sent: dict[str, str], said: str, mine: Browser
) -> None:
    page = await mine.submit(path, action=path, status=422, **sent)
    assert said in page.text
    typed = {each.get("name"): each.get("value") for each in page.all("input")}
    assert all(typed[name] for name in sent)


@pytest.mark.parametrize(("turn", "ends"), [("forste", 0), ("andre", 1)])
async def test_half_past_two_in_autumn_is_asked_about(
    turn: str, ends: int, mine: Browser, samira: BuiltInterpreter, session: Session
) -> None:
    """25 October 2027 the clock goes back at 03.00: 02.30 is 00.30 and 01.30 in UTC."""
    night = {"fra_dato": "2027-10-30", "fra_kl": "20:00", "til_dato": "2027-10-31", "til_kl": "02:30"}
    page = await mine.submit(AWAY, action=AWAY, status=422, **night)
    assert "Velg første eller andre gang" in page.text
    await mine.post(AWAY, {**page.form(action=AWAY), "til_gang": turn})
    found = (
        await session.execute(
            text("SELECT upper(period) FROM absence WHERE interpreter_id = :i"), {"i": samira.id}
        )
    ).scalar()
    assert found == datetime(2027, 10, 31, ends, 30, tzinfo=UTC)


async def test_an_absence_over_an_assignment_is_shown_not_hidden(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    body = await a_body(session)
    starts_at = now + timedelta(days=2)
    assignment = await an_assignment(session, body, starts_at, starts_at + timedelta(hours=1))
    await accepted_by(session, assignment, samira.id, at=now)
    await session.commit()
    await mine.submit(AWAY, action=AWAY, fra_dato="2026-11-25", til_dato="2026-11-25")
    page = await mine.get("/min-side/ledig")
    assert "Du har ett oppdrag i denne tiden" in page.text
    assert page.link(f"Oppdrag {assignment.number}") == f"/min-side/oppdrag/{assignment.number}"
    calendar = await mine.get("/min-side/kalender?uke=2026-48")
    assert "Du har meldt fravær da. Oppdraget står til du gir det tilbake." in calendar.text
    assert "Fravær hele dagen" in calendar.text


async def test_somebody_elses_rows_cannot_be_removed(mine: Browser, session: Session, now: datetime) -> None:
    leila = await an_interpreter(session, given_name="Leila")
    await an_absence(session, leila.id, now, now + timedelta(days=1))
    await session.commit()
    row = (await session.execute(text("SELECT id FROM absence"))).scalar_one()
    token = (await mine.get(DAY)).form(action=DAY)
    await mine.post(f"/min-side/ledig/fravaer/{row}/fjern", token, status=404)
    await mine.post(f"/min-side/ledig/alt/{row}/fjern", token, status=404)
    assert (await session.execute(text("SELECT count(*) FROM absence"))).scalar() == 1


async def test_the_calendar_says_every_full_date_and_what_is_there(
    mine: Browser, samira: BuiltInterpreter, session: Session
) -> None:
    """Feature 116: seven headings with full dates, links and words, no pointer needed."""
    await weekly_hours(session, samira.id, [(0, 540, 960)])
    await session.commit()
    page = await mine.get("/min-side/kalender?uke=2026-49")
    assert page.heading == "Uke 49: mandag 30. november til søndag 6. desember"
    assert [" ".join("".join(day.itertext()).split()) for day in page.all("h3")] == [
        "Mandag 30. november", "Tirsdag 1. desember", "Onsdag 2. desember", "Torsdag 3. desember",
        "Fredag 4. desember", "Lørdag 5. desember", "Søndag 6. desember",
    ]  # fmt: skip
    assert "Ledig kl. 09.00–16.00" in page.text
    assert page.link("forrige uke") == "/min-side/kalender?uke=2026-48"
    assert page.link("neste uke") == "/min-side/kalender?uke=2026-50"


@pytest.mark.parametrize("code", ["2026-99", "abc", "0000-00", "9999-52", "2026-48'--", "٢٠٢٦-٤٨"])
async def test_a_week_that_cannot_be_read_is_this_week(code: str, mine: Browser) -> None:
    page = await mine.get("/min-side/kalender", uke=code)
    assert page.heading.startswith("Uke 48:")


async def test_the_odd_nights_say_what_the_clock_does(
    mine: Browser, samira: BuiltInterpreter, session: Session, clock: FixedClock, now: datetime
) -> None:
    await weekly_hours(session, samira.id, [(6, 60, 240)])  # Sundays 01–04
    await session.commit()
    spring = await mine.get("/min-side/kalender?uke=2027-12")
    assert "Klokken går fra 02.00 til 03.00" in spring.text
    assert "Ledig kl. 01.00–04.00" in spring.text
    autumn = await mine.get("/min-side/kalender?uke=2027-43")
    assert "Timen fra 02.00 til 03.00 kommer to ganger" in autumn.text
