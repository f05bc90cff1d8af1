"""Figures that exist only as reported sums, and the small tables of section 4: graduates and interest."""

from math import isqrt

from web.demo.nation.determinism import apportion
from web.demo.nation.plan import Plan
from web.demo.nation.rows import GraduateRow, InterestRow, ReportedRow
from web.demo.nation.tables import CATEGORIES, languages, register_languages, synthetic

INTEREST_2021, INTEREST_LANGUAGES = 826, 83
STILL_ENROLLED_2021 = 106
SIGN_ASSIGNMENTS_2021 = 64_000  # through NAV; not among the spoken-language assignments

# The register before 2020: year, interpreters, highly qualified, languages (0 = not printed), scheme 1-5.
OLDER_REGISTER = (
    (2008, 927, 538, 65),
    (2014, 1300, 832, 0),
    (2015, 1450, 928, 0),
    (2016, 1671, 1003, 0),
    (2017, 1822, 1090, 67),
)

COMPLAINTS = ((2017, 9), (2018, 11), (2019, 10), (2020, 12), (2021, 14))
COMPLAINT_KINDS = (  # about half are breaches of good practice
    ("breach_of_practice", 50),
    ("title_misuse", 12),
    ("card_misuse", 8),
    ("unprofessional_conduct", 15),
    ("did_not_show_up", 15),
)


def graduates(plan: Plan) -> tuple[GraduateRow, ...]:
    """The 60 bachelor graduates of 2021; 25 degrees lifted an entry before the end of the year."""
    rows: list[GraduateRow] = []
    for line in synthetic("tests"):
        if line["programme"] != "bachelor_graduates":
            continue
        lifted = [s.person for s in plan.slots if s.tag == line["tag"] and _by_degree(s.upgrade, s.by_exam)]
        if len(lifted) != int(line["passed"]):
            raise ValueError(f"{line['tag']}: {len(lifted)} upgrades by degree")
        for number in range(int(line["candidates"])):
            person = lifted[number] if number < len(lifted) else None
            rows.append(GraduateRow(len(rows) + 1, 2021, line["tag"], person is not None, person))
    return tuple(rows)


def _by_degree(upgrade: str, by_exam: bool) -> bool:
    return upgrade in ("B_to_A", "D_to_B") and not by_exam


def interests() -> tuple[InterestRow, ...]:
    """826 notices over the register's 74 languages and the first 9 others, by √(entries + 1)."""
    others = [each for each in languages() if not each.in_register]
    chosen = [*register_languages(), *others][:INTEREST_LANGUAGES]
    weights = [isqrt((sum(each.entries[2021]) + 1) * 10**12) for each in chosen]
    notices = apportion(INTEREST_2021, weights)
    return tuple(InterestRow(2021, each.tag, count) for each, count in zip(chosen, notices, strict=True))


def reported() -> tuple[ReportedRow, ...]:
    """Assignments 2016-2019, the older register, complaints and single printed sums."""
    return (*_assignments(), *_older_register(), *_complaints(), *_single())


def _assignments() -> list[ReportedRow]:
    rows: list[ReportedRow] = []
    for line in synthetic("years"):
        year = int(line["year"])
        if year > 2019:
            continue
        for measure in (
            "assignments",
            "qualified",
            "unqualified",
            "mode_in_person",
            "mode_phone",
            "mode_screen",
        ):
            rows.append(ReportedRow(year, measure, "all", int(line[measure])))
        rows.extend(
            ReportedRow(year, "qualified_category", letter, int(line[f"qualified_{letter}"]))
            for letter in CATEGORIES
        )
        for each in languages():
            rows.append(ReportedRow(year, "assignments_language", each.tag, each.assignments[year]))
            rows.append(ReportedRow(year, "qualified_language", each.tag, each.qualified[year]))
    return rows


def _older_register() -> list[ReportedRow]:
    rows: list[ReportedRow] = []
    for year, interpreters, high, tongues in OLDER_REGISTER:
        rows.append(ReportedRow(year, "register_interpreters", "all", interpreters))
        rows.append(ReportedRow(year, "register_highly_qualified", "all", high))
        if tongues:
            rows.append(ReportedRow(year, "register_languages", "all", tongues))
    return rows


def _complaints() -> list[ReportedRow]:
    kinds, weights = [kind for kind, _ in COMPLAINT_KINDS], [weight for _, weight in COMPLAINT_KINDS]
    rows: list[ReportedRow] = []
    for year, total in COMPLAINTS:
        counts = apportion(total, weights)
        rows.extend(ReportedRow(year, "complaints", kind, n) for kind, n in zip(kinds, counts, strict=True))
        users, interpreters = apportion(total, (2, 1))
        rows.append(ReportedRow(year, "complaints_from", "users", users))
        rows.append(ReportedRow(year, "complaints_from", "interpreters", interpreters))
    return rows


def _single() -> list[ReportedRow]:
    return [
        ReportedRow(2017, "state_authorised", "all", 284),
        ReportedRow(2017, "state_authorised_in_register", "all", 239),
        ReportedRow(2021, "bachelor_enrolled", "all", STILL_ENROLLED_2021),
        ReportedRow(2021, "assignments_sign", "nsl", SIGN_ASSIGNMENTS_2021),
    ]
