"""What people do besides the road: double clicks, the back button, two tabs, and pages that have grown old."""

from datetime import timedelta

from playwright.async_api import expect

from tests.browser.pages import order_address
from tests.browser.road import open_mail, sign_in
from tests.builders.assignments import accepted_by, an_assignment
from tests.fixtures.chromium import OpenWindow
from tests.fixtures.service import Service
from tolkeregister.core.clock import utc_now

ORDERS = (
    "SELECT count(*) FROM request r JOIN assignment a ON a.request_id = r.id WHERE a.language_tag = :language"
)


async def test_a_double_click_and_a_second_sending_are_one_order(
    service: Service, open_window: OpenWindow
) -> None:
    page = await open_window()
    await service.sign_in(page, service.world.body.booker)
    await page.goto(service.url(order_address(service, "se-over", sprak="uk", nokkel="two-clicks")))
    await page.get_by_role("button", name="Send bestillingen").dblclick()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Vi spør tolker for deg")
    first = page.url
    await page.go_back()
    await page.get_by_role("button", name="Send bestillingen").click()
    await expect(page.locator("main")).to_contain_text(first.rpartition("/")[2])
    assert await service.value(ORDERS, language="uk") == 1


async def test_an_offer_answered_in_two_tabs_is_answered_once(
    service: Service, open_window: OpenWindow
) -> None:
    irina = service.world.by_language["ru"]
    kari = await open_window()
    await service.sign_in(kari, service.world.body.booker)
    await kari.goto(service.url(order_address(service, "se-over", sprak="ru", nokkel="two-tabs")))
    await kari.get_by_role("button", name="Send bestillingen").click()
    first = await open_window()
    await open_mail(first, service, irina.email, "Nytt tilbud")
    await sign_in(first, "interpreter", irina.actor.name)
    second = await first.context.new_page()
    await second.goto(first.url)
    for tab in (first, second):
        await tab.get_by_label("Jeg er habil").check()
    await first.get_by_role("button", name="Takk ja").click()
    await expect(first.get_by_role("heading", level=1)).to_have_text("Oppdraget er ditt")
    await second.get_by_role("button", name="Takk ja").click()
    await expect(second.get_by_role("heading", level=1)).to_have_text("Oppdraget er ditt")
    await second.goto(f"{first.url}/nei")
    await expect(second.get_by_role("heading", level=1)).to_have_text("Oppdraget er ditt")  # no way around it


async def test_a_page_that_has_grown_old_says_so(service: Service, open_window: OpenWindow) -> None:
    page = await open_window()
    await service.sign_in(page, service.world.body.booker)
    address = service.url(order_address(service, "se-over", sprak="vi", nokkel="grown-old"))
    await page.goto(address)
    await page.get_by_role("button", name="Send bestillingen").click()
    number = page.url.rpartition("/")[2]
    old = await page.context.new_page()
    for tab in (old, page):
        await tab.goto(service.url(f"/bestilling/{number}/avbestill"))
        await tab.get_by_label("Vi trenger ikke tolk likevel").check()
    await page.get_by_role("button", name="Avbestill tolken").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Bestillingen er avbestilt")
    await old.get_by_role("button", name="Avbestill tolken").click()
    await expect(old.get_by_role("heading", level=1)).to_have_text(
        "Bestillingen er endret siden du åpnet siden"
    )
    await old.get_by_role("link", name="Se bestillingen nå").click()
    await expect(old.get_by_role("heading", level=1)).to_have_text("Bestillingen er avbestilt")


async def test_a_session_that_ended_keeps_what_was_written_and_it_can_be_sent(
    service: Service, open_window: OpenWindow
) -> None:
    page, kari = await open_window(), service.world.body.booker.account_id
    number = await one_more_unconfirmed(service)
    await service.sign_in(page, service.world.body.booker)
    await page.goto(service.url(f"/bestilling/{number}/etterpa"))
    await page.get_by_label("Tolken kom ikke").check()
    await service.execute(
        "UPDATE web_session SET seen_at = seen_at - interval '1 day' WHERE account_id = :id", id=kari
    )
    await page.get_by_role("button", name="Send svaret").click()
    await sign_in(page, "booker", "Kari Solheim")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Skjemaet ditt er tatt vare på")
    await expect(page.locator("main")).to_contain_text("Tolken kom ikke")
    await expect(page.locator("main")).not_to_contain_text("interpreter_absent")
    state = "SELECT state FROM assignment WHERE number = :number"
    assert await service.value(state, number=number) == "accepted", "it never sends itself"
    await page.get_by_role("button", name="Send inn nå").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Oppdraget ble ikke gjennomført")
    assert await service.value(state, number=number) == "not_delivered"


async def one_more_unconfirmed(service: Service) -> str:
    """An assignment that was over five days ago; its number."""
    starts_at = utc_now() - timedelta(days=5)
    async with service.database.writing() as session:
        assignment = await an_assignment(
            session, service.world.body, starts_at, starts_at + timedelta(hours=1)
        )
        await accepted_by(session, assignment, service.world.leila.id, at=starts_at - timedelta(days=1))
        return assignment.number


async def test_the_wrong_hat_gets_a_page_that_helps(service: Service, open_window: OpenWindow) -> None:
    page = await open_window()
    await service.sign_in(page, service.world.samira.actor)
    for path in ("/virksomhet", "/sak", f"/bestilling/{service.world.orders['ready']}"):
        answer = await page.goto(service.url(path))
        assert answer is not None
        assert answer.status == 403
        await expect(page.get_by_role("heading", level=1)).to_have_text("Du har ikke tilgang til denne siden")
