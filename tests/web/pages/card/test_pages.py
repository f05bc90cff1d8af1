"""The holder's card, what others see of it, the page that works without us, and the directorate's view."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest
import segno
from litestar import Litestar
from sqlalchemy import text

from booking.handlers import register_handlers
from tests.builders.accounts import with_role
from tests.builders.bodies import an_officer
from tests.builders.cards import a_photo
from tests.builders.interpreters import an_entry, an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser, Page
from tests.fixtures.people import SignIn
from tolkeregister.core.actor import Door, Role
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings
from tolkeregister.entries.commands import remove_interpreter
from tolkeregister.tolkebevis.derived import card_token
from tolkeregister.tolkebevis.keys import ensure_key
from tolkeregister.tolkebevis.queries import own_cards
from tolkeregister.tolkebevis.signing import read_card, statement_in
from web.pages.card.showing import qr_code

CARD = "/min-side/tolkebevis"
NOT_FOUND = "Vi finner ikke nummeret i registeret nå"


async def make(browser: Browser, which: str = "alle") -> Page:
    """Press the button."""
    form = (await browser.get(CARD, kort=which)).form(action=CARD)
    return await browser.post(CARD, {"_csrf": form["_csrf"], "handling": f"lag:{which}"})


async def token_of(session: Session, settings: Settings, number: str) -> str:
    """The secret part of the newest card's address."""
    found = await session.execute(
        text("SELECT public_id FROM interpreter_card c JOIN interpreter i ON i.id = c.interpreter_id"
             " WHERE i.number = :n ORDER BY c.id DESC LIMIT 1"), {"n": number}
    )  # fmt: skip
    return card_token(settings.secret_key, found.scalar_one())


async def test_a_card_is_made_shown_and_checked(
    page: Browser, session: Session, signed_in: SignIn, settings: Settings, clock: FixedClock
) -> None:
    holder = await an_interpreter(session, category="B")
    await ensure_key(session, settings.secret_key, now=clock())
    await session.commit()
    mine = await signed_in(holder.actor)
    assert "Du har ikke laget dette beviset ennå" in (await mine.get(CARD)).text
    await make(mine)
    shown = await mine.get(CARD)
    assert "Kategori B" in shown.text
    assert "kontrolleres uten nett til tirsdag 24. november 2026 kl. 12.00" in shown.text
    token = await token_of(session, settings, holder.number)
    checked = await page.get(f"/k/b/{token}")
    assert checked.heading == "Tolkebeviset er gyldig"
    assert checked.response.headers["cache-control"] == "no-store"
    assert "Beviset er kontrollert én gang" in (await mine.get(CARD)).text


async def test_the_codes_hold_what_they_should_and_no_more(
    session: Session, signed_in: SignIn, settings: Settings, clock: FixedClock, client: httpx2.AsyncClient
) -> None:
    """On paper an address only; on screen a statement too, read back with the published keys."""
    holder = await an_interpreter(session)
    kid = await ensure_key(session, settings.secret_key, now=clock())
    await session.commit()
    mine = await signed_in(holder.actor)
    await make(mine)
    token = await token_of(session, settings, holder.number)
    address = f"{settings.base_url}/k/b/{token}"
    printed = await mine.get(f"{CARD}/utskrift")
    assert str(qr_code(address)) in printed.response.text
    assert segno.make(address, error="q", micro=False, boost_error=False).error == "Q"
    own = await own_cards(session, holder.actor, settings.secret_key, now=clock())
    from tolkeregister.tolkebevis.signing import SaidEntry, sign_card

    entries = (SaidEntry("ar", "tale", "A"),)
    said = sign_card(settings.secret_key, kid, own.cards[0].public_id, entries, made_at=clock(),
                     ends_at=clock() + timedelta(hours=24))  # fmt: skip
    part = await mine.client.get(f"{CARD}/kode")
    assert str(qr_code(f"{address}?s={said}")) in part.text
    keys = (await client.get("/.well-known/tolkebevis.json")).json()["keys"]
    assert read_card(statement_in(f"{address}?s={said}"), keys, clock()).decision.allowed
    for hidden in (holder.number, "Samira", "1980"):
        assert hidden not in said


@pytest.mark.parametrize(
    ("age", "heading"),
    [
        (0, "Tolkebeviset er gyldig"),
        (6, "Gyldig, men koden er gammel"),
        (60 * 25, "Gyldig, men koden er gammel"),
    ],
)
async def test_the_page_says_when_the_code_is_old(
    page: Browser,
    session: Session,
    signed_in: SignIn,
    settings: Settings,
    clock: FixedClock,
    age: int,
    heading: str,
) -> None:
    """A picture of a screen can be shown again."""
    address = await shown_address(session, signed_in, settings, clock)
    clock.forward(timedelta(minutes=age))
    assert (await page.get(address)).heading == heading


