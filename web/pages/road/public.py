"""/sprakplan: which tests and courses are offered in which language, and when one can apply."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from qualification.plan.queries import Offer, Plan, current_plan, published_plan, versions
from qualification.rounds.models import TestKind
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.core.rules.sort_key import sort_key
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.options import Option, options_from
from web.names import Names, names_now
from web.pages.directorate.staff_page import LARGEST_ID
from web.pages.page import WebRequest, render, written_form
from web.view.labels import LABELS
from web.view.texts import N_

PLAN = "/sprakplan"
ORDER = ("open", "coming", "closed", "under_way", "over")


class PlanFilter(Form):
    """What of the plan is shown; anything else is no filter."""

    sprak = ChoiceField(N_("Språk")).optional()
    prove = ChoiceField(N_("Prøve eller kurs"), options=options_from(LABELS["test"])).optional()


@dataclass(frozen=True, slots=True)
class Group:
    """The offers of one state, in the order they open."""

    state: str
    offers: tuple[Offer, ...]


@get(PLAN, include_in_schema=False)
async def show_plan(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime]
) -> Response[str]:
    """The plan in force, what is open first."""
    return await _page(request, session, await current_plan(session), now, is_current=True)


@get(f"{PLAN}/{{plan_id:int}}", include_in_schema=False)
async def show_version(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime],
    plan_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """A version as it was published, also after it has been replaced."""
    plan = await published_plan(session, plan_id) if 0 < plan_id <= LARGEST_ID else None
    if plan is None:
        raise NotFound
    current = await current_plan(session)
    return await _page(request, session, plan, now, is_current=current is not None and current.id == plan.id)


async def _page(
    request: WebRequest, session: Session, plan: Plan | None, now: datetime, *, is_current: bool
) -> Response[str]:
    names = await names_now(session, request.app.state, now)
    offers: Sequence[Offer] = plan.offers if plan else ()
    options = _languages(offers, names, written_form(request))
    asked = PlanFilter(request.query_params, options={"sprak": options})
    chosen = {name: asked.value_of(name) for name in ("sprak", "prove")} if asked.valid else {}
    shown = [each for each in offers if _is_asked_for(each, chosen)]
    context: dict[str, Any] = {
        "plan": plan, "is_current": is_current, "filter": asked, "groups": _groups(shown, now), "names": names,
        "versions": await versions(session), "is_filtered": any(chosen.values()), "today": oslo_date(now),
    }  # fmt: skip
    return render(request, "road/plan.html", now=now, **context)


def _languages(offers: Sequence[Offer], names: Names, form: str) -> tuple[Option, ...]:
    tags = {each.language_tag for each in offers if each.language_tag}
    named = sorted((names.language(tag, form) for tag in tags), key=sort_key)
    by_name = {names.language(tag, form): tag for tag in tags}
    return tuple(Option(by_name[name], name[:1].upper() + name[1:], final=True) for name in named)


def _is_asked_for(each: Offer, chosen: dict[str, object]) -> bool:
    """TAO is for every language, so it stays when a language is chosen."""
    language, test = chosen.get("sprak"), chosen.get("prove")
    is_language = not language or each.language_tag == language or each.test == TestKind.TAO
    return is_language and (not test or each.test == test)


def _groups(offers: Sequence[Offer], now: datetime) -> tuple[Group, ...]:
    today = oslo_date(now)
    found = [Group(state, tuple(each for each in offers if each.state(today) == state)) for state in ORDER]
    return tuple(each for each in found if each.offers)
