"""Letters over HTTP, to a digital mailbox and to a printing house: what `decisions/letters/delivery.py` calls carriers.

Both are asked in the same way: PUT a letter by its reference, GET what is known of it. A refusal (4xx) is final; no
answer, a late one, a 5xx or nonsense is tried again.
"""

import base64
from datetime import datetime
from typing import Any

import httpx2

from tolkeregister.core.settings import Settings
from tolkeregister.decisions.letters.delivery import Receipt, Refused, Sending, Unavailable, use_carriers

TIMEOUT = 10.0  # seconds
_BUSY = (408, 425, 429)


class HttpCarrier:
    """A carrier at an address."""

    def __init__(self, url: str, *, timeout: float = TIMEOUT) -> None:
        self.url, self.timeout = url, timeout

    async def hand_over(self, sending: Sending) -> None:
        """PUT the letter; twice is the same as once, because the reference is the same."""
        letter = {
            "mottaker": sending.national_id, "navn": sending.name, "avsender": "IMDi", "tittel": "Brev fra IMDi",
            "sha256": sending.sha256, "pdf": base64.b64encode(sending.pdf).decode(),
        }  # fmt: skip
        await self._ask("PUT", sending.reference, letter)

    async def receipt(self, reference: str) -> Receipt:
        """GET what is known. A letter the carrier does not know is held to be refused: it must go another way."""
        try:
            known = await self._ask("GET", reference, None)
        except Refused as refusal:
            return Receipt(refused=str(refusal))
        try:
            return Receipt(_instant(known.get("levert")), _instant(known.get("apnet")), known.get("avvist"))
        except (ValueError, TypeError, AttributeError) as problem:
            raise Unavailable("unreadable receipt") from problem

    async def _ask(self, method: str, reference: str, letter: dict[str, str] | None) -> Any:
        try:
            async with httpx2.AsyncClient(timeout=self.timeout) as client:
                answer = await client.request(method, f"{self.url}/brev/{reference}", json=letter)
        except httpx2.HTTPError as problem:
            raise Unavailable(type(problem).__name__) from problem
        if answer.status_code >= 500 or answer.status_code in _BUSY:
            raise Unavailable(f"status {answer.status_code}")
        if not answer.is_success:
            raise Refused(f"status {answer.status_code}")
        try:
            return answer.json()
        except ValueError as problem:
            raise Unavailable("unreadable answer") from problem


def _instant(said: str | None) -> datetime | None:
    if said is None:
        return None
    at = datetime.fromisoformat(said)
    if at.tzinfo is None:
        raise ValueError("an instant without its zone")
    return at


def use_letter_carriers(settings: Settings) -> None:
    """Say where letters are handed over, before the worker starts."""
    use_carriers(HttpCarrier(settings.letter_mailbox_url), HttpCarrier(settings.letter_print_url))
