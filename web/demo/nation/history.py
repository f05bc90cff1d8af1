"""The assignments of 2020 and 2021 as facts at scale 1:S, printed shares exact (specification 5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from web.demo.nation.choosing import Busy, Pool, Supply, choose, year_start
from web.demo.nation.days import OSLO
from web.demo.nation.determinism import apportion, digest, draws, order
from web.demo.nation.history_rows import HistoryFactRow
from web.demo.nation.moments import Moment, moment
from web.demo.nation.register import Holder, register
from web.demo.nation.tables import CATEGORIES, Language, languages, synthetic

YEARS = (2020, 2021)
SCALES = (1000, 100, 10, 1)
CAPACITY = (900, 640, 560, 420, 240)  # assignments a year by category A-E
MODES = ("in_person", "phone", "screen")
SUPPLY = ("private_agency", "municipal_service", "own_register")
SUPPLY_WEIGHTS = (72, 19, 9)
SHIFTS = (0, 1, -1, 2, -2, 3, -3, 4, -4)  # hours
NOT_COUNTED = (("cancelled", "c", 60), ("unfilled", "u", 20), ("interpreter_absent", "a", 5))  # per mille


@dataclass(frozen=True, slots=True)
class Quotas:
    """Per row, by place: exact marginals over the whole population."""

    mode: bytearray
    sector: bytearray
    supply: bytearray
    month: bytearray


@dataclass(frozen=True, slots=True)
class Run:
    """One language's rows: ids in order and where they begin in the population."""

    language: Language
    ids: Sequence[str]
    begin: int
    qualified: int


