"""The interpreter's start page, one assignment, the next category and the profile, over HTTP."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, text

from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import a_body
from tests.builders.interpreters import BuiltInterpreter, an_entry, an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tests.web.pages.interpreter.scene import ADDRESS, an_offered_assignment
from tolkeregister.core.database import Database, Session

PAGES = (
    "/min-side", "/min-side/tilbud", "/min-side/kalender", "/min-side/ledig", "/min-side/ledig/uke",
    "/min-side/ledig/dag", "/min-side/ledig/fravaer", "/min-side/neste-kategori", "/min-side/profil",
    "/min-side/gitt-tilbake",
)  # fmt: skip


async def _accepted(session: Session, interpreter: BuiltInterpreter, starts_at: datetime) -> str:
    assignment = await an_assignment(
        session, await a_body(session), starts_at, starts_at + timedelta(hours=1), mode="in_person"
    )
    await accepted_by(session, assignment, interpreter.id, at=starts_at - timedelta(days=1))
    await session.commit()
    return assignment.number


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_is_there_in_both_written_forms(path: str, mine: Browser) -> None:
    for form in ("", "/nn"):
        page = await mine.get(f"{form}{path}")
        assert page.root.get("lang") == (form.strip("/") or "nb")
        assert page.response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_is_for_interpreters_only(
    path: str, page: Browser, session: Session, signed_in: SignIn
) -> None:
    body = await a_body(session)
    await session.commit()
    assert (await page.client.get(path)).status_code == 303
    await (await signed_in(body.booker)).get(path, status=403)


async def test_the_start_page_has_offers_first_then_today_and_the_register(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    await an_offered_assignment(session, samira, now)
    today = await _accepted(session, samira, now + timedelta(hours=2))
    later = await _accepted(session, samira, now + timedelta(days=1))
    page = await mine.get("/min-side")
    said = page.text
    assert page.heading == "Hei, Samira"
    assert said.index("Ett nytt tilbud") < said.index("I dag") < said.index("De neste oppdragene")
    links = [each.get("href") for each in page.all("a")]
    assert f"/min-side/oppdrag/{today}" in links
    assert f"/min-side/oppdrag/{later}" in links
    assert "Arabisk" in said
    assert "Kategori A" in said
    assert ADDRESS not in said


async def test_a_removed_interpreter_is_told_so_and_sees_the_rest(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    removed = await an_interpreter(session, listed_to=now - timedelta(days=1))
    await session.commit()
    page = await (await signed_in(removed.actor)).get("/min-side")
    assert "Du står ikke i registeret nå" in page.text
    assert "Ikke i registeret" in page.text


async def test_an_accepted_assignment_shows_the_address_and_what_to_prepare(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    number = await _accepted(session, samira, now + timedelta(days=2))
    page = await mine.get(f"/min-side/oppdrag/{number}")
    for shown in (
        ADDRESS,
        "samtale med foreldre",
        "saksbehandler, forelder",
        "Fjordvik kommune",
        "taushetsplikt",
    ):
        assert shown in page.text, shown


async def test_giving_back_asks_first_frees_the_time_and_works_once(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    number = await _accepted(session, samira, now + timedelta(days=2))
    path = f"/min-side/oppdrag/{number}/gi-tilbake"
    asked = await mine.get(path)
    state = "SELECT interpreter_id FROM assignment WHERE number = :n"
    assert (await session.execute(text(state), {"n": number})).scalar() == samira.id
    assert (await mine.post(path, asked.form(action=path))).response.headers[
        "location"
    ] == "/min-side/gitt-tilbake"
    assert (await session.execute(text(state), {"n": number})).scalar() is None
    assert (await session.execute(text("SELECT count(*) FROM booked"))).scalar() == 0
    await mine.post(path, asked.form(action=path))  # the second click
    await mine.get(f"/min-side/oppdrag/{number}", status=404)


async def test_the_offer_of_what_was_given_back_says_that_it_is_no_longer_mine(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    assignment, offer = await an_offered_assignment(session, samira, now)
    path, back = f"/min-side/tilbud/{offer}", f"/min-side/oppdrag/{assignment.number}/gi-tilbake"
    await mine.submit(path, action=path, habil="habil")
    await mine.submit(back, action=back)
    page = await mine.get(path)
    assert page.heading == "Oppdraget er ikke lenger ditt"
    assert ADDRESS not in page.text


async def test_what_has_begun_cannot_be_given_back(
    mine: Browser, samira: BuiltInterpreter, session: Session, clock: FixedClock, now: datetime
) -> None:
    number = await _accepted(session, samira, now + timedelta(minutes=30))
    path = f"/min-side/oppdrag/{number}/gi-tilbake"
    form = (await mine.get(path)).form(action=path)
    clock.forward(timedelta(minutes=30))
    page = await mine.post(path, form, status=409)
    assert "Oppdraget har begynt" in page.text
    assert "Gi tilbake" not in page.text


async def test_a_foreign_assignment_is_not_found(mine: Browser, session: Session, now: datetime) -> None:
    leila = await an_interpreter(session, given_name="Leila")
    number = await _accepted(session, leila, now + timedelta(days=2))
    for path in (f"/min-side/oppdrag/{number}", f"/min-side/oppdrag/{number}/gi-tilbake", "/min-side/oppdrag/'--",
                 "/min-side/oppdrag/%00"):  # fmt: skip
        await mine.get(path, status=404)


async def test_the_next_category_says_what_is_missing(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    """Rule Q1: category E (tospråktest and TAO); a grunnemne gives D."""
    for kind, language in (("tospraaktest", "ar"), ("tao", None)):
        await session.execute(
            text("INSERT INTO evidence (person_id, kind, language_tag, type, issuer, reference, synthetic, valid,"
                " recorded)"
                " VALUES"
                 " (:p, :k, :l, CAST(:t AS text), 'test', 'test', true, tstzrange('2021-01-01', NULL),"
                " tstzrange('2021-01-01', NULL))"),
            {"p": samira.person_id, "k": kind, "l": language, "t": "speech" if language else None},
        )  # fmt: skip
    await session.commit()
    page = await mine.get("/min-side/neste-kategori")
    assert "Kategori E" in page.text
    assert "Neste er kategori D" in page.text
    assert "Grunnemne i tolking" in page.text


async def test_the_profile_is_saved_and_used(
    mine: Browser, samira: BuiltInterpreter, session: Session
) -> None:
    sent = (await mine.get("/min-side/profil")).form(action="/min-side/profil")
    answer = await mine.client.post(
        "/min-side/profil",
        data={**sent, "metoder": ["screen", "phone"], "fagfelt": ["HELSE"], "malform": "nn"},
    )
    assert answer.headers["location"] == "/nn/min-side/profil?lagret=ja"
    row = (
        await session.execute(text("SELECT modes, subjects FROM interpreter WHERE id = :i"), {"i": samira.id})
    ).one()
    assert (row.modes, row.subjects) == (["screen", "phone"], ["HELSE"])
    assert "Profilen er lagra." in (await mine.get("/nn/min-side/profil?lagret=ja")).text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"metoder": []}, "Velg minst én tolkemetode"),
        ({"metoder": ["in_person", "rocket"]}, "Velg et av svarene i listen"),
        ({"fagfelt": ["'; DROP TABLE person"]}, "Velg et av svarene i listen"),
        ({"malform": "en"}, "Velg et av svarene i listen"),
    ],
)
async def test_the_profile_refuses_what_is_not_on_its_lists(
    sent: dict[str, list[str]], said: str, mine: Browser
) -> None:
    good = {"metoder": ["phone"], "fagfelt": ["HELSE"], "malform": "nb"}
    token = (await mine.get("/min-side/profil")).form(action="/min-side/profil")["_csrf"]
    page = await mine.post("/min-side/profil", {**good, **sent, "_csrf": token}, status=422)
    assert said in page.text


async def test_the_number_of_statements_does_not_grow_with_what_is_shown(
    mine: Browser, samira: BuiltInterpreter, session: Session, database: Database, now: datetime
) -> None:
    async def statements() -> int:
        seen: list[str] = []

        def note(_c: object, _u: object, statement: str, *_: object) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                seen.append(statement)

        engine = database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            await mine.get("/min-side")
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    await mine.get("/min-side")
    few = await statements()
    body = await a_body(session)
    for n in range(6):
        await an_offered_assignment(session, samira, now, body=body, starts_in=timedelta(days=4 + n))
        await _accepted(session, samira, now + timedelta(hours=3 + 2 * n))
    await an_entry(session, samira.id, language="fr")
    await session.commit()
    assert await statements() == few
    assert few <= 8
