"""The case as the interpreter and the representative see it, by buttons; the officer answers; the looks are kept."""

from datetime import datetime, timedelta

import pytest

from tests.builders.answers import value
from tests.builders.bodies import an_officer
from tests.builders.hearings import SHOWN, a_heard_complaint, a_representative
from tests.builders.interpreters import an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.outside import TestScanner
from tests.fixtures.page import Browser, Page
from tests.fixtures.people import SignIn
from tests.web.pages.complaints_reporting.test_officer import a_picture
from tests.web.pages.complaints_reporting.walking import at_review, checked, send
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session

HOSTILE = "<script>alert(1)</script> '; DROP TABLE person; -- \u202e {{ 7*7 }}"
DAY = timedelta(days=1)


def address(number: str) -> str:
    return f"/min-side/sak/{number.replace('/', '-')}"


async def send_files(browser: Browser, path: str, words: str, *files: bytes, status: int = 303) -> Page:
    form = (await browser.get(path)).form(action=path)
    sent = [("filer", (f"{HOSTILE}.png", each, "image/png")) for each in files]
    answer = await browser.client.post(path, data={**form, "uttalelse": words}, files=sent)
    return await checked(answer, status)


async def test_the_interpreter_reads_answers_with_files_and_is_asked_nothing_more(
    session: Session, signed_in: SignIn, now: datetime, scanner: TestScanner
) -> None:
    built, _ = await a_heard_complaint(session, now=now)
    await session.commit()
    own, here = await signed_in(built.tolk.actor), address(built.number)
    listed = await own.get("/min-side/vedtak")
    assert listed.link("Forhåndsvarsel") == here
    for prefix, said in (("", "Svar innen"), ("/nn", "Svar innan")):
        case = await own.get(f"{prefix}{here}")
        assert said in case.text
        assert SHOWN in case.text
    assert "Nei" not in case.heading
    path = f"{here}/uttalelse"
    refused = await send_files(own, path, HOSTILE, b"<svg onload=alert(1)>", status=422)
    assert "Filene må være PDF, JPG eller PNG" in refused.text
    scanner.answer = b"stream: Eicar-Test-Signature FOUND"
    assert "skadelig innhold" in (await send_files(own, path, HOSTILE, a_picture(), status=422)).text
    scanner.answer = None
    stale = (await own.get(path)).form(action=path)
    await send_files(own, path, HOSTILE, a_picture(), a_picture())
    done = await own.get(f"{here}?gjort=uttalelse")
    assert "Uttalelsen er sendt" in done.text
    assert "alert(1)" in done.text, "shown as the text it is"
    paper = await own.client.get(done.link("Vedlegg 1"))
    assert (paper.headers["content-type"], paper.headers["cache-control"]) == ("image/png", "no-store")
    await own.post(path, {**stale, "uttalelse": HOSTILE})
    assert await value(session, "SELECT count(*) FROM notice_reply") == 1
    other = await own.post(path, {**stale, "uttalelse": "Noe annet"}, status=409)
    assert other.form(action=path)["uttalelse"].strip() == "Noe annet", "what was written is not lost"
    assert (await own.get(path, status=303)).response.headers["location"] == here
    looks = "SELECT count(*) FROM complaint_party_look WHERE account_id = :a"
    assert await value(session, looks, a=built.tolk.actor.account_id) == 4


