"""The directorate's pages over HTTP: overview, finding, the record, mail, the trail and the accounts."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import a_body, a_booker
from tests.builders.interpreters import an_entry, an_interpreter
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session

PAGES = ("/sak", "/sak/tolk", "/sak/epost", "/sak/logg")


async def _mail(session: Session, state: str, now: datetime, n: int = 1) -> int:
    row = await session.execute(
        text("INSERT INTO mail_message (event_key, recipient, written_form, template, data, subject_kind, subject_id,"
             " state, message_id, created_at, attempts, last_error) VALUES (:k, 'kari@fjordvik.example', 'nb',"
             " 'request_accepted', '{}', 'assignment', '26-900001', :s, :k, :now, 8, 'timeout') RETURNING id"),
        {"k": f"{state}:{n}", "s": state, "now": now},
    )  # fmt: skip
    await session.commit()
    return int(row.scalar_one())


@pytest.mark.parametrize("path", PAGES)
async def test_the_pages_are_for_the_directorate_only(
    path: str, page: Browser, staff: Browser, session: Session, signed_in: SignIn
) -> None:
    body, interpreter = await a_body(session), await an_interpreter(session)
    await session.commit()
    for form in ("", "/nn"):
        found = await staff.get(f"{form}{path}")
        assert found.root.get("lang") == (form.strip("/") or "nb")
        assert found.response.headers["cache-control"] == "no-store"
    assert (await page.client.get(path)).status_code == 303
    for actor in (body.booker, interpreter.actor):
        await (await signed_in(actor)).get(path, status=403)


async def test_the_overview_counts_entries_and_persons_apart(
    staff: Browser, session: Session, now: datetime
) -> None:
    """Rule T4: one person with two entries in category A is two entries and one person."""
    samira = await an_interpreter(session)
    await an_entry(session, samira.id, language="fr")
    starts = now - timedelta(hours=3)
    over = await an_assignment(session, await a_body(session), starts, starts + timedelta(hours=1))
    await accepted_by(session, over, samira.id, at=starts)
    await _mail(session, "failed", now)
    page = await staff.get("/sak")
    assert page.heading == "Én ting venter på deg"
    cells = ["".join(cell.itertext()) for cell in page.all("td")]
    assert cells[:2] == ["2", "1"]
    figures = ["".join(each.itertext()) for each in page.all("span", class_="t-nokkel__tall")]
    assert figures == ["1", "0", "1"]


@pytest.mark.parametrize(
    ("word", "count"),
    [("Haddad", 1), ("hadd", 1), ("SAMIRA H", 1), ("%", 0), ("_", 0), ("'; DROP TABLE person --", 0), ("", 0),
     ("x" * 5000, 0), ("\x00", 0)],
)  # fmt: skip
async def test_an_interpreter_is_found_by_name(
    word: str, count: int, staff: Browser, session: Session
) -> None:
    await an_interpreter(session)
    await an_interpreter(session, given_name="Leila", family_name="Mansour")
    await session.commit()
    page = await staff.get("/sak/tolk", sok=word)
    assert page.text.count("Samira Haddad") == count
    assert "Leila" not in page.text


async def test_an_interpreter_is_found_by_number_also_after_removal(
    staff: Browser, session: Session, now: datetime
) -> None:
    gone = await an_interpreter(session, listed_to=now - timedelta(days=1))
    await session.commit()
    page = await staff.get("/sak/tolk", sok=f" {gone.number} ")
    assert page.heading == "Én tolk passer"
    assert "Ikke i registeret" in page.text


async def test_the_record_has_both_times_and_no_national_identity_number(
    staff: Browser, session: Session, now: datetime
) -> None:
    samira = await an_interpreter(session)
    await session.execute(
        text("INSERT INTO evidence (person_id, kind, language_tag, issuer, reference, synthetic, valid, recorded)"
            " VALUES"
             " (:p, 'bevilling', 'ar', 'IMDi', '1', true, tstzrange('2021-03-01', NULL),"
            " tstzrange('2022-02-15', NULL))"),
        {"p": samira.person_id},
    )  # fmt: skip
    await session.commit()
    page = await staff.get(f"/sak/tolk/{samira.number}")
    for shown in (
        "Samira Haddad",
        samira.number,
        "Bevilling som statsautorisert tolk",
        "01.03.2021",
        "15.02.2022",
        "IMDi",
    ):
        assert shown in page.text, shown
    secret = (
        await session.execute(text("SELECT national_id FROM person WHERE id = :p"), {"p": samira.person_id})
    ).scalar()
    assert secret
    assert str(secret) not in page.response.text


async def test_a_failed_message_is_queued_again_once(staff: Browser, session: Session, now: datetime) -> None:
    failed = await _mail(session, "failed", now)
    await _mail(session, "sent", now, 2)
    page = await staff.get("/sak/epost?status=feilet")
    assert page.text.count("kari@fjordvik.example") == 2  # the line, and the button's name
    path = f"/sak/epost/{failed}/send"
    form = page.form(action=path)
    assert "sendt=ja" in (await staff.post(path, form)).response.headers["location"]
    assert "sendt=nei" in (await staff.post(path, form)).response.headers["location"]
    jobs = await session.execute(text("SELECT args ->> 'mail_id' FROM job WHERE name = 'mail.send'"))
    assert jobs.scalars().all() == [str(failed)]
    assert (
        await session.execute(text("SELECT state FROM mail_message WHERE id = :i"), {"i": failed})
    ).scalar() == "queued"
    for unknown in (0, 999999, 2**31):
        await staff.post(f"/sak/epost/{unknown}/send", form, status=404)


@pytest.mark.parametrize(
    "query", ["status=alt", "side=-1", "side=999999999999", "side=abc", "side=40", "status=%00"]
)
async def test_a_hostile_filter_shows_a_page(
    query: str, staff: Browser, session: Session, now: datetime
) -> None:
    await _mail(session, "failed", now)
    await staff.get(f"/sak/epost?{query}")


async def test_the_trail_is_paged_by_what_was_last_seen(
    staff: Browser, officer: Actor, session: Session, now: datetime
) -> None:
    for n in range(55):
        audit.record(session, officer, "mail.sent_again", "mail", f"ting-{n:02}", now=now)
    await session.commit()
    first = await staff.get("/sak/logg")
    assert "ting-54" in first.text
    assert "Ola Saksbehandler" in first.text
    assert "ting-00" not in first.text
    older = await staff.get(first.link("Eldre hendelser"))
    assert "ting-00" in older.text
    assert "ting-54" not in older.text
    for hostile in ("abc", "-1", "99999999999999999999", "0"):
        await staff.get("/sak/logg", eldre=hostile)


async def test_only_administrators_see_the_accounts(
    staff: Browser, administrator: Browser, session: Session
) -> None:
    body = await a_body(session)
    await session.commit()
    await staff.get("/sak/brukere", status=403)
    assert "Brukere" not in (await staff.get("/sak")).text
    page = await administrator.get("/sak/brukere", rolle="booker")
    assert body.booker.name in page.text
    assert "Fjordvik kommune" in page.text
    assert not [
        form
        for form in page.all("form")
        if "/sak" in (form.get("action") or "") and form.get("method") == "post"
    ]
    for hostile in ("root", "", "%00"):
        await administrator.get(f"/sak/brukere?rolle={hostile}")


async def test_an_agency_has_a_page_that_leads_to_what_is_there(
    page: Browser, staff: Browser, session: Session, signed_in: SignIn
) -> None:
    body = await a_body(session, name="Havgap Tolkesentral AS")
    agency = await a_booker(session, body.organisation_id, None, role=Role.AGENCY)
    samira = await an_interpreter(session)
    await session.commit()
    theirs = await signed_in(agency)
    found = await theirs.get("/formidler")
    for words in ("Finn tolk", "Sjekk tolkebevis", "Statistikk"):
        assert (await theirs.client.get(found.link(words))).status_code == 200
    asked = await theirs.client.get("/formidler", params={"tolkenr": samira.number})
    assert asked.headers["location"] == f"/tolk/{samira.number}/da"
    await theirs.get(asked.headers["location"])
    await theirs.get("/formidler?tolkenr=abc", status=422)
    await staff.get("/formidler", status=403)
    assert (await page.client.get("/formidler")).status_code == 303
