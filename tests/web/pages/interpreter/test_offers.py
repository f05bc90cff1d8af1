"""The interpreter's offers over HTTP: what is shown, what an answer does, and what it never does."""

from dataclasses import fields
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from booking.offers.queries import OfferFields
from tests.builders.assignments import accepted_by
from tests.builders.bodies import a_body, an_officer
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tests.web.pages.interpreter.scene import ADDRESS, an_offered_assignment
from tolkeregister.core.database import Session


async def _state(session: Session, offer: int) -> tuple[str, str | None, str | None]:
    row = (
        await session.execute(
            text("SELECT state, decline_reason, remark FROM offer WHERE id = :id"), {"id": offer}
        )
    ).one()
    return row.state, row.decline_reason, row.remark


async def test_the_offer_shows_exactly_what_decision_19_lists(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    """Rule B8: enough to judge competence and impartiality, nothing more; a new field must be decided first."""
    assert [each.name for each in fields(OfferFields)] == [
        "language_tag", "mode", "starts_at", "ends_at", "municipality", "body", "unit", "theme", "participants",
        "answer_by",
    ]  # fmt: skip
    assignment, offer = await an_offered_assignment(session, samira, now)
    for path in ("/min-side/tilbud", f"/min-side/tilbud/{offer}", f"/min-side/tilbud/{offer}/nei"):
        page = await mine.get(path)
        assert ADDRESS not in page.response.text
        assert "Storgata" not in page.response.text
        assert assignment.number not in page.response.text
    text_ = (await mine.get(f"/min-side/tilbud/{offer}")).text
    for shown in (
        "Svar innen kl. 12.15", "15 min igjen", "torsdag 26. november kl. 12.00–13.00", "Tolking med fremmøte, arabisk",
        "Barneverntjenesten, Fjordvik kommune", "Oslo", "samtale med foreldre", "saksbehandler, forelder",
    ):  # fmt: skip
        assert shown in text_, shown


async def test_reading_an_offer_changes_nothing(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    _, offer = await an_offered_assignment(session, samira, now)
    for path in ("", "/nei"):
        await mine.get(f"/min-side/tilbud/{offer}{path}?svar=ja&habil=habil&grunn=busy")
    assert await _state(session, offer) == ("open", None, None)


async def test_an_answer_without_the_forms_token_is_refused(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    _, offer = await an_offered_assignment(session, samira, now)
    await mine.post(f"/min-side/tilbud/{offer}", {"habil": "habil"}, status=403)
    await mine.post(f"/min-side/tilbud/{offer}/nei", {}, status=403)
    assert await _state(session, offer) == ("open", None, None)


async def test_yes_makes_the_assignment_mine_and_shows_the_address(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    assignment, offer = await an_offered_assignment(session, samira, now)
    answer = await mine.submit(f"/min-side/tilbud/{offer}", action=f"/min-side/tilbud/{offer}", habil="habil")
    assert answer.response.headers["location"] == f"/min-side/tilbud/{offer}"
    page = await mine.get(f"/min-side/tilbud/{offer}")
    assert page.heading == "Oppdraget er ditt"
    assert ADDRESS in page.text
    assert page.link("Se oppdraget") == f"/min-side/oppdrag/{assignment.number}"


async def test_a_second_click_on_yes_gives_the_same_answer(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    _, offer = await an_offered_assignment(session, samira, now)
    path = f"/min-side/tilbud/{offer}"
    form = {**(await mine.get(path)).form(action=path), "habil": "habil"}
    for _ in range(2):
        assert (await mine.post(path, form)).response.headers["location"] == path
    booked = await session.execute(
        text("SELECT count(*) FROM booked WHERE interpreter_id = :id"), {"id": samira.id}
    )
    assert booked.scalar_one() == 1


async def test_yes_needs_the_declaration_of_impartiality(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    """Tolkeloven § 16, rule H1."""
    _, offer = await an_offered_assignment(session, samira, now)
    page = await mine.submit(f"/min-side/tilbud/{offer}", action=f"/min-side/tilbud/{offer}", status=422)
    assert "Velg om du er habil" in page.text
    assert await _state(session, offer) == ("open", None, None)


async def test_circumstances_go_to_the_body_and_the_offer_stays_open(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    _, offer = await an_offered_assignment(session, samira, now)
    path = f"/min-side/tilbud/{offer}"
    stale = (await mine.get(path)).form(action=path)
    said = "Jeg har tolket for familien før"
    await mine.submit(path, action=path, habil="forbehold", forhold=said)
    assert await _state(session, offer) == ("open", None, said)
    page = await mine.get(path)
    assert page.heading == "Virksomheten vurderer det du skrev"
    assert said in page.text
    assert "Takk nei likevel" in page.text
    # a page opened before cannot overrule what the body is weighing
    await mine.post(path, {**stale, "habil": "habil"})
    assert await _state(session, offer) == ("open", None, said)
    assert (await mine.get(f"/nn{path}")).heading == "Verksemda vurderer det du skreiv"


async def test_what_was_written_by_mistake_is_taken_back_with_a_new_declaration(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    """Rule H1; without the declaration nothing happens, and twice is once."""
    _, offer = await an_offered_assignment(session, samira, now)
    path = f"/min-side/tilbud/{offer}"
    back = f"{path}/likevel"
    token = (await mine.get(path)).form(action=path)
    await mine.post(back, {**token, "habil": "ja"})  # nothing is stated yet
    assert await _state(session, offer) == ("open", None, None)
    await mine.submit(path, action=path, habil="forbehold", forhold="Kan bli fem minutter forsinket")
    page = await mine.submit(path, action=back, status=422)
    assert page.heading == "Virksomheten vurderer det du skrev"
    assert "Kryss av for at du er habil" in page.text
    assert (await _state(session, offer))[0] == "open"
    for _ in range(2):
        answer = await mine.post(back, {**token, "habil": "ja"})
        assert answer.response.headers["location"] == path
    assert (await mine.get(path)).heading == "Oppdraget er ditt"


async def test_what_was_changed_meanwhile_is_told_before_the_reservation_can_be_taken_back(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    """A yes is to what was read."""
    assignment, offer = await an_offered_assignment(session, samira, now)
    path = f"/min-side/tilbud/{offer}"
    await mine.submit(path, action=path, habil="forbehold", forhold="Vi er naboer")
    form = {**(await mine.get(path)).form(action=f"{path}/likevel"), "habil": "ja"}
    await session.execute(
        text("UPDATE assignment SET version = version + 1 WHERE id = :id"), {"id": assignment.id}
    )
    await session.commit()
    page = await mine.post(f"{path}/likevel", form, status=409)
    assert "Oppdraget er endret siden du åpnet siden" in page.text
    assert await _state(session, offer) == ("open", None, "Vi er naboer")


async def test_a_hindrance_is_told_also_when_the_reservation_is_taken_back(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    body = await a_body(session)
    _, offer = await an_offered_assignment(session, samira, now, body=body)
    path = f"/min-side/tilbud/{offer}"
    await mine.submit(path, action=path, habil="forbehold", forhold="Vi er naboer")
    other, _ = await an_offered_assignment(
        session, samira, now, body=body, starts_in=timedelta(days=3, minutes=30)
    )
    await accepted_by(session, other, samira.id, at=now)
    await session.commit()
    page = await mine.submit(path, action=f"{path}/likevel", status=409, habil="ja")
    assert "Tiden overlapper et annet oppdrag" in page.text
    assert await _state(session, offer) == ("open", None, "Vi er naboer")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"habil": "forbehold"}, "Skriv hva virksomheten bør vite"),
        ({"habil": "forbehold", "forhold": "Far er 01010750160"}, "Fjern fødselsnummeret fra teksten"),
        ({"habil": "forbehold", "forhold": "x" * 501}, "Teksten kan ha opptil 500 tegn"),
        ({"habil": "habil", "forhold": "Kjenner mor"}, "eller fjern teksten"),
        ({"habil": "' OR 1=1 --"}, "Velg et av svarene i listen"),
        ({"habil": "forbehold", "forhold": "\x00"}, "Teksten har tegn vi ikke kan lagre"),
    ],
)
async def test_what_cannot_be_accepted_keeps_what_was_typed(
    sent: dict[str, str], said: str, mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    _, offer = await an_offered_assignment(session, samira, now)
    path = f"/min-side/tilbud/{offer}"
    page = await mine.submit(path, action=path, status=422, **sent)
    assert said in page.text
    typed = sent.get("forhold", "").replace("\x00", "")
    assert typed in "".join(page.all("textarea")[0].itertext())
    assert await _state(session, offer) == ("open", None, None)


@pytest.mark.parametrize("why", ["", "busy", "impartiality", "too_far", "competence", "other"])
async def test_no_needs_no_reason(
    why: str, mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    _, offer = await an_offered_assignment(session, samira, now)
    path = f"/min-side/tilbud/{offer}/nei"
    form = {**(await mine.get(path)).form(action=path), "grunn": why}
    for _ in range(2):  # a second click is no error
        assert (await mine.post(path, form)).response.headers["location"] == f"/min-side/tilbud/{offer}"
    assert await _state(session, offer) == ("declined", why or None, None)
    assert (await mine.get(f"/min-side/tilbud/{offer}")).heading == "Du har takket nei"


async def test_a_reason_that_is_not_on_the_list_is_refused(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    _, offer = await an_offered_assignment(session, samira, now)
    path = f"/min-side/tilbud/{offer}/nei"
    await mine.submit(path, action=path, status=422, grunn="fordi")
    assert await _state(session, offer) == ("open", None, None)


async def test_the_one_who_was_too_late_is_told_so(
    mine: Browser, samira: BuiltInterpreter, session: Session, signed_in: SignIn, now: datetime
) -> None:
    assignment, offer = await an_offered_assignment(session, samira, now)
    path = f"/min-side/tilbud/{offer}"
    form = {**(await mine.get(path)).form(action=path), "habil": "habil"}
    leila = await an_interpreter(session, given_name="Leila")
    await accepted_by(session, assignment, leila.id, at=now)
    await session.execute(
        text("UPDATE offer SET state = 'taken', ended_at = :now WHERE id = :id"), {"id": offer, "now": now}
    )
    await session.commit()
    page = await mine.post(path, form, status=409)
    assert page.heading == "Tilbudet gikk til en annen"
    assert "Du trenger ikke gjøre noe." in page.text
    assert "Leila" not in page.text


async def test_after_the_deadline_there_is_nothing_to_press(
    mine: Browser, samira: BuiltInterpreter, session: Session, clock: FixedClock, now: datetime
) -> None:
    _, offer = await an_offered_assignment(session, samira, now)
    path = f"/min-side/tilbud/{offer}"
    form = {**(await mine.get(path)).form(action=path), "habil": "habil"}
    clock.forward(timedelta(minutes=15))
    assert (await mine.post(path, form, status=409)).heading == "Svarfristen er gått ut"
    page = await mine.get(path)
    assert page.heading == "Svarfristen er gått ut"
    assert not [form for form in page.all("form") if "/tilbud/" in (form.get("action") or "")]
    assert (await mine.get("/min-side/tilbud")).heading == "Ingen nye tilbud"


async def test_a_hindrance_is_explained_and_the_offer_stays_open(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    """Rule B10: another assignment at the same time, accepted in the meantime."""
    body = await a_body(session)
    _, offer = await an_offered_assignment(session, samira, now, body=body)
    other, _ = await an_offered_assignment(
        session, samira, now, body=body, starts_in=timedelta(days=3, minutes=30)
    )
    await accepted_by(session, other, samira.id, at=now)
    await session.commit()
    path = f"/min-side/tilbud/{offer}"
    page = await mine.submit(path, action=path, status=409, habil="habil")
    assert "Du kan ikke takke ja nå" in page.text
    assert "Tiden overlapper et annet oppdrag" in page.text
    assert await _state(session, offer) == ("open", None, None)


@pytest.mark.parametrize("state", ["taken", "withdrawn", "declined", "expired"])
async def test_every_end_has_a_page(
    state: str, mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    _, offer = await an_offered_assignment(session, samira, now)
    await session.execute(text("UPDATE offer SET state = :s, ended_at = :now WHERE id = :id"),
                          {"s": state, "id": offer, "now": now})  # fmt: skip
    await session.commit()
    page = await mine.get(f"/min-side/tilbud/{offer}")
    assert page.heading
    assert "Takk ja" not in page.text
    assert (await mine.client.get(f"/min-side/tilbud/{offer}/nei")).status_code == 303


async def test_somebody_elses_offer_is_not_found(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    leila = await an_interpreter(session, given_name="Leila")
    _, hers = await an_offered_assignment(session, leila, now)
    _, own = await an_offered_assignment(session, samira, now)
    token = (await mine.get(f"/min-side/tilbud/{own}")).form(action=f"/min-side/tilbud/{own}")
    for path in (f"/min-side/tilbud/{hers}", f"/min-side/tilbud/{hers}/nei"):
        await mine.get(path, status=404)
        await mine.post(path, {**token, "habil": "habil"}, status=404)
    assert await _state(session, hers) == ("open", None, None)


@pytest.mark.parametrize("number", ["0", "-1", "2147483648", "99999999999999999999", "abc", "1%00"])
async def test_an_impossible_number_is_not_found(number: str, mine: Browser) -> None:
    for path in (f"/min-side/tilbud/{number}", f"/min-side/tilbud/{number}/nei"):
        assert (await mine.client.get(path)).status_code == 404


async def test_only_interpreters_come_in(page: Browser, session: Session, signed_in: SignIn) -> None:
    body = await a_body(session)
    officer = await an_officer(session)
    await session.commit()
    assert (await page.client.get("/min-side/tilbud")).headers["location"].startswith("/logg-inn")
    for other in (body.booker, officer):
        await (await signed_in(other)).get("/min-side/tilbud", status=403)


async def test_a_removal_while_the_page_is_open_closes_the_offer(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    """Failure mode 28: the entry is no longer listed when yes is pressed; the text is neutral."""
    _, offer = await an_offered_assignment(session, samira, now)
    path = f"/min-side/tilbud/{offer}"
    form = {**(await mine.get(path)).form(action=path), "habil": "habil"}
    await session.execute(text("UPDATE entry_listing SET valid = tstzrange(lower(valid), :now) WHERE entry_id = :e"),
                          {"now": now, "e": samira.entry_id})  # fmt: skip
    await session.commit()
    page = await mine.post(path, form, status=409)
    assert "Tolken står ikke i registeret" in page.text
    assert (await _state(session, offer))[0] == "open"


async def test_the_menu_counts_what_waits_for_an_answer(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    await an_offered_assignment(session, samira, now)
    page = await mine.get("/min-side/tilbud")
    assert [each.get("data-count") for each in page.all("span", class_="ds-badge")] == ["1"]
    assert page.heading == "Ett nytt tilbud"


async def test_only_what_waits_for_the_interpreter_is_counted(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    """An offer answered with a reservation waits for the body; it stands apart and is not new."""
    _, answered = await an_offered_assignment(session, samira, now, minutes_to_answer=10)
    path = f"/min-side/tilbud/{answered}"
    await mine.submit(path, action=path, habil="forbehold", forhold="Vi er naboer")
    for overview in ("/min-side", "/min-side/tilbud"):
        said = (await mine.get(overview)).text
        assert "Ingen nye tilbud" in said
        assert "Virksomheten vurderer det du skrev Virksomheten svarer innen kl. 12.10" in said
        assert "Takk ja" not in said
    await an_offered_assignment(session, samira, now, starts_in=timedelta(days=5))
    for overview in ("/min-side", "/min-side/tilbud"):
        page = await mine.get(overview)
        assert [each.get("data-count") for each in page.all("span", class_="ds-badge")] == ["1"]
        assert page.text.index("Ett nytt tilbud") < page.text.index("Virksomheten vurderer det du skrev")
        assert page.text.index("Svar innen kl. 12.15") < page.text.index(
            "Virksomheten svarer innen kl. 12.10"
        )
    assert "Eitt nytt tilbod" in (await mine.get("/nn/min-side")).text


async def test_the_pages_are_there_in_nynorsk(
    mine: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    _, offer = await an_offered_assignment(session, samira, now)
    page = await mine.get(f"/nn/min-side/tilbud/{offer}")
    assert page.root.get("lang") == "nn"
    assert page.heading.startswith("Kan du tolke torsdag 26. november")
    assert "Tolking med frammøte" in page.text
