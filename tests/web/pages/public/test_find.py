"""/finn-tolk as somebody without an account and without JavaScript sees it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.builders.bodies import a_body
from tests.builders.interpreters import an_entry, an_interpreter, weekly_hours
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.core.database import Session

THURSDAY = {"dato": "2026-11-26", "fra": "10:00", "varighet": "60"}


async def test_the_front_page_is_the_search_in_the_written_form_that_was_asked_for(page: Browser) -> None:
    assert (await page.get("/", status=303)).response.headers["location"] == "/finn-tolk"
    assert (await page.get("/nn", status=303)).response.headers["location"] == "/nn/finn-tolk"


async def test_the_empty_page_explains_the_categories_and_sets_no_cookie(page: Browser) -> None:
    shown = await page.get("/finn-tolk")
    assert shown.heading == "Finn kvalifisert tolk"
    assert "Kategori E" in shown.text
    assert "set-cookie" not in shown.response.headers


@pytest.mark.parametrize("form", ["", "/nn", "/en"])
async def test_every_written_form_has_the_whole_page(page: Browser, session: Session, form: str) -> None:
    await an_interpreter(session, hours=True)
    shown = await page.get(f"{form}/finn-tolk", sprak="ar", metode="skjerm", **THURSDAY)
    assert "Samira Haddad" in shown.text


async def test_the_best_qualified_come_first_and_c_to_e_are_folded(page: Browser, session: Session) -> None:
    for category, name in (("E", "Eva"), ("A", "Anna"), ("C", "Clara"), ("B", "Britt")):
        await an_interpreter(session, category=category, given_name=name, hours=True)
    shown = await page.get("/finn-tolk", sprak="ar", metode="skjerm", **THURSDAY)
    names = [" ".join("".join(h.itertext()).split()) for h in shown.all("h4")]
    assert names == ["Anna Haddad", "Britt Haddad", "Clara Haddad", "Eva Haddad"]
    folded = [
        d
        for d in shown.all("details")
        if any("Kategori C" in "".join(s.itertext()) for s in d.iter("summary"))
    ]
    assert len(folded) == 1
    assert folded[0].get("open") is None
    assert "4 ledige tolker i arabisk" in shown.text


async def test_the_best_group_is_open_when_there_is_nobody_in_a_and_b(
    page: Browser, session: Session
) -> None:
    await an_interpreter(session, category="D", hours=True)
    shown = await page.get("/finn-tolk", sprak="ar", **THURSDAY)
    assert [section.get("aria-labelledby") for section in shown.all("section", aria_labelledby="gruppe-d")]


async def test_free_and_not_stated_are_two_things(page: Browser, session: Session) -> None:
    await an_interpreter(session, given_name="Fri", hours=True)
    await an_interpreter(session, given_name="Ukjent")
    shown = await page.get("/finn-tolk", sprak="ar", **THURSDAY)
    assert "1 ledig tolk i arabisk" in shown.text
    assert "1 har ikke oppgitt ledige tider." in shown.text
    assert shown.text.index("Har meldt seg ledige") < shown.text.index("Fri Haddad")
    assert shown.text.index("men kan spørres") < shown.text.index("Ukjent Haddad")


async def test_a_word_that_may_mean_several_languages_is_answered_with_a_choice(page: Browser) -> None:
    """Rule S4 and failure mode 30: «kurdisk» is nobody's language in the register."""
    for query in ({"ord": "Kurdisk"}, {"sprak": "kurdisk"}):
        shown = await page.get("/finn-tolk", **query, **THURSDAY)
        assert "Hvilket språk mener du" in shown.text
        chosen = parse_qs(urlsplit(shown.link("Sorani")).query)
        assert chosen["sprak"] == ["ckb"]
        assert chosen["dato"] == ["2026-11-26"]
        assert parse_qs(urlsplit(shown.link("Kurmanji")).query)["sprak"] == ["kmr"]


async def test_a_search_in_sorani_never_shows_somebody_with_kurmanji_only(
    page: Browser, session: Session
) -> None:
    await an_interpreter(session, language="kmr", given_name="Kurmanji")
    await an_interpreter(session, language="ckb", given_name="Sorani")
    shown = await page.get("/finn-tolk", ord="sorani")
    assert "Sorani Haddad" in shown.text
    assert "Kurmanji Haddad" not in shown.text


async def test_another_spelling_is_said_to_be_another_spelling(page: Browser, session: Session) -> None:
    await an_interpreter(session)
    shown = await page.get("/finn-tolk", ord="palestinsk arabisk")
    assert "Du skrev «palestinsk arabisk». I registeret heter språket arabisk." in shown.text


async def test_a_word_nobody_knows_is_an_error_at_its_field(page: Browser) -> None:
    shown = await page.get("/finn-tolk", status=422, ord="qwerty")
    assert "Vi finner ikke språket" in shown.text
    assert shown.all("input", name="ord")[0].get("value") == "qwerty"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"metode": "skjerm"}, "Velg språk"),
        ({"sprak": "ar", "dato": "2026-11-26"}, "Skriv når samtalen begynner"),
        ({"sprak": "ar", "fra": "10"}, "Velg hvilken dag samtalen er"),
        ({"sprak": "ar", "dato": "26/11 26", "fra": "10"}, "Skriv dato slik: 26.11.2026"),
        ({"sprak": "ar", "dato": "2026-11-22", "fra": "10"}, "Datoen må være i dag eller senere"),
        ({"sprak": "ar", "dato": "2026-11-23", "fra": "11.59"}, "Klokkeslettet er passert"),
        ({"sprak": "ar", "dato": "2027-03-28", "fra": "02.30"}, "Klokka stilles denne natten"),
        ({"sprak": "ar", "dato": "2029-01-01", "fra": "10"}, "eller tidligere"),
        ({"sprak": "ar", "metode": "video"}, "Velg skjerm, telefon eller fremmøte"),
        ({"sprak": "ar", "metode": "fremmote", "sted": "Ingenstad"}, "Vi finner ikke kommunen"),
    ],
)
async def test_what_must_be_mended_is_said_and_what_was_typed_is_kept(
    page: Browser, query: dict[str, str], said: str
) -> None:
    shown = await page.get("/finn-tolk", status=422, **query)
    assert said in shown.text
    kept = {i.get("name"): i.get("value") for i in shown.all("input")}
    assert all(kept.get(name) == value for name, value in query.items() if name == "sted")