async def shown_address(session: Session, signed_in: SignIn, settings: Settings, clock: FixedClock) -> str:
    """What a camera reads from a new card's screen, without the site."""
    from tolkeregister.tolkebevis.signing import SaidEntry, sign_card

    holder = await an_interpreter(session)
    kid = await ensure_key(session, settings.secret_key, now=clock())
    await session.commit()
    await make(await signed_in(holder.actor))
    own = await own_cards(session, holder.actor, settings.secret_key, now=clock())
    said = sign_card(settings.secret_key, kid, own.cards[0].public_id, (SaidEntry("ar", "tale", "A"),),
                     made_at=clock(), ends_at=clock() + timedelta(hours=24))  # fmt: skip
    return f"/k/b/{own.cards[0].token}?s={said}"


async def test_an_altered_code_and_another_cards_code_are_told(
    page: Browser, session: Session, signed_in: SignIn, settings: Settings, clock: FixedClock
) -> None:
    one = await shown_address(session, signed_in, settings, clock)
    other = await shown_address(session, signed_in, settings, clock)
    path = one.partition("?")[0]
    for code in (one.partition("?s=")[2][:-8] + "AAAAAAAA", other.partition("?s=")[2], "nonsense", ""):
        assert (await page.get(f"{path}?s={code}")).heading == "Gyldig, men koden er ikke fra oss"


async def test_every_address_that_does_not_count_gets_the_same_page(
    page: Browser, session: Session, signed_in: SignIn, settings: Settings, clock: FixedClock
) -> None:
    """Rule V4: removed, revoked, renewed and never made differ in nothing."""
    register_handlers()
    pages = []
    for what in ("removed", "revoked", "renewed"):
        holder = await an_interpreter(session)
        await session.commit()
        mine = await signed_in(holder.actor)
        await make(mine)
        token = await token_of(session, settings, holder.number)
        form = (await mine.get(CARD)).form(action=CARD)
        if what == "removed":
            await remove_interpreter(
                session, await an_officer(session), holder.number, "excluded", clock(), now=clock()
            )
            await session.commit()
        else:
            act = "trekk" if what == "revoked" else "bytt"
            await mine.post(CARD, {"_csrf": form["_csrf"], "handling": f"{act}:alle"})
        pages.append(await page.get(f"/k/b/{token}"))
    pages.append(await page.get("/k/b/never"))
    assert {each.heading for each in pages} == {NOT_FOUND}
    assert len({each.text for each in pages}) == 1


async def test_one_language_can_be_shown_alone(
    page: Browser, session: Session, signed_in: SignIn, settings: Settings
) -> None:
    holder = await an_interpreter(session)
    french = await an_entry(session, holder.id, language="fr", category="D")
    await session.commit()
    mine = await signed_in(holder.actor)
    assert "Bare fransk" in (await mine.get(CARD)).text
    await make(mine, str(french))
    shown = await page.get(f"/k/b/{await token_of(session, settings, holder.number)}")
    assert "Fransk" in shown.text
    assert "Arabisk" not in shown.text


async def test_nobody_is_shown_anothers_card(session: Session, signed_in: SignIn) -> None:
    one, two = await an_interpreter(session), await an_interpreter(session)
    await session.commit()
    await make(await signed_in(one.actor))
    other = await signed_in(two.actor)
    await other.get(f"{CARD}/utskrift", status=404, kort=str(one.entry_id))
    await other.get(CARD, status=404, kort=str(one.entry_id))


