"""/min-side/neste-kategori: the ladder in each language, what is missing for the next step and where it is offered."""

from dataclasses import dataclass
from datetime import date, datetime

from litestar import Response, get
from litestar.di import NamedDependency

from qualification.categories.before_2020 import said_before_2020
from qualification.categories.queries import evidence_known_at
from qualification.categories.rules.before_2020 import same_requirement
from qualification.categories.rules.explain import Explanation, explain, steps_of
from qualification.categories.rules.next_step import NextStep, next_step
from qualification.categories.rules.schemes import Category
from qualification.categories.schemes import schemes_in_force
from qualification.evidence.held import HeldEvidence, held_evidence
from qualification.plan.queries import Offer, Plan, current_plan
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.entries.own import OwnEntry, own_register
from web.pages.interpreter.own_page import OWN, render_own
from web.pages.page import WebRequest

# Which kind of test or course gives which evidence; what is not here is not offered by the plan.
TEST_OF = {
    "tospraaktest": "tospraaktest", "tao": "tao", "grunnemne": "grunnemne", "bachelor": "bachelor",
    "bevilling": "siling",
}  # fmt: skip
MOST_OFFERS = 3


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, and where the plan offers it, the first first."""

    kind: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """An entry with its steps from the lowest to the highest, why it stands where it does, and the ways up."""

    entry: OwnEntry
    step: NextStep
    explained: Explanation
    steps: tuple[tuple[Category, bool, bool], ...]
    ways: tuple[tuple[Missing, ...], ...]
    held: tuple[HeldEvidence, ...]


@get("/min-side/neste-kategori", include_in_schema=False, guards=OWN)
async def show_next_category(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """The rules' own answer, from the evidence the register holds, by the rules in force now."""
    register = await own_register(session, actor, now=now)
    evidence = await evidence_known_at(session, register.person_id, known_at=now)
    held = await held_evidence(session, register.number, now=now)
    schemes, plan = await schemes_in_force(session), await current_plan(session)
    ladders = []
    for entry in register.entries:
        asked = {"language": entry.language_tag, "type": entry.type}
        step = next_step(evidence, **asked, at=now, schemes=schemes)
        explained = explain(evidence, **asked, at=now, schemes=schemes)
        ways = tuple(
            tuple(_missing(code, plan, entry, oslo_date(now)) for code in way.codes) for way in step.ways
        )
        mine = tuple(each for each in held if each.language_tag in (None, entry.language_tag))
        ladders.append(Ladder(entry, step, explained, steps_of(explained), ways, mine))
    before = await said_before_2020(session, actor, register.person_id)
    return await render_own(
        request, session, actor, "interpreter/next_category.html", now=now, ladders=tuple(ladders), before=before,
        same_requirement=same_requirement, today=oslo_date(now), has_plan=plan is not None,
    )  # fmt: skip


def _missing(code: str, plan: Plan | None, entry: OwnEntry, today: date) -> Missing:
    kind = code.removeprefix("missing_")
    return Missing(kind, offered(plan, kind, entry.language_tag, today))


def offered(plan: Plan | None, kind: str, language_tag: str, today: date) -> tuple[Offer, ...]:
    """Where something can be taken from today on: in the language, or in none in particular."""
    if plan is None or kind not in TEST_OF:
        return ()
    found = [
        each
        for each in plan.offers
        if each.test == TEST_OF[kind]
        and each.language_tag in (None, language_tag)
        and each.application_closes >= today
    ]
    return tuple(sorted(found, key=lambda each: each.application_opens)[:MOST_OFFERS])
