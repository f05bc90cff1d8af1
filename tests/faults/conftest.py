"""What several tests of faults share."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

import web.jobs  # noqa: F401  (registers every job)
from tests.fixtures.mail_server import MailServer, mail_server
from tolkeregister.core.mail import smtp
from tolkeregister.core.mail.smtp import Server
from web import outgoing_mail


@pytest_asyncio.fixture
async def post_office(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MailServer]:
    """The mail server of this test. Letters have short words of their own: the templates are tested elsewhere."""
    monkeypatch.setattr(smtp, "TIMEOUT", 0.4)
    monkeypatch.setattr(outgoing_mail, "render_mail", lambda template, *_: (template, "Innhold\n"))
    async with mail_server() as made:
        monkeypatch.setattr(
            outgoing_mail._Outside,
            "server",
            Server("127.0.0.1", made.port, "ikke-svar@tolkeregister.example"),
        )
        yield made