async def test_the_one_who_left_the_register_is_told_so(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    gone = await an_interpreter(session, listed_to=now - timedelta(days=1))
    await session.commit()
    assert "Du står ikke i registeret nå" in (await (await signed_in(gone.actor)).get(CARD)).text


async def test_a_mismatch_is_reported_without_a_name_and_closed_by_an_officer(
    page: Browser, session: Session, signed_in: SignIn
) -> None:
    holder, officer = await an_interpreter(session), await an_officer(session)
    await session.commit()
    valid = await page.get(f"/k/{holder.number}")
    assert f"/k/avvik?nummer={holder.number}" in valid.response.text
    wrong = await page.submit("/k/avvik", action="/k/avvik", status=422, nummer="", hva="")
    assert "Velg hva som er galt" in wrong.text
    answers = [
        await page.submit(
            "/k/avvik", action="/k/avvik", nummer=number, hva="other_person", mer="Så det i dag."
        )
        for number in (holder.number, "99999")
    ]
    assert len({each.response.headers["location"] for each in answers}) == 1
    assert (await page.get("/k/avvik?sendt=ja")).heading == "Takk, vi har fått meldingen"
    staff = await signed_in(officer)
    desk = await staff.get("/sak/tolkebevis")
    assert "Finnes ikke" in desk.text
    first = re.findall(r'value="(lukk:\d+)"', desk.response.text)[0]
    await staff.post(
        "/sak/tolkebevis", {"_csrf": desk.form(action="/sak/tolkebevis")["_csrf"], "handling": first}
    )
    assert "Lukket av" in (await staff.get("/sak/tolkebevis")).text


async def send(browser: Browser, content: bytes, name: str) -> httpx2.Response:
    form = (await browser.get(f"{CARD}/bilde")).form(action=f"{CARD}/bilde")
    files: Any = {"bilde": (name, content, "image/jpeg")}
    return await browser.client.post(f"{CARD}/bilde", data={"_csrf": form["_csrf"]}, files=files)


async def test_a_photograph_is_looked_at_before_anybody_sees_it(
    page: Browser, session: Session, signed_in: SignIn
) -> None:
    holder, officer = await an_interpreter(session), await an_officer(session)
    await session.commit()
    mine, staff = await signed_in(holder.actor), await signed_in(officer)
    refused = await send(mine, b"no picture", "x.jpg")
    assert refused.status_code == 422
    assert "Filen er ikke et bilde vi kan lese" in refused.text
    assert (await send(mine, a_photo(), "meg.jpg")).status_code == 303
    assert "data:image/jpeg" not in (await page.get(f"/k/{holder.number}")).response.text
    desk = await staff.get("/sak/tolkebevis")
    one = re.findall(r'value="(godkjenn:\d+)"', desk.response.text)[0]
    form = desk.form(action="/sak/tolkebevis")
    await staff.post("/sak/tolkebevis", {"_csrf": form["_csrf"], "handling": one})
    assert "data:image/jpeg" in (await page.get(f"/k/{holder.number}")).response.text
    twice = await staff.post("/sak/tolkebevis", {"_csrf": form["_csrf"], "handling": one}, status=409)
    assert "alt behandlet" in twice.text


async def test_an_administrator_changes_keys_and_an_officer_does_not(
    session: Session, signed_in: SignIn, settings: Settings, clock: FixedClock, client: httpx2.AsyncClient
) -> None:
    before = await ensure_key(session, settings.secret_key, now=clock())
    officer = await an_officer(session)
    administrator = await with_role(session, Role.ADMINISTRATOR, Door.DIRECTORATE)
    await session.commit()
    clock.forward(timedelta(minutes=1))
    for actor, status in ((officer, 403), (administrator, 303)):
        browser = await signed_in(actor)
        form = (await browser.get("/sak/systemer")).form(action=None) if status == 303 else None
        token = (form or (await browser.get("/om")).form(action="/logg-ut"))["_csrf"]
        await browser.post("/sak/tolkebevis", {"_csrf": token, "handling": "trekk"}, status=status)
    keys = (await client.get("/.well-known/tolkebevis.json")).json()["keys"]
    assert len(keys) == 1
    assert keys[0]["kid"] != before
    assert (await client.get("/api/v1/nokler")).json()["nokler"][1]["trukket_tilbake"] is not None


async def test_a_system_is_registered_told_and_ended(session: Session, signed_in: SignIn) -> None:
    administrator = await with_role(session, Role.ADMINISTRATOR, Door.DIRECTORATE)
    await session.commit()
    staff = await signed_in(administrator)
    wrong = await staff.submit(
        "/sak/systemer", action="/sak/systemer", status=422, system="Fag", adresse="ftp://x.example"
    )
    assert "Adressen må begynne med https://" in wrong.text
    made = await staff.submit(
        "/sak/systemer", action="/sak/systemer", system="Fag", adresse="https://x.example/inn"
    )
    path = made.response.headers["location"]
    shown = await staff.get(path)
    assert "whsec_" in shown.response.text
    secrets = set()
    for act in ("hemmelighet", "avslutt"):
        form = (await staff.get(path)).form(action=path)
        await staff.post(path, {"_csrf": form["_csrf"], "handling": act})
        secrets |= set(re.findall(r"whsec_[\w+/=]+", (await staff.get(path)).text))
    assert len(secrets) == 1
    assert "Avsluttet" in (await staff.get("/sak/systemer")).text
    assert "whsec_" not in (await (await signed_in(await an_officer(session))).get(path)).response.text


async def test_the_page_to_save_holds_the_keys_and_fetches_nothing(
    client: httpx2.AsyncClient, session: Session, settings: Settings, clock: FixedClock
) -> None:
    kid = await ensure_key(session, settings.secret_key, now=clock())
    await session.commit()
    for form in ("", "/nn", "/en"):
        answer = await client.get(f"{form}/k/uten-nett/tolkebevis.html")
        assert answer.headers["content-disposition"].startswith("attachment")
        known = json.loads(re.findall(r'id="kjent">(.*?)</script>', answer.text, re.DOTALL)[0])
        assert [each["kid"] for each in known["nokler"]] == [kid]
        assert not re.search(r'(src|href)="', answer.text)
        assert "d" not in known["nokler"][0]


async def test_without_a_key_the_card_is_shown_all_the_same(
    session: Session, signed_in: SignIn, app: Litestar
) -> None:
    """The first key is made by a job; until then the code is checked online only."""
    holder = await an_interpreter(session)
    await session.commit()
    mine = await signed_in(holder.actor)
    await make(mine)
    assert "Koden kan bare kontrolleres med nett akkurat nå" in (await mine.get(CARD)).text
