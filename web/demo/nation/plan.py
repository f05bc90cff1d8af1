"""The plan of the register on 31 December 2020: slots dealt to persons (specification 3.1)."""

from dataclasses import dataclass, field

from web.demo.nation.tables import CATEGORIES, register_languages, synthetic

BACHELOR_VARIANT_OF_B = {
    "lt": 7,
    "so": 8,
    "ckb": 8,
    "ti": 6,
}  # the first B slots that rest on a bachelor degree
EEA_DEGREES = ("fa", "ru", "es", "en")  # A entries whose degree was approved from another EEA state
FREE_SLOT_TIES = "DEBCA"


@dataclass(slots=True)
class Slot:
    """One entry while it is being planned: what its category rests on, and what 2021 does to it."""

    tag: str
    number: int
    first: str  # the category at the start
    person: int = 0
    rank: int = 0  # among the slots of its category, from 0
    bachelor: bool = False
    foreign: bool = False
    translator: bool = False
    new: bool = False  # entered in 2021
    upgrade: str = ""  # the flow that lifts it in 2021, such as "D_to_B"
    by_exam: bool = False  # the upgrade, or the new entry, rests on the authorisation exam of 2021
    leaves: bool = False

    @property
    def key(self) -> str:
        """A stable name for draws."""
        return f"{self.tag}:{self.number}"

    @property
    def last(self) -> str:
        """The category at the end of 2021."""
        return self.upgrade[-1] if self.upgrade else self.first


@dataclass(slots=True)
class Plan:
    """All slots in order and the persons they belong to; persons are numbered from 1."""

    slots: list[Slot] = field(default_factory=list)
    persons: int = 0
    persons_2020: int = 0
    held: dict[int, list[Slot]] = field(default_factory=dict)

    def new_person(self) -> int:
        """The next person."""
        self.persons += 1
        self.held[self.persons] = []
        return self.persons

    def give(self, slot: Slot, person: int) -> None:
        """The person holds the entry."""
        slot.person = person
        self.held[person].append(slot)

    def languages_of(self, person: int) -> tuple[str, ...]:
        """The person's languages, in the order they came."""
        return tuple(slot.tag for slot in self.held[person])


def plan_2020() -> Plan:
    """1 653 entries of 1 439 persons, exactly as the tables of languages and combinations say."""
    plan = Plan()
    free = {each.tag: _slots_of(each.tag, each.entries[2020]) for each in register_languages()}
    for row in synthetic("multilingual"):
        if row["row_type"] == "count" and row["languages"] != "1":
            for _ in range(int(row["persons_2020"])):
                _deal(plan, free, row["tags"].split("+"))
    for each in register_languages():
        for slot in free[each.tag]:
            if slot.person == 0:
                plan.give(slot, plan.new_person())
        plan.slots.extend(free[each.tag])
    plan.persons_2020 = plan.persons
    return plan


def _slots_of(tag: str, counts: tuple[int, ...]) -> list[Slot]:
    slots: list[Slot] = []
    for letter, count in zip(CATEGORIES, counts, strict=True):
        for rank in range(count):
            slot = Slot(tag, len(slots), letter, rank=rank)
            slot.bachelor = letter == "A" or (letter == "B" and rank < BACHELOR_VARIANT_OF_B.get(tag, 0))
            slot.foreign = letter == "A" and tag in EEA_DEGREES
            slot.translator = letter == "E" and rank % 20 == 19
            slots.append(slot)
    return slots


def _deal(plan: Plan, free: dict[str, list[Slot]], tags: list[str]) -> None:
    """One person takes a slot in each language: from the category with most free slots left there."""
    person = plan.new_person()
    for tag in tags:
        left = {
            letter: [s for s in free[tag] if s.first == letter and not s.person] for letter in FREE_SLOT_TIES
        }
        letter = max(FREE_SLOT_TIES, key=lambda each: (len(left[each]), -FREE_SLOT_TIES.index(each)))
        plan.give(left[letter][0], person)
