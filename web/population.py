"""The population register over HTTP: one question, two seconds of patience, and no answer is taken on trust."""

from datetime import date
from typing import Any

import httpx2

from tolkeregister.core.settings import Settings
from tolkeregister.people.population.models import Protection
from tolkeregister.people.population.source import PopulationDown, PopulationRecord, use_population

PATIENCE = httpx2.Timeout(2.0, connect=1.0)
LARGEST_ANSWER = 20_000  # bytes
_PROTECTION = {
    "ugradert": Protection.NONE, "fortrolig": Protection.CONFIDENTIAL,
    "strengtFortrolig": Protection.STRICTLY_CONFIDENTIAL, "klientadresse": Protection.CLIENT_ADDRESS,
}  # fmt: skip
_GENDER = {"kvinne": "woman", "mann": "man"}


class HttpPopulation:
    """Asks `{base}/v1/personer/{number}`, which is shaped after Folkeregisteret's own API."""

    def __init__(self, base_url: str, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self.base_url, self.transport = base_url.rstrip("/"), transport

    async def find(self, national_id: str) -> PopulationRecord | None:
        """See PopulationRegister."""
        try:
            async with httpx2.AsyncClient(timeout=PATIENCE, transport=self.transport) as client:
                answer = await client.get(f"{self.base_url}/v1/personer/{national_id}")
        except httpx2.HTTPError as problem:
            raise PopulationDown(type(problem).__name__) from problem
        if answer.status_code == 404:
            return None
        if answer.status_code != 200 or len(answer.content) > LARGEST_ANSWER:
            raise PopulationDown(f"status {answer.status_code}")
        try:
            return read_person(answer.json())
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise PopulationDown("not understood") from problem


def read_person(told: Any) -> PopulationRecord:
    """The record in an answer. Raises ValueError, KeyError or TypeError when anything needed is missing."""
    numbers = told["identifikasjonsnummer"]
    current = next(each["foedselsEllerDNummer"] for each in numbers if each["status"] == "iBruk")
    name, died, home = told["navn"], told.get("doedsfall"), told.get("bostedsadresse") or {}
    return PopulationRecord(
        national_id=str(current),
        former_ids=tuple(str(e["foedselsEllerDNummer"]) for e in numbers if e["status"] == "opphoert"),
        given_name=" ".join(filter(None, (name["fornavn"], name.get("mellomnavn")))),
        family_name=str(name["etternavn"]), gender=_GENDER[told["kjoenn"]],
        born_on=date.fromisoformat(told["foedselsdato"]), municipality_code=home.get("kommunenummer"),
        protection=_PROTECTION[told.get("adressebeskyttelse", "ugradert")],
        dead_on=date.fromisoformat(died["doedsdato"]) if died else None,
    )  # fmt: skip


def use_population_of(settings: Settings) -> None:
    """Connect the register the settings name; without one, applications wait for it."""
    use_population(HttpPopulation(settings.population_url) if settings.population_url else None)
