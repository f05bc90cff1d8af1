"""What 2021 does to the plan: leaving, upgrades, added languages and newcomers (specification 3.2)."""

from web.demo.nation.determinism import digest
from web.demo.nation.plan import Plan, Slot, plan_2020
from web.demo.nation.tables import flows, register_languages, synthetic, tag_of

UPGRADES = ("C_to_B", "B_to_A", "D_to_B", "E_to_C", "E_to_D")
# The 13 who passed the authorisation exam in 2021: one D_to_B in each of these, and these whole flows.
EXAM_D_TO_B = ("ckb", "lt", "ti", "ro", "th")
EXAM_B_TO_A = (
    "ckb",
    "lt",
    "ti",
)  # bachelor variant of B; in the other languages the degree is what was added


def plan_2021() -> Plan:
    """The plan after 2021: 1 948 entries of 1 636 persons, and 37 entries that left."""
    plan = plan_2020()
    by_language: dict[str, list[Slot]] = {each.tag: [] for each in register_languages()}
    for slot in plan.slots:
        by_language[slot.tag].append(slot)
    for tag, slots in by_language.items():
        _leave(plan, tag, slots)
    for flow in UPGRADES:
        for tag, slots in by_language.items():
            _upgrade(tag, flow, slots)
    _grow(plan, by_language)
    return plan


def _leave(plan: Plan, tag: str, slots: list[Slot]) -> None:
    for letter in "BDE":
        able = [s for s in slots if s.first == letter and len(plan.held[s.person]) == 1]
        able.sort(key=lambda s: (digest("leave", tag, letter, s.person), s.person))
        for slot in able[: flows()[tag][f"leave_{letter}"]]:
            slot.leaves = True


def _upgrade(tag: str, flow: str, slots: list[Slot]) -> None:
    start, goal = flow[0], flow[-1]
    count = flows()[tag][flow]
    able = [s for s in slots if s.first == start and not s.leaves and not s.upgrade]
    if flow == "B_to_A":
        able = [s for s in able if s.bachelor == (tag in EXAM_B_TO_A)]
    able.sort(key=lambda s: (digest("upgrade", tag, start, goal, s.number), s.number))
    for place, slot in enumerate(able[:count]):
        slot.upgrade = flow
        slot.by_exam = (
            flow == "E_to_C"
            or (flow == "B_to_A" and tag in EXAM_B_TO_A)
            or (flow == "D_to_B" and tag in EXAM_D_TO_B and place == 0)
        )


def _grow(plan: Plan, by_language: dict[str, list[Slot]]) -> None:
    """New entries: to persons who add a language, to newcomers with two, then to newcomers with one."""
    left = {tag: {letter: flow[f"new_{letter}"] for letter in "EDC"} for tag, flow in flows().items()}

    def enter(tag: str, person: int, letters: str) -> bool:
        letter = next((each for each in letters if left[tag][each]), "")
        if not letter:
            return False
        left[tag][letter] -= 1
        slot = Slot(tag, len(by_language[tag]), letter, new=True, by_exam=letter == "C")
        by_language[tag].append(slot)
        plan.slots.append(slot)
        plan.give(slot, person)
        return True

    for row in synthetic("multilingual"):
        if row["row_type"] != "transition_2021":
            continue
        have_names, _, add_name = row["tags"].partition(" -> ")
        have, add = [tag_of()[name] for name in have_names.split("+")], tag_of()[add_name]
        for person in _movers(plan, row["label"], have, add, int(row["persons_moving"])):
            wanted = [*have, add] if row["label"] == "newcomer_with_two" else [add]
            for tag in wanted:
                if not enter(tag, person, "EDC"):
                    raise ValueError(f"no new entry left in {tag}")
    for each in register_languages():
        for letter in "CDE":
            while left[each.tag][letter]:
                enter(each.tag, plan.new_person(), letter)


def _movers(plan: Plan, label: str, have: list[str], add: str, count: int) -> list[int]:
    """The persons a transition row moves."""
    if label == "newcomer_with_two":
        return [plan.new_person() for _ in range(count)]
    able = [
        person
        for person in range(1, plan.persons_2020 + 1)
        if sorted(plan.languages_of(person)) == sorted(have) and not plan.held[person][0].leaves
    ]
    if label == "adds_language":
        able.sort(key=lambda person: (digest("adds", have[0], add, person), person))
    if len(able) < count:
        raise ValueError(f"too few persons for {have} -> {add}")
    return able[:count]
