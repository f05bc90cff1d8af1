"""The pages about profiles: what others see, what waits, pauses, who looked, practice, and rules as a draft."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from booking.certificates.expiring import certificates_that_expire
from qualification.evidence.commands import record_evidence
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import BuiltBody, a_body, an_officer
from tests.builders.certificates import a_seen_certificate
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.core.database import Session
from tolkeregister.profiles.expiring import provide_expiries

CONTACT, CHANGES, STATUS = "/min-side/kontakt", "/min-side/endringer", "/min-side/status"


@pytest.fixture
async def tolk(session: Session) -> BuiltInterpreter:
    built = await an_interpreter(session)
    await session.commit()
    return built


async def test_consent_is_seen_on_the_page_and_in_the_api_and_so_is_taking_it_back(
    tolk: BuiltInterpreter, signed_in: SignIn, page: Browser
) -> None:
    """Rule P1: from the next look on, nowhere."""
    own = await signed_in(tolk.actor)
    public, api = f"/tolk/{tolk.number}", f"/api/v1/tolker/{tolk.number}"
    assert "Kontakt" not in [e.text for e in (await page.get(public)).all("h2")]
    await own.submit(
        CONTACT, action=CONTACT, telefon="98 76 54 32", nettsted="https://tolk.example", vis="phone"
    )
    shown = await page.get(public)
    assert "+4798765432" in shown.text
    assert "tolk.example" not in shown.text, "consent is given field by field"
    assert (await page.client.get(api)).json()["kontakt"] == {
        "telefon": "+4798765432", "epost": None, "adresse": None, "nettsted": None,
    }  # fmt: skip
    consents = (await own.get(CONTACT)).text
    assert "Samtykke gitt" in consents
    await own.submit(CONTACT, action=CONTACT, vis=None)
    assert "+4798765432" not in (await page.get(public)).text
    assert (await page.client.get(api)).json()["kontakt"]["telefon"] is None
    assert "Samtykke trukket" in (await own.get(CONTACT)).text


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"nettsted": "javascript:alert(1)"}, "https://"),
        ({"nettsted": "http://tolk.example"}, "https://"),
        ({"vis": "email"}, "Fyll ut feltene du vil vise"),
        ({"vis": "birth_date"}, "Velg"),
        ({"telefon": "123"}, "8 sifre"),
    ],
)
async def test_what_cannot_be_shown_is_asked_again(
    tolk: BuiltInterpreter, signed_in: SignIn, answers: dict[str, str], says: str
) -> None:
    own = await signed_in(tolk.actor)
    again = await own.submit(CONTACT, action=CONTACT, status=422, **answers)
    assert says in again.text


async def test_a_name_waits_for_an_officer_and_stands_on_the_profile_when_approved(
    tolk: BuiltInterpreter, session: Session, signed_in: SignIn, page: Browser
) -> None:
    officer = await an_officer(session)
    await session.commit()
    own, staff = await signed_in(tolk.actor), await signed_in(officer)
    assert "Ingen endringer venter" in (await staff.get("/sak/endringer")).text
    form = (await own.get(CHANGES)).form(action=CHANGES)
    await own.post(CHANGES, {**form, "navn": "Sam Haddad", "handling": "navn"})
    assert "Navnet venter på IMDi" in (await own.get(CHANGES)).text
    assert "Sam Haddad" not in (await page.get(f"/tolk/{tolk.number}")).text
    waiting = await staff.get("/sak/endringer")
    assert "Etter: Sam Haddad" in waiting.text
    button = next(
        b.get("value") for b in waiting.all("button") if (b.get("value") or "").startswith("godkjenn")
    )
    values = {**waiting.form(action="/sak/endringer"), "handling": button}
    await staff.post("/sak/endringer", values)
    assert "Bruker også navnet Sam Haddad" in (await page.get(f"/tolk/{tolk.number}")).text
    late = await staff.post("/sak/endringer", values, status=409)
    assert "alt besvart" in late.text
    nothing = await own.post(CHANGES, {**form, "navn": "", "handling": "navn"}, status=422)
    assert "Skriv navnet du bruker" in nothing.text
    assert "Etter: Sam Haddad" in (await own.get(CHANGES)).text


async def test_a_pause_hides_from_the_search_and_not_from_the_register(
    tolk: BuiltInterpreter, signed_in: SignIn, page: Browser
) -> None:
    own = await signed_in(tolk.actor)
    await own.post(STATUS, {**(await own.get(STATUS)).form(action=STATUS), "handling": "pause"})
    assert "Ikke aktiv" in (await own.get(STATUS)).text
    assert "ikke aktiv" in (await own.get("/min-side/profil")).text
    shown = await page.get(f"/tolk/{tolk.number}")
    assert "Ikke aktiv" in shown.text
    assert "Står i registeret" in shown.text
    found = (await page.client.get("/api/v1/tolker?sprak=ar")).json()
    assert found["antall"] == 0
    one = (await page.client.get(f"/api/v1/tolker/{tolk.number}")).json()
    assert one["aktiv"] is False
    await own.post(STATUS, {**(await own.get(STATUS)).form(action=STATUS), "handling": "aktiv"})
    assert (await page.client.get("/api/v1/tolker?sprak=ar")).json()["antall"] == 1


async def test_the_yearly_question_stands_on_the_pages_until_it_is_answered(
    tolk: BuiltInterpreter, session: Session, signed_in: SignIn, now: datetime, page: Browser
) -> None:
    await session.execute(
        text("UPDATE interpreter SET confirmation_asked_at = :at"), {"at": now - timedelta(days=3)}
    )
    await session.commit()
    own = await signed_in(tolk.actor)
    for path in ("/min-side", "/min-side/profil"):
        assert "Stemmer alt fortsatt?" in (await own.get(path)).text
    await own.post(STATUS, {**(await own.get(STATUS)).form(action=STATUS), "handling": "stemmer"})
    assert "Stemmer alt fortsatt?" not in (await own.get("/min-side/profil")).text
    assert "bekreftet profilen" in (await page.get(f"/tolk/{tolk.number}")).text


async def test_one_sees_that_an_officer_opened_the_page(
    tolk: BuiltInterpreter, session: Session, signed_in: SignIn
) -> None:
    officer = await an_officer(session)
    await session.commit()
    own, staff = await signed_in(tolk.actor), await signed_in(officer)
    assert "Ingen har sett på dem" in (await own.get("/min-side/innsyn")).text
    for _ in range(2):
        record = await staff.get(f"/sak/tolk/{tolk.number}")
    assert "Hvorfor kategorien er slik nå" in record.text
    rows = (await own.get("/min-side/innsyn")).all("tr")
    assert len(rows) == 2, "the heading, and one look a day"


async def practised(session: Session, tolk: BuiltInterpreter, now: datetime, mode: str) -> BuiltBody:
    body = await a_body(session)
    at = now - timedelta(days=3)
    done = await an_assignment(session, body, at, at + timedelta(minutes=90), mode=mode)
    await accepted_by(session, done, tolk.id, at=at)
    await session.execute(
        text("UPDATE assignment SET state = 'delivered' WHERE number = :n"), {"n": done.number}
    )
    return body


async def test_practice_is_added_up_and_downloaded_without_naming_anybody(
    tolk: BuiltInterpreter, session: Session, signed_in: SignIn, now: datetime
) -> None:
    body = await practised(session, tolk, now, "screen")
    await session.commit()
    own = await signed_in(tolk.actor)
    shown = await own.get("/min-side/praksis")
    assert "1,5" in shown.text
    file = await own.client.get("/min-side/praksis.csv")
    lines = file.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].split(";")[1:6] == ["arabisk", "Talespråk", "Skjerm", "1", "1,50"]
    assert "kommune" not in file.text
    assert body.organisation_id


async def test_what_runs_out_is_on_the_page(
    tolk: BuiltInterpreter, session: Session, signed_in: SignIn, now: datetime
) -> None:
    provide_expiries(certificates_that_expire)
    body = await a_body(session)
    await a_seen_certificate(session, body, tolk.id, seen_on=(now - timedelta(days=340)).date())
    await session.commit()
    own = await signed_in(tolk.actor)
    assert "Politiattesten hos Fjordvik kommune teller til" in (await own.get(STATUS)).text


async def test_a_draft_of_rules_goes_from_preview_by_one_to_force_by_another(
    tolk: BuiltInterpreter, session: Session, signed_in: SignIn, now: datetime
) -> None:
    officer, second = await an_officer(session), await an_officer(session)
    for kind in ("translator", "tao"):
        await record_evidence(session, officer, tolk.person_id, kind, language_tag=None if kind == "tao" else "ar",
                              valid_from=now - timedelta(days=900), issuer="x", reference="1", now=now)  # fmt: skip
    await session.commit()
    one, two = await signed_in(officer), await signed_in(second)
    day = (now + timedelta(days=90)).date().isoformat()
    too_early = await one.submit(
        "/sak/regler", fra=now.date().isoformat(), kilde="x", status=422, action="/sak/regler"
    )
    assert "Velg en dag som kommer" in too_early.text
    made = await one.submit("/sak/regler", fra=day, kilde="forslag", action="/sak/regler")
    here = made.response.headers["location"]
    draft = await one.get(here)
    assert "Ingen får en annen kategori" in draft.text
    rows = draft.all("tr")
    place = next(n for n, row in enumerate(rows) if "translatør" in "".join(row.itertext()).lower()) - 1
    await one.post(here, {**draft.form(action=here), "handling": f"fjern:{place}"})
    changed = await one.get(here)
    assert tolk.number in changed.text, "who would lose, by number"
    others = (await two.get(here)).form(action=here)
    stale = await two.post(here, {**others, "utgave": "1", "handling": "sett"}, status=409)
    assert "En annen har endret utkastet" in stale.text
    await one.post(here, {**changed.form(action=here), "utgave": "2", "handling": "sett"})
    assert "En annen enn du må sette reglene i kraft" in (await one.get(here)).text
    seen = await two.get(here)
    empty = await two.post(here, {**seen.form(action=here), "utgave": "2", "handling": "legg"}, status=422)
    assert "Velg kategorien veien gir" in empty.text
    await two.post(here, {**seen.form(action=here), "utgave": "2", "handling": "kraft"})
    assert "Satt i kraft" in (await two.get(here)).text
    assert f"A-E/{day}" in (await two.get("/sak/regler")).text


async def test_a_day_is_run_again_by_other_rules(session: Session, signed_in: SignIn, now: datetime) -> None:
    """At least two versions differ and give different, dated answers."""
    officer = await an_officer(session)
    tolk = await an_interpreter(session, language="nsl", type="sign")
    for kind in ("bevilling", "bachelor"):
        await record_evidence(session, officer, tolk.person_id, kind, language_tag="nsl", type="sign",
                              valid_from=now - timedelta(days=2000), issuer="x", reference="1", now=now)  # fmt: skip
    await session.commit()
    staff = await signed_in(officer)
    then = await staff.get("/sak/regler", dato="2024-06-01", regler="A-E/2025")
    assert tolk.number in then.text
    today = await staff.get("/sak/regler", dato=now.date().isoformat(), regler="A-E/2025")
    assert "Ingen får en annen kategori" in today.text
    before = await staff.get("/sak/regler", dato="2019-06-01", regler="registeret", status=422)
    assert "Ingen kategorier gjaldt" in before.text


async def test_the_ladder_says_where_one_stands_and_what_is_missing(
    tolk: BuiltInterpreter, session: Session, signed_in: SignIn, now: datetime
) -> None:
    officer = await an_officer(session)
    await record_evidence(session, officer, tolk.person_id, "grunnemne", language_tag="ar",
                          valid_from=now - timedelta(days=900), issuer="x", reference="1", now=now)  # fmt: skip
    await session.commit()
    shown = (await (await signed_in(tolk.actor)).get("/min-side/neste-kategori")).text
    assert "Kategori D – du er her" in shown
    assert "Kategori D, fordi dette er dokumentert: Grunnemne i tolking" in shown
    assert "For A mangler: bachelorgrad i tolking og bevilling som statsautorisert tolk" in shown
