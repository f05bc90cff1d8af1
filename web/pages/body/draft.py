"""From answers to forms, and from complete forms to what the domain is asked for."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from booking.requests.units import UnitPlace, own_units
from booking.sending.commands import RequestDraft
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from web.api.words import CATEGORIES, GENDERS, MODES, TYPE_OF_KIND, TYPES
from web.forms.base import Form
from web.forms.options import names_from
from web.names import Names, names_now
from web.pages.body.answers import KIND, Answers
from web.pages.body.forms import USUAL, AssignmentForm, ConversationForm
from web.pages.exceptions.done_form import DoneAssignmentForm
from web.pages.page import WebRequest, written_form
from web.view.addresses import Form as WrittenForm

AnyForm = TypeVar("AnyForm", bound=Form)


@dataclass(frozen=True, slots=True)
class Order:
    """An order being filled in, with what its pages need to know."""

    answers: Answers
    assignment: AssignmentForm
    conversation: ConversationForm
    names: Names
    units: tuple[UnitPlace, ...]

    @property
    def first_step_to_mend(self) -> str | None:
        """The path of the first step that is not complete, None when all are."""
        if not self.assignment.valid:
            return "/bestilling/ny/oppdraget"
        return None if self.conversation.valid else "/bestilling/ny/samtalen"

    @property
    def unit(self) -> UnitPlace | None:
        """The unit that orders, once it is known."""
        return next((each for each in self.units if str(each.id) == self.answers.values.get("enhet")), None)


async def order_of(
    request: WebRequest,
    session: Session,
    actor: Actor,
    answers: Answers,
    *,
    is_new: bool = False,
    now: datetime,
) -> Order:
    """The answers, read and judged at this instant; a new order begins with the unit's usual place."""
    names = await names_now(session, request.app.state, now)
    units = await own_units(session, actor)
    form = written_form(request)
    answers = _with_usual_answers(answers, units) if is_new else answers
    assignment = assignment_form(answers, names, units, form=form, now=now)
    return Order(answers, assignment, conversation_form(answers, names, form=form, now=now), names, units)


def _with_usual_answers(answers: Answers, units: Sequence[UnitPlace]) -> Answers:
    """The unit is known when there is one to order for; its place is the usual place."""
    if "enhet" not in answers.values and len(units) == 1:
        answers = answers.changed({"enhet": str(units[0].id)})
    unit = next((each for each in units if str(each.id) == answers.values.get("enhet")), None)
    if unit is None:
        return answers
    usual = {"sted": unit.municipality_code, "adresse": unit.address}
    return answers.changed({name: value for name, value in usual.items() if name not in answers.values})


def assignment_form(
    answers: Answers, names: Names, units: Sequence[UnitPlace], *, form: WrittenForm, now: datetime
) -> AssignmentForm:
    """Step 1 with the answers."""
    options = {
        "enhet": names_from((str(each.id), each.name) for each in units),
        "sprak": names.options[form],
        "sted": names.municipality_options,
    }
    kind = DoneAssignmentForm if answers.values.get(KIND) == "gjort" else AssignmentForm
    read = kind({**USUAL, **answers.values}, options=options, today=oslo_date(now))
    read.check_time(now)
    return read


def conversation_form(
    answers: Answers, names: Names, *, form: WrittenForm, now: datetime
) -> ConversationForm:
    """Step 2 with the answers."""
    subjects = names_from((each.code, each.name(form)) for each in names.subjects.values())
    read = ConversationForm({**USUAL, **answers.values}, options={"erfaring": subjects}, today=oslo_date(now))
    if by_screen(answers):
        read.check_plan()
    return read


def by_screen(answers: Answers) -> bool:
    """Whether a screen is among the modes that will do."""
    return "skjerm" in (answers.values.get(each) for each in ("metode", "metode2", "metode3"))


