"""A body's and an agency's own pages: suppliers, grounds, unmet need, preliminary months, two dialects."""

from datetime import date, datetime
from typing import Any

from booking.reports.models import ReportUpload
from tests.booking.statistics.facts import Fact, Unmet, record, record_unmet
from tests.builders.accounts import with_role
from tests.builders.bodies import a_body
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.core.actor import Door, Role
from tolkeregister.core.database import Session
from tolkeregister.organisations.models import Organisation

SPRING, AUTUMN = date(2026, 3, 3), date(2026, 10, 5)


async def an_agency(session: Session, name: str = "Tolkeformidling AS") -> int:
    """An agency that has reported nothing."""
    agency = Organisation(orgnr="974760673", name=name, kind="agency", supply_model="private_agency")
    session.add(agency)
    await session.flush()
    assert agency.id is not None
    return agency.id


async def test_a_body_sees_suppliers_grounds_and_what_was_not_carried_out(
    session: Session, signed_in: SignIn
) -> None:
    body, agency = await a_body(session), await an_agency(session)
    own: dict[str, Any] = {"organisation_id": body.organisation_id, "unit_id": body.unit_id}
    await record(
        session,
        Fact(SPRING, category="B", times=24, **own),
        Fact(SPRING, ground="emergency", times=3, **own),
        Fact(SPRING, times=22, reporter_id=agency, **own),
        Fact(SPRING, times=2, source="history", **own),
        Fact(AUTUMN, category="A", times=20, **own),
    )
    await record_unmet(
        session, Unmet(SPRING, times=7, organisation_id=body.organisation_id),
        Unmet(SPRING, weight=-1, times=2, organisation_id=body.organisation_id),
    )  # fmt: skip
    browser = await signed_in(body.booker)
    said = (await browser.get("/virksomhet/andel")).text
    for part in ("Tolkeformidling AS", "Bestilt i tjenesten", "Det er en nødssituasjon", "Grunnen er ikke oppgitt",
                 "Ingen tolk kunne", "oktober 2026, foreløpig"):  # fmt: skip
        assert part.lower() in said.lower()
    assert "mars 2026, foreløpig" not in said.lower()
    excel = (await browser.client.get("/virksomhet/andel.csv")).content.decode("utf-8-sig").split("\r\n")
    assert {
        "leverandor;Tolkeformidling AS;0;22;", "leverandor;Bestilt i tjenesten;44;47;", "grunn;emergency;0;3;",
        "grunn;uoppgitt;0;24;", "ikke_utfort;unfilled;0;5;", "maaned;2026-10;20;20;p",
    } <= set(excel)  # fmt: skip
    program = (await browser.client.get("/virksomhet/andel.maskin.csv")).content.decode("utf-8").split("\n")
    assert [line.replace(";", ",") for line in excel] == program


async def test_an_agency_sees_its_own_rows_only(session: Session, signed_in: SignIn, now: datetime) -> None:
    agency, other = await an_agency(session), (await a_body(session)).organisation_id
    await record(
        session,
        Fact(SPRING, category="B", times=30, reporter_id=agency),
        Fact(SPRING, language="so", times=10, reporter_id=agency),
        Fact(SPRING, times=500, reporter_id=other),
    )
    for reporter, name in ((agency, "mars.csv"), (other, "annet.csv")):
        session.add(
            ReportUpload(
                reporter_id=reporter, via="page", file_name=name, size=9, received_at=now, state="done"
            )
        )
    await session.flush()
    browser = await _agency_browser(session, signed_in, agency)
    said = (await browser.get("/formidler/andel")).text
    assert "mars.csv" in said
    assert "annet.csv" not in said
    assert "75 %" in said.replace("\N{NO-BREAK SPACE}", " ")  # 30 of 40
    file = (await browser.client.get("/formidler/andel.csv")).content.decode("utf-8-sig").split("\r\n")
    assert file[1:] == ["maaned;2026-03;30;40;", "sprak;ar;30;30;", "sprak;so;0;10;", ""]


async def test_an_agency_without_reports_is_told_so(session: Session, signed_in: SignIn) -> None:
    browser = await _agency_browser(session, signed_in, await an_agency(session))
    assert "Dere har ikke sendt noen filer ennå." in (await browser.get("/formidler/andel")).text


async def _agency_browser(session: Session, signed_in: SignIn, agency: int) -> Browser:
    return await signed_in(await with_role(session, Role.AGENCY, Door.PUBLIC_BODY, agency))
