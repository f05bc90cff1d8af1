"""`make axe`: every page and state, wide and on a phone, in every written form, also with a reader's own spacing.

Not part of `make test`, because it takes minutes. A state that needs a form to be sent is reached by sending it empty.
"""

import pytest

from tests.browser.looking import set_spacing, too_wide, violations
from tests.browser.pages import actor_of, every_state, every_visit
from tests.fixtures.chromium import PHONE, WIDE, OpenWindow
from tests.fixtures.service import Service
from web.view.addresses import FORMS, Form, address

pytestmark = pytest.mark.browser
WHO = (
    "public",
    "applicant",
    "booker",
    "interpreter",
    "officer",
    "administrator",
    "agency",
    "police",
    "police_administrator",
    "institution",
)
SENT_EMPTY = (  # forms that come back with an error summary
    ("/bestilling/ny/oppdraget", "booker"), ("/min-side/ledig/dag", "interpreter"),
    ("/min-side/ledig/fravaer", "interpreter"),
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who", WHO)
async def test_every_page_and_state(who: str, form: Form, service: Service, open_window: OpenWindow) -> None:
    page = await open_window()
    if actor := actor_of(service, who):
        await service.sign_in(page, actor)
    wrong: dict[str, list[object]] = {}
    for visit in (*every_visit(service), *every_state(service)):
        if visit.who != who:
            continue
        for width in (WIDE, PHONE):
            await page.set_viewport_size({"width": width, "height": 900})
            await page.goto(service.url(address(visit.path, form)))
            if found := await violations(page):
                wrong[f"{visit.route} {visit.path} at {width}"] = found
        narrow = await too_wide(page)
        await set_spacing(page)
        if found := narrow + await too_wide(page):
            wrong[f"{visit.route} {visit.path} too wide"] = [*found]
    assert wrong == {}


@pytest.mark.parametrize(("path", "who"), SENT_EMPTY)
async def test_a_form_sent_empty(path: str, who: str, service: Service, open_window: OpenWindow) -> None:
    page = await open_window()
    actor = actor_of(service, who)
    assert actor is not None
    await service.sign_in(page, actor)
    await page.goto(service.url(path))
    await page.locator("main form[method=post] button[type=submit]").last.click()
    await page.wait_for_selector(".ds-error-summary")
    assert [*await violations(page), *await too_wide(page)] == []