def as_first_shown(form: AnyForm, *, now: datetime) -> AnyForm:
    """The same form without complaints, and without what cannot be read: nobody has sent it yet."""
    readable = {}
    for name in form.names:
        with suppress(LookupError):
            readable[name] = form.value_of(name)
    options = {name: form.options_of(name) for name in form.names}
    return type(form).blank(options=options, today=oslo_date(now), **readable)


def least_category(answers: Answers) -> str:
    """The lowest category to ask; E (all are qualified, tolkeloven § 7) unless another is chosen."""
    chosen = answers.values.get("kategori", "")
    return chosen if chosen in CATEGORIES else CATEGORIES[-1]


def request_draft(order: Order) -> RequestDraft:
    """What is sent. The forms must be valid."""
    first, second = order.assignment, order.conversation
    start = first.starts_at
    assert start is not None
    modes = ranked_modes(first)
    return RequestDraft(
        language_tag=first.sprak, type=type_of(order), mode=MODES[first.metode], starts_at=start,
        ends_at=start + timedelta(minutes=first.varighet), municipality_code=first.sted,
        address=first.adresse if "in_person" in modes else None,
        video_room=first.videorom if "screen" in modes else None,
        plan_b=second.planb if "screen" in modes else None,
        test_minutes=int(second.prov or USUAL["prov"]) if "screen" in modes else None,
        duty_basis=first.grunnlag, duty_statute=first.lov if first.grunnlag == "special_statute" else None,
        theme=second.samtaletema, participants=second.deltakere,
        least_category=least_category(order.answers),
        gender=GENDERS[second.kjonn] if second.kjonn else None,
        gender_reason=second.kjonn_grunn if second.kjonn else None,
        subject=second.erfaring, needs_clearance=second.klarering,
        preferred_numbers=order.answers.preferred, excluded_numbers=order.answers.excluded,
        unit_id=int(first.enhet),
        modes=modes if len(modes) > 1 else (), musts=_musts(order), fallbacks=_fallbacks(order),
        interpreter_reason=order.answers.values.get("onsket_grunn") if "interpreter" in _musts(order) else None,
    )  # fmt: skip


def ranked_modes(first: AssignmentForm) -> tuple[str, ...]:
    """The modes that will do, best first."""
    return tuple(MODES[each] for each in (first.metode, first.metode2, first.metode3) if each)


def _musts(order: Order) -> tuple[str, ...]:
    """Which criteria keep others out: the usual ones unless the booker has said otherwise."""
    first, second, answers = order.assignment, order.conversation, order.answers
    is_must = {
        "interpreter": bool(answers.preferred) and answers.values.get("onsket_vekt") == "maa",
        "subject": second.erfaring_vekt == "maa",
        "mode": first.metode_vekt != "onske",
        "gender": second.kjonn_vekt != "onske",
        "clearance": second.klarering_vekt != "onske",
    }
    return tuple(criterion for criterion, is_so in is_must.items() if is_so)


def _fallbacks(order: Order) -> tuple[str, ...]:
    """Which musts may fall when nobody is found. To name another mode is to agree to it."""
    first, second, answers = order.assignment, order.conversation, order.answers
    agreed = {
        "interpreter": answers.values.get("onsket_ellers") == "ja",
        "subject": second.erfaring is not None and second.erfaring_ellers,
        "mode": first.metode2 is not None,
        "gender": second.kjonn is not None and second.kjonn_ellers,
        "clearance": second.klarering and second.klarering_ellers,
    }
    musts = _musts(order)
    fallen = [criterion for criterion, is_so in agreed.items() if is_so and criterion in musts]
    if answers.values.get("kategori_ellers") == "ja" and least_category(answers) != CATEGORIES[-1]:
        fallen.append("category")
    return tuple(fallen)


def type_of(order: Order) -> str:
    """The type of the search, else the usual one of the language."""
    asked = order.answers.values.get("type", "")
    if asked in TYPES:
        return TYPES[asked]
    names = order.names
    chosen = names.languages.get(order.assignment.sprak) or names.ended[order.assignment.sprak]
    return TYPE_OF_KIND[chosen.kind]
