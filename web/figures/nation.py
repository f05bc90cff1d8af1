"""The answers counted from the generated rows of the synthetic nation; categories derived from evidence."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache

from qualification.categories.rules.derive import EvidenceFact, category_for
from web.demo.nation.days import OSLO
from web.demo.nation.history import history
from web.demo.nation.register import register
from web.demo.nation.rows import EvidenceRow, ListingRow
from web.demo.nation.tables import languages
from web.figures.ours import RegisterCount, Sittings, Training, Use

STEPS = ("applied", "qualified", "offered", "accepted", "passed")
INSTANT = timedelta(microseconds=1)


@cache
def _names() -> Mapping[str, str]:
    return {each.tag: each.name for each in languages()}


def _name_of(tag: str) -> str:
    """The Norwegian name of a spoken language; other scopes ("all", a category) are their own names."""
    return _names().get(tag, tag)


def _in_force(row: ListingRow | EvidenceRow, at: datetime) -> bool:
    """Valid at an instant, as known at that instant (decision 14)."""
    valid = row.valid_from <= at and (row.valid_to is None or at < row.valid_to)
    return valid and row.recorded_from <= at and (row.recorded_to is None or at < row.recorded_to)


def _known(row: EvidenceRow, at: datetime) -> bool:
    return row.recorded_from <= at and (row.recorded_to is None or at < row.recorded_to)


@cache
def _register_at_end_of(day: date) -> RegisterCount:
    at = datetime(day.year, day.month, day.day, tzinfo=OSLO) + timedelta(days=1) - INSTANT
    rows = register()
    evidence: dict[int, list[EvidenceFact]] = defaultdict(list)
    for row in rows.evidence:
        if _known(row, at):
            fact = EvidenceFact(row.kind, row.language_tag, row.type, row.valid_from, row.valid_to)
            evidence[row.person_id].append(fact)
    person_of = {each.id: each.person_id for each in rows.interpreters}
    listed = {row.entry_id for row in rows.listings if _in_force(row, at)}
    entries = [each for each in rows.entries if each.id in listed]
    categories: Counter[str] = Counter()
    for each in entries:
        held = evidence[person_of[each.interpreter_id]]
        decision = category_for(held, language=each.language_tag, type=each.type, at=at)
        categories[decision.category or "none"] += 1
    persons = {person_of[each.interpreter_id] for each in entries}
    women = {each.id for each in rows.persons if each.gender == "woman"}
    tongues = Counter(_name_of(each.language_tag) for each in entries)
    return RegisterCount(categories, tongues, len(persons), len(persons & women))


@cache
def _use(scale: int, year: int) -> Use:
    rows = [e for e in history(scale) if e.id.startswith(f"{year}-") and e.outcome == "delivered"]
    if not rows:
        raise ValueError(f"no facts of {year}")
    spoken = Counter(_name_of(each.language_tag) for each in rows)
    in_register = _register_at_end_of(date(year, 12, 31)).by_language
    return Use(
        assignments=len(rows) * scale,
        qualified=sum(each.category is not None for each in rows) * scale,
        by_language={name: count * scale for name, count in spoken.items()},
        in_register_languages=sum(n for name, n in spoken.items() if name in in_register) * scale,
    )


class NationOurs:
    """`Ours` over the rows of the nation at a scale 1:S; the register does not depend on S."""

    def __init__(self, scale: int) -> None:
        self._scale = scale
        self._register = register()

    def register_at_end_of(self, day: date) -> RegisterCount:
        """Entries by category and language, persons and women."""
        return _register_at_end_of(day)

    def entries_in(self, languages: frozenset[str], day: date) -> int:
        """Entries in some languages at the end of a day."""
        return sum(n for name, n in self.register_at_end_of(day).by_language.items() if name in languages)

    def sittings(self, programme: str, year: int) -> Sittings:
        """Counted sitting by sitting."""
        rows = [each for each in self._register.tests if (each.programme, each.year) == (programme, year)]
        return Sittings(
            candidates=len(rows),
            passed=sum(each.passed is True for each in rows),
            women=sum(each.gender == "woman" for each in rows),
            languages=frozenset(_name_of(each.language_tag) for each in rows),
            passed_languages=frozenset(_name_of(each.language_tag) for each in rows if each.passed),
            fees=frozenset(each.fee_nok for each in rows),
        )

    def training(self, programme: str, year: int) -> Training:
        """Counted participant by participant; who reached a step reached those before it."""
        rows = [e for e in self._register.courses if e.programme == programme and e.held_on.year == year]
        furthest = [STEPS.index(each.outcome) for each in rows]
        return Training(
            courses=len({each.course for each in rows}),
            reached={step: sum(far >= place for far in furthest) for place, step in enumerate(STEPS)},
            languages=frozenset(_name_of(each.language_tag) for each in rows if each.language_tag),
        )

    def graduates(self, year: int) -> Sequence[str]:
        """The language of every bachelor graduate."""
        return [_name_of(each.language_tag) for each in self._register.graduates if each.year == year]

    def interest(self, year: int) -> Sequence[int]:
        """Notices of interest, one number per language."""
        return [each.notices for each in self._register.interests if each.year == year]

    def use(self, year: int) -> Use:
        """Delivered assignments times the scale; qualified means that the fact carries a category."""
        return _use(self._scale, year)

    def reported(self, year: int, measure: str) -> Mapping[str, int]:
        """Sums that were reported as such."""
        rows = [each for each in self._register.reported if (each.year, each.measure) == (year, measure)]
        if not rows:
            raise ValueError(f"nothing reported as {measure} in {year}")
        return {_name_of(each.scope): each.value for each in rows}
