"""A browser for sign-in tests: one jar of cookies for us, one for the provider; redirects are taken by hand."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx2
from litestar import Litestar

from tolkeregister.core.settings import Settings
from web.security.csrf import form_token


class Browser:
    """Goes through a sign-in step by step, so that a test can stop and tamper anywhere."""

    def __init__(self, ours: httpx2.AsyncClient, theirs: httpx2.AsyncClient, app: Litestar) -> None:
        self.ours, self.theirs, self.app = ours, theirs, app

    async def get(self, path: str, **options: Any) -> httpx2.Response:
        """Fetch from us; redirects are not followed."""
        return await self.ours.get(path, **options)

    async def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> httpx2.Response:
        """Post to us."""
        return await self.ours.post(path, data=data, **options)

    async def who(self) -> dict[str, Any]:
        """What we think this browser is."""
        told: dict[str, Any] = (await self.get("/hvem")).json()
        return told

    async def begin(self, door: str, **query: str) -> str:
        """Click a door; returns the provider's address."""
        answer = await self.get(f"/logg-inn/{door}", params=query or None)
        assert answer.status_code == 303, answer.text[-2000:]
        return answer.headers["location"]

    async def choose(self, address: str, sub: str | None) -> str:
        """Go to the provider and be `sub` (None: whoever is signed in there); returns where it sends us back to."""
        address = await self.at_provider(address)
        if "/velg/" in address:
            page = await self.theirs.get(address)
            assert f"?sub={sub}" in page.text, page.text
            address = await self.at_provider(f"{address}?sub={sub}")
        return address

    async def sign_in(self, door: str, sub: str | None, **query: str) -> httpx2.Response:
        """All of it; returns our answer to the provider's answer."""
        back = await self.choose(await self.begin(door, **query), sub)
        return await self.come_back(back)

    async def come_back(self, address: str) -> httpx2.Response:
        """Follow the provider's redirect to us."""
        parts = urlsplit(address)
        return await self.get(f"{parts.path}?{parts.query}", headers={"sec-fetch-site": "cross-site"})

    async def token(self) -> str:
        """A form's token, as a page of ours would hold it for this browser now."""
        settings: Settings = self.app.state.settings
        session_id = (await self.who())["session"]
        return form_token(settings, session_id, clock=self.app.state.clock)

    async def at_provider(self, address: str, form: dict[str, str] | None = None) -> str:
        """Follow the provider's redirects until a page to choose on, or back to us."""
        settings: Settings = self.app.state.settings
        while address.startswith(settings.oidc_issuer) and (
            form is not None or "/velg/" not in address or "?" in address
        ):
            answer = await (
                self.theirs.post(address, data=form) if form is not None else self.theirs.get(address)
            )
            if answer.status_code == 200:  # a form that sends itself: the provider ends a session
                if "<form" not in answer.text:
                    return address
                address, form = _own_form(answer.text)
                continue
            assert answer.status_code in (302, 303), answer.text
            form, address = None, urljoin(address, answer.headers["location"])
        return address


def _own_form(page: str) -> tuple[str, dict[str, str]]:
    target = re.search(r'action="([^"]+)"', page)
    assert target is not None, page
    fields = dict(re.findall(r'name="?(\w+)"? value="?([^">]*?)"?/?>', page))
    return unescape(target[1]), fields


def query_of(address: str) -> dict[str, str]:
    """The query of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