async def test_an_old_link_to_the_notice_leads_to_the_case_and_its_form_still_counts(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    built, _ = await a_heard_complaint(session, now=now)
    await session.commit()
    own = await signed_in(built.tolk.actor)
    notice = f"/min-side/vedtak/varsel/{await value(session, 'SELECT id FROM case_notice')}"
    assert (await own.get(notice, status=303)).response.headers["location"] == address(built.number)
    token = (await own.get(f"{address(built.number)}/ingen-merknader")).form()["_csrf"]
    await own.post(notice, {"_csrf": token, "svar": "Fra en gammel fane"})
    running = "SELECT count(*) FROM complaint_stage WHERE stage = 'hearing' AND ended_at IS NULL"
    assert await value(session, running) == 0


async def test_somebody_elses_case_and_papers_are_not_to_be_found(
    session: Session, signed_in: SignIn, page: Browser, now: datetime
) -> None:
    built, heard = await a_heard_complaint(session, now=now)
    _, token = await a_representative(session, heard, now=now)
    stranger = await an_interpreter(session)
    post_id = await value(session, "SELECT min(id) FROM journal_post")
    await session.commit()
    foreign, own = await signed_in(stranger.actor), await signed_in(built.tolk.actor)
    here = address(built.number)
    for path in (here, f"{here}/uttalelse", f"{here}/dokument/{post_id}", f"{here}/finnes-ikke"):
        await foreign.get(path, status=404)
    await own.get(f"{here}/dokument/{post_id + 99}", status=404)
    for wrong in ("x", token[:-1], f"{token}x"):
        await page.get(f"/fullmektig/{wrong}", status=404)
    await own.get(f"/fullmektig/{token}", status=404)
    await page.get(f"/fullmektig/{token}/trekk-fullmakt", status=404)


async def test_a_representative_is_named_reads_asks_and_is_withdrawn(
    session: Session, signed_in: SignIn, page: Browser, now: datetime
) -> None:
    built, _ = await a_heard_complaint(session, now=now)
    await session.commit()
    own, here = await signed_in(built.tolk.actor), address(built.number)
    wrong = await own.submit(f"{here}/fullmektig", action=f"{here}/fullmektig", status=422, navn=HOSTILE,
                             epost=built.tolk.email)  # fmt: skip
    assert "ikke din egen" in wrong.text
    await own.submit(
        f"{here}/fullmektig",
        action=f"{here}/fullmektig",
        navn=HOSTILE,
        epost="ada@advokat.example",
        advokat="ja",
    )
    path = "SELECT data ->> 'path' FROM mail_message WHERE template = 'representative_named'"
    door = str(await value(session, path))
    case = await page.get(door)
    assert SHOWN in case.text
    assert "Du er fullmektig" in case.text
    assert case.response.headers["referrer-policy"] == "no-referrer"
    until = (oslo_date(now) + 40 * DAY).isoformat()
    await page.submit(f"{door}/mer-tid", action=f"{door}/mer-tid", til=until, hvorfor=HOSTILE)
    assert "Vi har fått spørsmålet" in (await page.get(f"{door}?gjort=mer-tid")).text
    assert "Åpnet saken sist Ikke" not in (await own.get(here)).text
    staff = await signed_in(built.officer)
    desk = f"/sak/varsel/{built.number.replace('/', '-')}"
    shown = await staff.get(desk)
    assert "Bedt om mer tid" in shown.text
    answer = f"{desk}/gjor/mer-tid"
    await staff.submit(answer, action=answer, svar="ja", grunn="Greit", status=422)
    await staff.submit(answer, action=answer, svar="ja", grunn="Greit", dager="14")
    assert "Du har fått mer tid" in (await page.get(door)).text
    await own.submit(f"{here}/trekk-fullmakt", action=f"{here}/trekk-fullmakt")
    await page.get(door, status=404)


async def test_access_is_asked_decided_on_the_officers_page_and_opened(
    session: Session, signed_in: SignIn, now: datetime, scanner: TestScanner
) -> None:
    built, _ = await a_heard_complaint(session, now=now)
    await session.commit()
    own, staff = await signed_in(built.tolk.actor), await signed_in(built.officer)
    here, desk = address(built.number), f"/sak/varsel/{built.number.replace('/', '-')}"
    asking = f"{desk}/gjor/opplysninger"
    await staff.submit(asking, action=asking, mottaker="Nav Lillevik", epost="post@nav.example",
                       hjemmel="tolkeloven § 20", sporsmal="Ble oppdraget gjennomført?")  # fmt: skip
    await own.submit(f"{here}/innsyn", action=f"{here}/innsyn", hva=HOSTILE)
    access = await staff.get((await staff.get(desk)).link("Svar på kravet om innsyn"))
    one = access.link("Spørsmål til offentlig organ")
    missing = await staff.submit(one, action=one, status=422, svar="partly", hjemmel="not_to_be_told")
    assert "Legg ved den sladdede kopien" in missing.text
    form = {**(await staff.get(one)).form(action=one), "svar": "partly", "hjemmel": "not_to_be_told"}
    sent = await staff.client.post(one, data=form, files=[("filer", ("s.png", a_picture(), "image/png"))])
    assert sent.status_code == 303
    await staff.submit(f"{desk}/innsyn", action=f"{desk}/innsyn")
    case = await own.get(here)
    copy = await own.client.get(case.link("Sladdet kopi av dokument"))
    assert copy.headers["content-type"] == "image/png"
    assert "Svar på krav om innsyn" in case.text
    await staff.get(f"{desk}/innsyn", status=404)


async def test_the_officers_form_begins_from_what_redaction_proposes(
    session: Session, signed_in: SignIn, page: Browser, now: datetime
) -> None:
    tolk, officer = await an_interpreter(session), await an_officer(session)
    words = {"gjelder": "told", "hendelse": "Naboen Kari ringte meg på 98 76 54 32."}
    await send(page, await at_review(page, what=words, where={"tolkenr": tolk.number}))
    await session.commit()
    staff, here = await signed_in(officer), "/sak/varsel/2026-00001"
    hearing = f"{here}/gjor/uttalelse"
    assert (await staff.get(hearing)).form(action=hearing)["kopi"].strip() == "", "not before the papers open"
    await staff.submit(here, action=f"{here}/habilitet", habil="none")
    await staff.submit(f"{here}/gjor/ta", action=f"{here}/gjor/ta")
    await staff.submit(f"{here}/gjor/vurder", action=f"{here}/gjor/vurder", grunnlag="confidentiality")
    proposed = (await staff.get(hearing)).form(action=hearing)["kopi"].strip()
    assert proposed == "Naboen Kari ringte meg på █████."
    assert await value(session, "SELECT count(*) FROM complaint_opening") == 1
    await staff.submit(hearing, action=hearing, kopi="Naboen ringte.", vurdering="Vi vurderer en advarsel.")
    assert (await staff.get(hearing)).form(action=hearing)["kopi"].strip() == "Naboen ringte.", (
        "what was shown last"
    )


@pytest.mark.parametrize("action", ["uttalelse", "mer-tid", "fullmektig"])
async def test_a_statement_sent_after_the_session_ended_is_offered_back(
    session: Session, signed_in: SignIn, now: datetime, clock: FixedClock, action: str
) -> None:
    built, _ = await a_heard_complaint(session, now=now)
    await session.commit()
    own, path = await signed_in(built.tolk.actor), f"{address(built.number)}/{action}"
    page = await own.get(path)
    clock.forward(timedelta(hours=2))
    fields = {"uttalelse": "Et langt svar", "hvorfor": "Et langt svar", "navn": "Et langt svar"}
    form = page.form(action=path)
    late = await own.post(path, {**form, **{name: each for name, each in fields.items() if name in form}})
    assert late.response.headers["location"].startswith("/logg-inn?retur=")
    again = await signed_in(built.tolk.actor)
    again.client.cookies.update({"kladd": own.client.cookies["kladd"]})
    assert "Et langt svar" in (await again.get("/logg-inn/kladd")).text
