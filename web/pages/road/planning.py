"""/sak/sprakplan: need beside capacity, goals beside results, and the three years after degrees (stories I14–I16)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from litestar import Response, get
from litestar.di import NamedDependency

from booking.statistics.published import published_index, published_tables
from booking.statistics.tables import UNMET
from booking.statistics.values import OUTCOMES
from qualification.interest.queries import InterestYear, interest_by_year, unknown_words
from qualification.plan.graduates import cohorts
from qualification.plan.need import LanguageNeed, need_by_language, waiting_for_tao
from qualification.plan.queries import current_plan, draft_plan
from qualification.plan.rules.goals import GOALS, GoalResult, Measure, against_goal
from qualification.rounds.queries import YearCount, year_counts
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.statistics.tables import TOTAL
from web.pages.directorate.staff_page import STAFF, render_staff
from web.pages.page import WebRequest
from web.pages.road.carried import CarriedResult, carried_results

NEED = "/sak/sprakplan"
GOAL_PAGE, COHORTS = f"{NEED}/maal", f"{NEED}/frister"
SHOWN = 25


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A language with its unmet need: `unmet` is None where the published table hides it or has none."""

    need: LanguageNeed
    unmet: int | None
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal, what our records say, and what was printed."""

    measure: str
    year: int
    result: GoalResult
    printed: CarriedResult | None


@get(NEED, include_in_schema=False, guards=STAFF)
async def show_need(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Language by language, the greatest need first."""
    plan = await draft_plan(session, actor) or await current_plan(session)
    need = await need_by_language(session, actor, plan, now=now)
    unmet, year = await _unmet(session)
    lines = sorted((_line(each, unmet) for each in need.values()), key=_urgency)
    is_all = request.query_params.get("vis") == "alle"
    years = await interest_by_year(session, actor)
    found = await cohorts(session, actor, now=now)
    return await render_staff(
        request, session, actor, "road/need.html", now=now, lines=lines if is_all else lines[:SHOWN],
        count=len(lines), is_all=is_all, unmet_year=year, waiting=await waiting_for_tao(session, actor, now=now),
        interest=_this_year(years, now), words=await unknown_words(session, actor),
        most=max((each.need.wishes for each in lines), default=0),
        alarms=[each for each in found if each.clock.stage],
    )  # fmt: skip


@get(GOAL_PAGE, include_in_schema=False, guards=STAFF)
async def show_goals(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Goals and results by year, and every test in sittings and persons."""
    counts, interest = await year_counts(session, actor), await interest_by_year(session, actor)
    return await render_staff(
        request, session, actor, "road/goals.html", now=now, goals=_goals(counts, oslo_date(now).year),
        counts=sorted(counts, key=lambda each: (-each.year, each.test)), interest=interest,
    )  # fmt: skip


@get(COHORTS, include_in_schema=False, guards=STAFF)
async def show_cohorts(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Graduates by language and day, the most urgent first."""
    return await render_staff(
        request, session, actor, "road/cohorts.html", now=now, cohorts=await cohorts(session, actor, now=now)
    )


async def _unmet(session: Session) -> tuple[Mapping[str, tuple[int | None, bool]], int | None]:
    """Orders nobody was found for, by language, in the newest published year."""
    years = [each.year for each in await published_index(session) if each.year is not None]
    if not years:
        return {}, None
    code = f"{UNMET.code}_{max(years)}"
    table = (await published_tables(session, (code,))).get(code)
    if table is None:
        return {}, None
    outcome = OUTCOMES["unfilled"].code
    figures = {
        cell.key[1]: cell.count
        for cell in table.table.cells
        if cell.key[0] == TOTAL and cell.key[2] == outcome
    }
    return {
        tag: (figure.value if isinstance(figure.value, int) else None, not isinstance(figure.value, int))
        for tag, figure in figures.items()
        if tag != TOTAL
    }, max(years)


def _line(need: LanguageNeed, unmet: Mapping[str, tuple[int | None, bool]]) -> NeedLine:
    return NeedLine(need, *unmet.get(need.language_tag, (0 if unmet else None, False)))


def _urgency(each: NeedLine) -> tuple[int, int, int, str]:
    return -(each.unmet or 0), -each.need.wishes, each.need.listed, each.need.language_tag


def _this_year(years: tuple[InterestYear, ...], now: datetime) -> InterestYear:
    year = oslo_date(now).year
    return next((each for each in years if each.year == year), InterestYear(year, 0, 0, 0))


def _goals(counts: tuple[YearCount, ...], this_year: int) -> list[GoalLine]:
    """By measure, the newest year first; own records where there are any, else what was printed."""
    own: dict[tuple[Measure, int], int] = {}
    for each in counts:
        if each.test == "tospraaktest":
            own["tospraaktest_candidates", each.year] = each.sittings
        if each.test == "siling":
            own["siling_candidates", each.year] = each.sittings
            own["siling_languages", each.year] = each.languages
    lines = []
    for measure in dict.fromkeys(goal.measure for goal in GOALS):
        for year in range(this_year, min(goal.first_year for goal in GOALS) - 1, -1):
            printed = carried_results().get((measure, year))
            result = own.get((measure, year), printed.value if printed else None)
            found = against_goal(measure, year, result, this_year=this_year)
            if found is not None:
                lines.append(GoalLine(measure, year, found, printed))
    return lines
