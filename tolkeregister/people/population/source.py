"""What we ask the population register, and what it answers; how it is reached is for whoever starts the process."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tolkeregister.people.population.models import Protection


@dataclass(frozen=True, slots=True)
class PopulationRecord:
    """A person as the population register knows them. `former_ids` are numbers this one has replaced."""

    national_id: str
    former_ids: tuple[str, ...]
    given_name: str
    family_name: str
    gender: str  # woman | man
    born_on: date
    municipality_code: str | None  # None: no address in Norway
    protection: Protection
    dead_on: date | None


class PopulationDown(Exception):
    """It did not answer in time, or not in words we understand. Nothing is known to be wrong with the person."""


class PopulationRegister(Protocol):
    """The population register, or a simulator of it."""

    async def find(self, national_id: str) -> PopulationRecord | None:
        """The person with this number, also when it is a former one; None for a number it does not know."""


class _NotConnected:
    async def find(self, national_id: str) -> PopulationRecord | None:
        raise PopulationDown("no population register is connected")


class _Outside:
    register: PopulationRegister = _NotConnected()


def use_population(register: PopulationRegister | None) -> None:
    """Say which register answers from now on in this process; None disconnects it."""
    _Outside.register = register or _NotConnected()


async def ask_population(national_id: str) -> PopulationRecord | None:
    """The person's record, None for an unknown number. Raises PopulationDown."""
    return await _Outside.register.find(national_id)
