"""A population register in memory, which a test fills, silences and changes."""

from dataclasses import replace
from datetime import date
from typing import Any

from tolkeregister.people.population.models import Protection
from tolkeregister.people.population.source import PopulationDown, PopulationRecord

AMINA = PopulationRecord(
    "15829812345", (), "Amina", "Warsame Nur", "woman", date(1998, 2, 15), "0301", Protection.NONE, None
)  # fmt: skip


class PeopleInMemory:
    """Answers for the people it is given, by any number they have had."""

    def __init__(self, *people: PopulationRecord) -> None:
        self.people = {each.national_id: each for each in people}
        self.is_down = False
        self.asked: list[str] = []

    async def find(self, national_id: str) -> PopulationRecord | None:
        """See PopulationRegister."""
        self.asked.append(national_id)
        if self.is_down:
            raise PopulationDown("told to be")
        for each in self.people.values():
            if national_id in (each.national_id, *each.former_ids):
                return each
        return None

    def change(self, number: str, **changes: Any) -> None:
        """Let the register know something new about somebody."""
        self.people[number] = replace(self.people[number], **changes)
