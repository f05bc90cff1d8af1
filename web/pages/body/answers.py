"""The answers given so far in an order, from the search's address or from the step before."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tolkeregister.core.actor import Actor
from tolkeregister.core.settings import Settings
from web.pages.body.sealed import seal, unseal
from web.pages.page import WebRequest

KEY = "nokkel"
KIND = "slags"  # «unntak» or «gjort» when nobody is to be asked, see web/pages/exceptions
MOST_NAMED = 10  # interpreters put first, and as many left out
# Names of the search's address and what they are called here, where «tema» is what the conversation is about.
FROM_SEARCH = {
    "sprak": "sprak", "type": "type", "dato": "dato", "fra": "fra", "varighet": "varighet", "metode": "metode",
    "sted": "sted", "kategori": "kategori", "kjonn": "kjonn", "tema": "erfaring", "klarering": "klarering",
    "tolk": "onsket", KIND: KIND,
}  # fmt: skip
_LONGEST_FROM_SEARCH = 80
_NUMBER = re.compile(r"\d{1,20}")


@dataclass(frozen=True, slots=True)
class Answers:
    """What has been answered, by field name, as it was typed. `key` is the same from first page to sending."""

    values: Mapping[str, str]

    @property
    def key(self) -> str:
        """What makes sending twice harmless."""
        return self.values.get(KEY, "")

    @property
    def preferred(self) -> tuple[str, ...]:
        """Numbers of interpreters to ask first inside their category."""
        return _numbers(self.values.get("onsket", ""))

    @property
    def excluded(self) -> tuple[str, ...]:
        """Numbers of interpreters not to ask."""
        return _numbers(self.values.get("unntatt", ""))

    def changed(self, changes: Mapping[str, str]) -> "Answers":
        """With other answers; an empty one is taken away."""
        values = {name: value for name, value in {**self.values, **changes}.items() if value}
        return replace(self, values=values)

    def asking_first(self, number: str) -> "Answers":
        """With an interpreter first in the category, and no longer left out."""
        kept = (number, *(each for each in self.preferred if each != number))[:MOST_NAMED]
        left_out = [each for each in self.excluded if each != number]
        return self.changed({"onsket": ",".join(kept), "unntatt": ",".join(left_out)})

    def leaving_out(self, number: str) -> "Answers":
        """Without an interpreter; no reason is asked for (ux correction 7)."""
        kept = [each for each in self.preferred if each != number]
        left_out = (*(each for each in self.excluded if each != number), number)[-MOST_NAMED:]
        return self.changed({"onsket": ",".join(kept), "unntatt": ",".join(left_out)})

    def without_wish_for(self, number: str) -> "Answers":
        """Neither first nor left out: the place the rules give."""
        return self.changed({
            "onsket": ",".join(each for each in self.preferred if each != number),
            "unntatt": ",".join(each for each in self.excluded if each != number),
        })  # fmt: skip

    def sealed(self, settings: Settings, actor: Actor) -> str:
        """As one word of an address."""
        return seal(settings, actor.account_id or 0, self.values)


def answers_in(request: WebRequest, settings: Settings, actor: Actor) -> Answers | None:
    """The answers in the address (`b`); None when there are none, or they are somebody else's."""
    values = unseal(settings, actor.account_id or 0, request.query_params.get("b") or "")
    return Answers(values) if values else None


def first_answers(request: WebRequest) -> Answers:
    """A new order, with what the search's address says filled in."""
    given = {
        here: request.query_params.get(there, "").strip()[:_LONGEST_FROM_SEARCH] for there, here in FROM_SEARCH.items()
    }  # fmt: skip
    return Answers({KEY: new_key()}).changed(given)


def new_key() -> str:
    """A key for one order."""
    return secrets.token_urlsafe(12)


def is_number(text: str) -> bool:
    """Whether it can be an interpreter's number: digits of any length."""
    return bool(_NUMBER.fullmatch(text))


def _numbers(joined: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in joined.split(",") if is_number(each)))[:MOST_NAMED]
