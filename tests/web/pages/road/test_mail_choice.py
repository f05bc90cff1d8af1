"""Mail about exams is ended by the address in the mail: a look changes nothing, a button does, nobody signs in."""

from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import text

from qualification.plan.exam_news import tell_the_listed
from tests.builders.answers import value
from tests.builders.bodies import an_officer
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.plans import an_offer_of, published
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings
from web import outgoing_mail
from web.mail_choices import choice_path

DECLINED = "SELECT count(*) FROM opening_news_declined"


@pytest.fixture
async def tolk(session: Session, clock: FixedClock) -> BuiltInterpreter:
    """Somebody listed, who is told that the exam has opened."""
    listed = await an_interpreter(session, language="so", category="E")
    await published(session, await an_officer(session), an_offer_of(clock.at, "so", "siling"), now=clock.at)
    await session.commit()
    return listed


async def test_the_mail_itself_ends_it_with_one_press(
    session: Session, tolk: BuiltInterpreter, page: Browser, settings: Settings, clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    sent: list[EmailMessage] = []

    async def keep(_: Any, message: EmailMessage) -> None:
        sent.append(message)

    monkeypatch.setattr(outgoing_mail, "send", keep)
    outgoing_mail.use_mail_server(settings)
    await tell_the_listed(session, now=clock.at)
    number = await value(session, "SELECT id FROM mail_message WHERE template = 'exam_opens'")
    await outgoing_mail.send_mail(session, now=clock.at, mail_id=number)
    await session.commit()
    address = sent[0]["List-Unsubscribe"].strip("<>")
    assert sent[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in sent[0].get_content()
    assert address == settings.base_url + choice_path(settings.secret_key, tolk.number)
    for _ in range(2):  # a mail program may try again
        answer = await page.client.post(address, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200, "a mail program follows no redirect"
        assert "Du får ikke e-post om prøver" in answer.text
        assert await value(session, DECLINED) == 1


async def test_a_look_changes_nothing_and_the_button_can_be_taken_back(
    session: Session, tolk: BuiltInterpreter, page: Browser, settings: Settings
) -> None:
    path = choice_path(settings.secret_key, tolk.number)
    for _ in range(2):
        looked = await page.get(path)
        assert "Du får e-post når påmeldingen" in looked.text
        assert (await page.client.head(path)).status_code in (200, 405)
    assert looked.response.headers["referrer-policy"] == "no-referrer"
    assert await value(session, DECLINED) == 0
    await page.submit(path, action=path, handling="nei")
    assert "Du får ikke e-post om prøver" in (await page.get(path)).text
    await page.submit(f"/nn{path}", action=f"/nn{path}", handling="ja")
    assert await value(session, DECLINED) == 0
    actions = await session.execute(
        text("SELECT action FROM audit_event WHERE action LIKE 'exam_news%' ORDER BY id")
    )
    assert list(actions.scalars()) == ["exam_news.declined", "exam_news.wanted"]


@pytest.mark.parametrize("change", [
    lambda p: p[:-1] + ("0" if p[-1] != "0" else "1"), lambda p: p.replace("prover/", "prover/9"),
    lambda p: p.rsplit("-", 1)[0], lambda p: p + "æ", lambda p: p + "%00",
])  # fmt: skip
async def test_an_address_we_did_not_make_is_not_found(
    session: Session, tolk: BuiltInterpreter, page: Browser, settings: Settings, change: Any
) -> None:
    path = change(choice_path(settings.secret_key, tolk.number))
    assert (await page.client.get(path)).status_code == 404
    assert (await page.client.post(path, data={"handling": "nei"})).status_code == 404
    assert await value(session, DECLINED) == 0


async def test_a_post_that_says_nothing_changes_nothing(
    session: Session, tolk: BuiltInterpreter, page: Browser, settings: Settings
) -> None:
    path = choice_path(settings.secret_key, tolk.number)
    assert (await page.client.post(path, data={"handling": "kanskje"})).status_code == 404
    assert await value(session, DECLINED) == 0
