"""An impartial officer reads the report and opens its files, and each time is noted."""

import io

from PIL import Image
from sqlalchemy import text

from tests.builders.bodies import an_officer
from tests.fixtures.outside import TestScanner
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tests.web.pages.complaints_reporting.walking import STORY, at_review, send
from tolkeregister.core.database import Session

HERE = "/sak/varsel/2026-00001"


def a_picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (300, 200), "green").save(made, "PNG")
    return made.getvalue()


async def test_the_report_and_its_files_open_after_the_declaration_only(
    page: Browser, session: Session, signed_in: SignIn, scanner: TestScanner
) -> None:
    await send(page, await at_review(page), [("meg.png", a_picture(), "image/png")])
    file_id = int((await session.execute(text("SELECT id FROM complaint_attachment"))).scalar_one())
    officer = await signed_in(await an_officer(session))
    assert (await officer.client.get(f"{HERE}/melding/{file_id}")).status_code == 403
    await officer.submit(HERE, action=f"{HERE}/habilitet", habil="none")
    shown = await officer.get(f"{HERE}/melding")
    assert STORY in shown.text
    assert "Forslag til utdrag" in shown.text
    answer = await officer.client.get(shown.link("Vedlegg 1"))
    assert (answer.status_code, answer.headers["content-type"], answer.headers["cache-control"]) == (
        200, "image/png", "no-store",
    )  # fmt: skip
    assert "meg" not in answer.headers["content-disposition"]
    with Image.open(io.BytesIO(answer.content)) as opened:
        assert opened.size == (300, 200)
    for unknown in (file_id + 1, 2**40):
        assert (await officer.client.get(f"{HERE}/melding/{unknown}")).status_code == 404
    openings = await session.execute(text("SELECT what FROM complaint_opening ORDER BY id"))
    assert openings.scalars().all() == ["report", "attachment"]
