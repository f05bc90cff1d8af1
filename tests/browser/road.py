"""Walking the road of an order by mouse and finger. Everything is found by the words users see."""

import re
from dataclasses import dataclass
from datetime import timedelta

from playwright.async_api import Page, expect

from tests.builders.interpreters import BuiltInterpreter
from tests.fixtures.service import Service
from tolkeregister.core.clock import oslo_date, utc_now

DOORS = {"booker": "Logg inn med Ansattporten", "interpreter": "Logg inn med ID-porten"}
STARTS = "10:00"
_MOVE_BACK = """
    WITH moved AS (SELECT id, upper(period) - :ends_at AS back FROM assignment WHERE number = :number),
    times AS (
        UPDATE booked SET period = tstzrange(lower(period) - back, upper(period) - back)
          FROM moved WHERE assignment_id = moved.id),
    offers AS (
        UPDATE offer SET sent_at = sent_at - back, answer_by = answer_by - back, ended_at = ended_at - back
          FROM moved WHERE assignment_id = moved.id)
    UPDATE assignment a SET period = tstzrange(lower(period) - back, upper(period) - back),
                            accepted_at = accepted_at - back
      FROM moved WHERE a.id = moved.id
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the unit's meter says: interpreted with somebody qualified, of all."""

    qualified: int
    all: int


async def sign_in(page: Page, door: str, name: str) -> None:
    """From the page with the doors, through the provider's own pages, back to where one was going."""
    await page.get_by_role("link", name=DOORS[door]).click()
    await page.get_by_role("link", name=re.compile(re.escape(name))).first.click()
    await page.wait_for_url(lambda url: "/velg/" not in url)


async def open_search(page: Page, service: Service, language: str) -> None:
    """Search for a free interpreter on screen, a week from now at ten."""
    await page.goto(service.url("/finn-tolk"))
    await page.get_by_label("Språk", exact=True).select_option(language)
    day = oslo_date(utc_now() + timedelta(days=7))
    await page.get_by_label("Dato").fill(day.isoformat())
    await page.get_by_label("Fra kl.").fill(STARTS)
    await page.get_by_text("Skjerm", exact=True).click()
    await page.get_by_role("button", name="Søk").click()


async def order(page: Page, service: Service, language: str) -> str:
    """Search, sign in, four steps, send; returns the order's number."""
    await open_search(page, service, language)
    await page.get_by_role("link", name="Bestill tolk").click()
    await sign_in(page, "booker", "Kari Solheim")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Hvilket oppdrag gjelder det?")
    await expect(page.get_by_label("Fra kl.")).to_have_value(
        STARTS
    )  # what the search knew is not asked again
    await page.get_by_label("Det er nødvendig for forsvarlig hjelp eller tjeneste").check()
    await page.get_by_role("button", name="Gå videre").click()
    await page.get_by_label("Hva handler samtalen om?").fill("samtale om skolestart")
    await page.get_by_label("Hvem er med?").fill("lærer og forelder")
    await page.get_by_label("Plan B").fill("22 00 00 00")
    await page.get_by_role("button", name="Gå videre").click()
    await page.get_by_role("button", name="Gå videre").click()
    await page.get_by_role("button", name="Send bestillingen").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Vi spør tolker for deg")
    return page.url.rpartition("/")[2]


async def open_mail(page: Page, service: Service, recipient: str, *words: str) -> None:
    """Read the mail in the inbox and follow its only link."""
    said = await service.mail_to(recipient, *words)
    links = re.findall(r"http\S+", said)
    assert len(links) == 1, said
    await page.goto(links[0])


async def accept(page: Page, service: Service, interpreter: BuiltInterpreter) -> None:
    """The interpreter gets mail, signs in, declares to be impartial and says yes."""
    await open_mail(page, service, interpreter.email, "Nytt tilbud")
    await sign_in(page, "interpreter", interpreter.actor.name)
    await expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Kan du tolke"))
    await page.get_by_label("Jeg er habil").check()
    await page.get_by_role("button", name="Takk ja").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Oppdraget er ditt")


async def let_it_pass(service: Service, number: str) -> None:
    """The assignment ended half an hour ago. The clock of a process cannot be moved, so all that happened is."""
    await service.execute(_MOVE_BACK, number=number, ends_at=utc_now() - timedelta(minutes=30))


async def confirm(page: Page, service: Service, number: str) -> None:
    """Say on the page of the order that it was carried out."""
    await page.goto(service.url(f"/bestilling/{number}"))
    await expect(page.get_by_role("heading", level=1)).to_have_text("Ble oppdraget gjennomført?")
    await page.get_by_role("link", name="Bekreft hvordan det gikk").click()
    await page.get_by_label("Tolkingen ble gjennomført").check()
    await page.get_by_role("button", name="Send svaret").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Oppdraget er gjennomført")


async def read_meter(page: Page, service: Service) -> Reading:
    """The unit's share as the page says it."""
    await page.goto(service.url("/virksomhet"))
    said = await page.locator(".t-maler").filter(has_text="Enheten deres").first.inner_text()
    found = re.search(r"(\d[\d\s]*) av (\d[\d\s]*) oppdrag", said)
    assert found, said
    qualified, all_of_them = ("".join(group.split()) for group in found.groups())
    return Reading(int(qualified), int(all_of_them))
