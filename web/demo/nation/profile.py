"""What interpreters say of themselves: modes, subjects, clearance and how much they work (quotas)."""

from collections.abc import Sequence

from web.demo.nation.determinism import apportion, quota, shares

MODES = (
    (("in_person", "screen", "phone"), 62),
    (("screen", "phone"), 22),
    (("in_person", "phone"), 10),
    (("phone",), 6),
)
SUBJECTS = (  # per cent of all interpreters
    ("HELSE", 80),
    ("NAV", 60),
    ("SOSIAL", 45),
    ("BARNEVERN", 55),
    ("FAMILIEVERN", 20),
    ("KRISESENTER", 12),
    ("POLITI", 35),
    ("DOMSTOL", 30),
    ("UTLENDING", 45),
    ("INTEGRERING", 40),
    ("UTDANNING", 50),
)
CLEARED = 18
LEVELS = (("full_time", 10), ("part_time", 55), ("sporadic", 35))


def modes(persons: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """How each works."""
    return shares("modes", persons, [each for each, _ in MODES], [weight for _, weight in MODES])


def levels(persons: Sequence[int]) -> dict[int, str]:
    """Full time 10 %, part time 55 %, sporadic 35 %."""
    return shares("availability", persons, [each for each, _ in LEVELS], [weight for _, weight in LEVELS])


def _part(kind: str, persons: Sequence[int], percent: int) -> set[int]:
    return set(quota(kind, persons, apportion(len(persons), (percent, 100 - percent)))[0])


def cleared(persons: Sequence[int]) -> set[int]:
    """Those with security clearance."""
    return _part("clearance", persons, CLEARED)


def subjects(persons: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The fields each names, in the order of the table; some name none."""
    chosen = {code: _part(f"subject-{code}", persons, percent) for code, percent in SUBJECTS}
    return {person: tuple(code for code, _ in SUBJECTS if person in chosen[code]) for person in persons}
