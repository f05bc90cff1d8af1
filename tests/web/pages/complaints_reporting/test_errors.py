"""Errors under /varsle are told in the reporter's own frame and language, and leave no more trace than the pages do."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
from litestar import Litestar
from sqlalchemy import text

from tests.builders.bodies import an_officer
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser, Page
from tests.fixtures.people import SignIn
from tests.web.pages.complaints_reporting.walking import HVA, checked
from tolkeregister.complaints.reporting.cleaning import LARGEST
from tolkeregister.core.database import Session
from web.pages.complaints_reporting import follow
from web.security.limits import FORM_BODY, TOKEN_LIFE


def in_own_frame(page: Page, title: str) -> None:
    """Our title, the quick way out, and nothing of the ordinary frame."""
    html = page.response.text
    assert page.heading == title
    assert page.all("a", data_leave="")
    assert "Logg inn" not in html
    assert "Oppgi denne koden" not in html
    headers = page.response.headers
    assert "set-cookie" not in headers
    assert "x-request-id" not in headers
    assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")


async def test_an_unknown_address_a_page_too_old_and_a_file_too_large(
    page: Browser, clock: FixedClock, session: Session
) -> None:
    in_own_frame(await page.get("/varsle/finnes-ikke", status=404), "Vi finner ikke siden")
    in_own_frame(await page.get("/en/varsle/finnes-ikke", status=404), "We cannot find the page")
    first = (await page.get("/varsle/hva")).form()
    large = [("filer", ("a.png", b"x" * (LARGEST + FORM_BODY), "image/png"))]
    answer = await page.client.post("/varsle/oppdrag", data=first, files=large)
    in_own_frame(await checked(answer, 413), "Filene er for store")
    clock.forward(TOKEN_LIFE + timedelta(minutes=5))
    late = await page.post("/varsle/oppdrag", {**first, **HVA}, status=403)
    in_own_frame(late, "Siden har stått åpen for lenge")
    assert (await session.execute(text("SELECT count(*) FROM complaint"))).scalar_one() == 0


async def test_a_fault_of_ours_and_too_many_tries(
    page: Browser, monkeypatch: pytest.MonkeyPatch, app: Litestar
) -> None:
    form = (await page.get("/varsle/folg")).form()

    async def broken(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(follow, "report_by_code", broken)
    failed = await page.post("/varsle/folg", {**form, "kode": "K7QX-2M9D-VT4H-R8CZ"}, status=500)
    in_own_frame(failed, "Noe gikk galt hos oss")
    for _ in range(121):
        answer = await page.client.post("/varsle/hva", data=form)
    in_own_frame(await checked(answer, 429), "For mange forsøk på kort tid")
    assert int(answer.headers["retry-after"]) > 0
    assert app.state.counters is not None


async def test_whoever_is_signed_in_is_nobody_there_and_the_language_is_kept(
    session: Session, signed_in: SignIn, app: Litestar
) -> None:
    officer = await an_officer(session)
    await session.commit()
    staff = await signed_in(officer)
    before = app.state.settings
    app.state.settings = dataclasses.replace(before, draft_languages=1)
    try:
        lost = await staff.get("/varsle/finnes-ikke", status=404, sprak="ar")
    finally:
        app.state.settings = before
    assert (lost.root.get("lang"), lost.root.get("dir")) == ("ar", "rtl")
    assert officer.name not in lost.response.text
    assert "Vi finner ikke siden" not in lost.response.text
