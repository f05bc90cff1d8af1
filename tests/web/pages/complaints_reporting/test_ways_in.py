"""The ways in: from an assignment with its code, from a card, from a profile."""

from datetime import timedelta

from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import a_body
from tests.builders.interpreters import an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tests.web.pages.complaints_reporting.walking import HVA, go
from tolkeregister.core.database import Session


async def test_the_body_sees_a_code_to_give_away_and_a_link_that_holds_it(
    signed_in: SignIn, session: Session, clock: FixedClock
) -> None:
    body, tolk = await a_body(session), await an_interpreter(session)
    made = await an_assignment(
        session, body, clock() + timedelta(days=2), clock() + timedelta(days=2, hours=1)
    )
    await accepted_by(session, made, tolk.id, at=clock())
    booker = await signed_in(body.booker)
    clock.forward(timedelta(days=3))
    booker = await signed_in(body.booker)
    status = await booker.get(f"/bestilling/{made.number}")
    link = status.link("Varsle om brudd")
    code = link.partition("kode=")[2]
    assert code.startswith(made.number)
    assert code in status.text
    start = await booker.get(link)
    assert body.booker.name not in start.text, "nobody is signed in there"
    second = await go(booker, await booker.get(start.link("Begynn")), "/varsle/oppdrag", **HVA)
    assert second.form()["kode"] == code


async def test_a_profile_and_a_card_give_the_number_along(page: Browser, session: Session) -> None:
    tolk = await an_interpreter(session)
    for path, words in (
        (f"/tolk/{tolk.number}", "Meld fra om brudd"), (f"/k/{tolk.number}", "Meld fra hvis"),
        (f"/k/avvik?nummer={tolk.number}", "Meld fra om en tolk"),
    ):  # fmt: skip
        start = await page.get((await page.get(path)).link(words))
        second = await go(page, await page.get(start.link("Begynn")), "/varsle/oppdrag", **HVA)
        assert second.form()["tolkenr"] == tolk.number