async def test_the_hour_that_comes_twice_is_searched_once_and_said(page: Browser, session: Session) -> None:
    await an_interpreter(session, hours=True)
    shown = await page.get("/finn-tolk", sprak="ar", dato="2027-10-31", fra="02:30")
    assert "den første av de to timene" in shown.text


async def test_filters_narrow_and_can_be_taken_away(page: Browser, session: Session) -> None:
    await an_interpreter(session, given_name="Kari", gender="woman", municipality="0301")
    await an_interpreter(session, given_name="Ola", gender="man", municipality="4601")
    shown = await page.get("/finn-tolk", sprak="ar", kjonn="mann", fylke="46")
    assert "Ola Haddad" in shown.text
    assert "Kari Haddad" not in shown.text
    assert "Kari Haddad" in (await page.get(shown.link("Fjern alle filtre"))).text


async def test_clearance_can_be_asked_for_by_bodies_only(
    page: Browser, session: Session, signed_in: SignIn
) -> None:
    """Decision 18. To the public the parameter does nothing at all, so that nobody can see who is cleared."""
    await an_interpreter(session, given_name="Klarert", clearance=True)
    await an_interpreter(session, given_name="Vanlig")
    public = await page.get("/finn-tolk", sprak="ar", klarering="ja")
    assert "Vanlig Haddad" in public.text
    assert not public.all("input", name="klarering", type="checkbox")
    body = await (await signed_in((await a_body(session)).booker)).get(
        "/finn-tolk", sprak="ar", klarering="ja"
    )
    assert "Vanlig Haddad" not in body.text
    assert "Klarert Haddad" in body.text


async def test_nobody_free_gives_the_nearest_times_with_the_category_they_give(
    page: Browser, session: Session
) -> None:
    found = await an_interpreter(session, category="B")
    await weekly_hours(session, found.id, [(3, 12 * 60, 16 * 60)])
    shown = await page.get("/finn-tolk", sprak="ar", metode="skjerm", **THURSDAY)
    assert "Ingen ledige tolker i arabisk da" in shown.text
    assert "1 tolk er opptatt da." in shown.text
    other = shown.link("Torsdag 26. november kl. 12.00–13.00")
    assert "Samira Haddad" in (await page.get(other)).text


async def test_name_and_number_find_without_a_language(page: Browser, session: Session) -> None:
    await an_interpreter(session, family_name="Tøyen", number="31337")
    for wanted in ("toyen", "31337"):
        shown = await page.get("/finn-tolk", navn=wanted)
        assert "Samira Tøyen" in shown.text
        assert "Arabisk" in shown.text


async def test_the_query_goes_with_the_booking(page: Browser, session: Session) -> None:
    found = await an_interpreter(session, hours=True)
    shown = await page.get("/finn-tolk", sprak="ar", metode="skjerm", kjonn="kvinne", **THURSDAY)
    sent = parse_qs(urlsplit(shown.link("Bestill tolk")).query)
    assert sent == {
        k: [v] for k, v in {"sprak": "ar", "metode": "skjerm", "kjonn": "kvinne", **THURSDAY}.items()
    }
    assert parse_qs(urlsplit(shown.link("Velg")).query)["tolk"] == [found.number]


async def test_more_of_a_category_is_a_page_away(page: Browser, session: Session) -> None:
    for n in range(12):
        await an_interpreter(session, given_name=f"Nr{n:02}")
    first = await page.get("/finn-tolk", sprak="ar")
    assert len(first.all("h4")) == 6
    second = await page.get(first.link("Vis flere tolker"))
    assert len(second.all("h4")) == 6
    assert not set(_names(first)) & set(_names(second))


async def test_a_page_of_many_costs_no_more_statements_than_a_page_of_few(
    page: Browser, session: Session, engine: AsyncEngine
) -> None:
    """Failure mode 21: the number of statements does not grow with the number of interpreters."""
    for _ in range(2):
        await an_interpreter(session, hours=True)
    few = await _statements(page, engine)
    for n in range(25):
        found = await an_interpreter(session, hours=True, category="ABCDE"[n % 5])
        await an_entry(session, found.id, language="fr", category="E")
    assert await _statements(page, engine) == few <= 5


async def _statements(page: Browser, engine: AsyncEngine) -> int:
    await page.get("/finn-tolk")  # names and meter are read once in a while
    seen: list[str] = []

    def count(*given: object) -> None:
        if not str(given[2]).startswith(("SAVEPOINT", "RELEASE")):
            seen.append(str(given[2]))

    event.listen(engine.sync_engine, "before_cursor_execute", count)
    try:
        await page.get("/finn-tolk", sprak="ar", metode="skjerm", **THURSDAY)
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", count)
    return len(seen)


def _names(shown: object) -> list[str]:
    return ["".join(h.itertext()) for h in shown.all("h4")]  # type: ignore[attr-defined]