def history(scale: int) -> Iterator[HistoryFactRow]:
    """Every fact of 2020 and 2021; rows are made one language at a time."""
    if scale not in SCALES:
        raise ValueError(f"scale must be one of {SCALES}")
    for year in YEARS:
        busy = Busy(year_start(year))
        yield from _outcome(year, "delivered", delivered_runs(year, scale), busy)
        total = _year(year)["assignments"] // scale
        for outcome, mark, per_mille in NOT_COUNTED:
            counts = _spread(year, outcome, total * per_mille // 1000)
            yield from _outcome(year, outcome, _runs(year, counts, counts, mark), busy)


def _year(year: int) -> dict[str, int]:
    line = next(row for row in synthetic("years") if row["year"] == str(year))
    return {key: int(value) for key, value in line.items() if key not in ("year", "source")}


def top_20(year: int) -> tuple[str, ...]:
    """The 20 languages with most assignments that year."""
    ranked = sorted(languages(), key=lambda each: -each.assignments[year])  # stable: ties keep file order
    return tuple(each.tag for each in ranked[:20])


def delivered_runs(year: int, scale: int) -> list[Run]:
    """Rows per language: exact group totals, then largest remainder inside the group."""
    sums, top = _year(year), top_20(year)
    groups = (
        [each for each in languages() if each.tag in top],
        [each for each in languages() if each.tag not in top and each.in_register],
        [each for each in languages() if not each.in_register],
    )
    first, listed, others = (sums[f"{key}_languages"] for key in ("top20", "in_register", "in_other"))
    totals = apportion(sums["assignments"] // scale, (first, listed - first, others))
    counts: dict[str, int] = {}
    for group, total in zip(groups, totals, strict=True):
        shares = apportion(total, [each.assignments[year] for each in group])
        counts.update({each.tag: share for each, share in zip(group, shares, strict=True)})
    qualified = apportion(sums["qualified"] // scale, [each.qualified[year] for each in languages()])
    given = {each.tag: share for each, share in zip(languages(), qualified, strict=True)}
    return _runs(year, counts, given, "")


def _spread(year: int, outcome: str, total: int) -> dict[str, int]:
    """How the rows that do not count are spread: half of the unfilled Arabic, the absent qualified."""
    weights = [
        (each.qualified if outcome == "interpreter_absent" else each.assignments)[year]
        for each in languages()
    ]
    tags = [each.tag for each in languages()]
    if outcome != "unfilled":
        return dict(zip(tags, apportion(total, weights), strict=True))
    weights[tags.index("ar")] = 0
    found = dict(zip(tags, apportion(total - total // 2, weights), strict=True))
    return {**found, "ar": total // 2}


def _runs(year: int, counts: dict[str, int], qualified: dict[str, int], mark: str) -> list[Run]:
    runs, begin = [], 0
    for each in languages():
        count = counts[each.tag]
        if qualified[each.tag] > count:
            raise ValueError(f"{year} {each.tag}: more qualified than rows")
        ids = [f"{year}-{each.tag}-{mark}{number}" for number in range(1, count + 1)]
        runs.append(Run(each, ids, begin, qualified[each.tag]))
        begin += count
    return runs


def _labels(kind: str, ids: Sequence[str], weights: Sequence[int]) -> bytearray:
    """`quota` with small numbers for labels: millions of rows must fit in memory."""
    places = sorted(range(len(ids)), key=lambda place: (digest(kind, ids[place]), ids[place]))
    found, at = bytearray(len(ids)), 0
    for label, size in enumerate(apportion(len(ids), weights)):
        for place in places[at : at + size]:
            found[place] = label
        at += size
    return found


def _quotas(year: int, outcome: str, runs: Sequence[Run]) -> Quotas:
    ids = [key for run in runs for key in run.ids]
    sums = _year(year)
    kinds = [f"{name}-{year}-{outcome}" for name in ("mode", "sector", "supply", "month")]
    months = [int(row["weight_permille"]) for row in synthetic("months") if row["year"] == str(year)]
    return Quotas(
        _labels(kinds[0], ids, [sums[f"mode_{mode}"] for mode in MODES]),
        _labels(kinds[1], ids, [int(row["weight_permille"]) for row in synthetic("sectors")]),
        _labels(kinds[2], ids, SUPPLY_WEIGHTS),
        _labels(kinds[3], ids, months),
    )


def _outcome(year: int, outcome: str, runs: Sequence[Run], busy: Busy) -> Iterator[HistoryFactRow]:
    quotas = _quotas(year, outcome, runs)
    sectors = [row["sector_code"] for row in synthetic("sectors")]
    for run in runs:
        spans = [run.begin + offset for offset in range(len(run.ids))]
        moments = [
            moment(key, year, quotas.month[place] + 1, sectors[quotas.sector[place]])
            for key, place in zip(run.ids, spans, strict=True)
        ]
        supply = _supply(run.language.tag, year)
        taken = outcome in ("delivered", "interpreter_absent")
        categories = _categories(year, run, moments, supply) if taken and run.qualified else {}
        for offset, (key, place, when) in enumerate(zip(run.ids, spans, moments, strict=True)):
            mode, category = MODES[quotas.mode[place]], categories.get(offset)
            interpreter, started_at = None, when.started_at
            if category:
                interpreter, started_at = _who(key, when, mode, supply.on(when.day)[category], busy)
            yield HistoryFactRow(
                key,
                started_at,
                when.minutes,
                run.language.tag,
                "speech",
                mode,
                sectors[quotas.sector[place]],
                SUPPLY[quotas.supply[place]],
                when.code_then,
                when.place.code,
                interpreter,
                category,
                outcome,
                when.ordered_at,
            )


def _who(key: str, when: Moment, mode: str, pool: Pool, busy: Busy) -> tuple[int | None, datetime]:
    """Who took it, and when: where everybody was busy it was held some hours earlier or later that day."""
    number = draws("who", key)[0]
    for hours in SHIFTS:
        starts_at = when.started_at + timedelta(hours=hours)
        if starts_at < when.ordered_at or starts_at.astimezone(OSLO).date() != when.day:
            continue
        interpreter = choose(pool, number, busy, starts_at, when.minutes, mode)
        if interpreter is not None:
            return interpreter, starts_at
    return None, when.started_at


def _supply(tag: str, year: int) -> Supply:
    """2020 uses the categories of 31 December all year (the register opened in March); 2021 each day's."""
    holders: list[Holder] = [each for each in register().holders if each.language_tag == tag]
    first = date(2020, 12, 31) if year == 2020 else date(year, 1, 1)
    return Supply(holders, first, date(year, 12, 31))


def _categories(year: int, run: Run, moments: Sequence[Moment], supply: Supply) -> dict[int, str]:
    """The category behind each qualified row: by capacity and entries, on days when somebody holds it.

    Rows whose share of a category finds no day with a holder take the nearest category that has one.
    """
    ranked = order("q", run.ids)[: run.qualified]
    place_of = {key: offset for offset, key in enumerate(run.ids)}
    left = [place_of[key] for key in order("category", ranked)]
    weights = [a * b for a, b in zip(CAPACITY, run.language.entries[year], strict=True)]
    wanted = dict(zip(CATEGORIES, apportion(run.qualified, weights), strict=True))
    held = {c: sum(c in supply.on(moments[at].day) for at in left) for c in CATEGORIES if wanted[c]}
    found: dict[int, str] = {}
    for category in sorted(held, key=lambda each: (held[each], each)):
        able = [at for at in left if category in supply.on(moments[at].day)][: wanted[category]]
        found.update(dict.fromkeys(able, category))
        left = [at for at in left if at not in found]
    for at in left:
        found[at] = next(iter(supply.on(moments[at].day)))
    return found
