"""/min-side/tilbud: the offers, one offer, and the answer. Reading changes nothing; an answer is a form."""

import re
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_409_CONFLICT

from booking.assignments.own import own_assignment
from booking.changes.queries import Since, newer_offer, since_offered
from booking.offers.certificate import certificate_for_offer
from booking.offers.commands import accept_offer, decline_offer
from booking.offers.queries import OfferPage, offer_page, open_offers
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Reason
from tolkeregister.core.errors import Conflict, RuleBroken
from web.pages.interpreter.offer_forms import AcceptForm, DeclineForm, TakeBackForm
from web.pages.interpreter.offer_view import card_of, outcome_of, sorted_out
from web.pages.interpreter.own_page import OFFERS, OWN, possible_id, render_own
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY

LATEST = 10**6  # no assignment is changed so often


@get(OFFERS, include_in_schema=False, guards=OWN)
async def list_offers(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """Every offer that can still be answered, the most urgent first."""
    offers = await open_offers(session, actor, now=now)
    return await render_own(
        request,
        session,
        actor,
        "interpreter/offers.html",
        now=now,
        offers=offers,
        cards=sorted_out(offers, now),
    )


@get(f"{OFFERS}/{{offer_id:int}}", include_in_schema=False, guards=OWN)
async def show_offer(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    offer_id: FromPath[int],
) -> Response[str]:
    """One offer in whatever state; somebody else's is not found."""
    offer = await offer_page(session, actor, possible_id(offer_id), now=now)
    return await _shown(request, session, actor, offer, now=now)


@post(f"{OFFERS}/{{offer_id:int}}", include_in_schema=False, guards=OWN, request_max_body_size=FORM_BODY)
async def accept(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    offer_id: FromPath[int],
) -> Response[str] | Redirect:
    """Yes, with the declaration of impartiality; with a reservation the body decides. Twice is once."""
    offer = await offer_page(session, actor, possible_id(offer_id), now=now)
    answers = AcceptForm(await request.form())
    if offer.state == "open" and offer.remark is not None:  # the body is weighing it: not to be overruled
        return see_other(request, f"{OFFERS}/{offer.id}")
    if not answers.valid:
        return await _shown(request, session, actor, offer, now=now, answers=answers)
    version, since = await since_offered(session, actor, offer.id, answers.versjon or LATEST)
    if offer.state == "open" and news_in(since):
        return await _shown(
            request, session, actor, offer, now=now, answers=answers, status_code=HTTP_409_CONFLICT,
            known=answers.versjon,
        )  # fmt: skip
    try:
        async with session.begin_nested():  # a refusal undoes everything before the page is shown
            await accept_offer(
                session, actor, offer.id, declaration=True, remark=answers.remark, version=version, now=now
            )
    except (Conflict, RuleBroken) as refused:
        return await _refused(request, session, actor, offer.id, refused.reasons, now=now, answers=answers)
    return see_other(request, f"{OFFERS}/{offer.id}")


@post(
    f"{OFFERS}/{{offer_id:int}}/likevel", include_in_schema=False, guards=OWN, request_max_body_size=FORM_BODY
)
async def take_back(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    offer_id: FromPath[int],
) -> Response[str] | Redirect:
    """Yes without the reservation the body is weighing: what was written was wrong, and is declared anew."""
    offer = await offer_page(session, actor, possible_id(offer_id), now=now)
    answers = TakeBackForm(await request.form())
    if offer.state != "open" or offer.remark is None:  # the body was first, or there is nothing to take back
        return see_other(request, f"{OFFERS}/{offer.id}")
    if not answers.valid:
        return await _shown(request, session, actor, offer, now=now, taking_back=answers)
    try:
        async with session.begin_nested():
            await accept_offer(
                session,
                actor,
                offer.id,
                declaration=True,
                takes_back_remark=True,
                version=answers.versjon,
                now=now,
            )
    except (Conflict, RuleBroken) as refused:
        return await _refused(
            request, session, actor, offer.id, refused.reasons, now=now, taking_back=answers
        )
    return see_other(request, f"{OFFERS}/{offer.id}")


@get(f"{OFFERS}/{{offer_id:int}}/nei", include_in_schema=False, guards=OWN)
async def ask_reason(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    offer_id: FromPath[int],
) -> Response[str] | Redirect:
    """A no can have a reason; nothing has happened yet."""
    offer = await offer_page(session, actor, possible_id(offer_id), now=now)
    if offer.state != "open" or offer.is_expired:
        return see_other(request, f"{OFFERS}/{offer.id}")
    return await _decline_page(request, session, actor, offer, DeclineForm.blank(), now=now)


@post(f"{OFFERS}/{{offer_id:int}}/nei", include_in_schema=False, guards=OWN, request_max_body_size=FORM_BODY)
async def decline(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    offer_id: FromPath[int],
) -> Response[str] | Redirect:
    """No, and the next one is asked at once."""
    offer = await offer_page(session, actor, possible_id(offer_id), now=now)
    answers = DeclineForm(await request.form())
    if not answers.valid:
        return await _decline_page(request, session, actor, offer, answers, now=now)
    try:
        async with session.begin_nested():
            await decline_offer(session, actor, offer.id, reason_code=answers.grunn, now=now)
    except Conflict:  # ended already, by this very click or without us: the offer's page says how
        return see_other(request, f"{OFFERS}/{offer.id}")
    return see_other(request, f"{OFFERS}/{offer.id}")


async def _refused(
    request: WebRequest, session: Session, actor: Actor, offer_id: int, reasons: tuple[Reason, ...], *,
    now: datetime, **forms: Any,
) -> Response[str]:  # fmt: skip
    """How it ended without us, or the question again with every hindrance."""
    offer = await offer_page(session, actor, offer_id, now=now)
    return await _shown(
        request, session, actor, offer, now=now, status_code=HTTP_409_CONFLICT, hindrances=reasons, **forms
    )


def news_in(since: Since | None) -> tuple[str, ...]:
    """What has become another of what is shown before the answer; the address comes after (decision 19)."""
    return tuple(part for part in since.parts if part != "address") if since else ()


def _known_in(request: WebRequest) -> int:
    """The version a link was made for; the latest for an address without one."""
    known = request.query_params.get("v", "")
    return int(known) if re.fullmatch(r"\d{1,6}", known, re.ASCII) else LATEST


async def _shown(
    request: WebRequest, session: Session, actor: Actor, offer: OfferPage, *, now: datetime,
    answers: AcceptForm | None = None, taking_back: TakeBackForm | None = None, status_code: int | None = None,
    hindrances: tuple[Reason, ...] = (), known: int | None = None,
) -> Response[str]:  # fmt: skip
    mine = await own_assignment(session, actor, offer.number) if offer.number else None
    outcome = outcome_of(offer, is_still_mine=mine is not None)
    version, since = await since_offered(session, actor, offer.id, known or _known_in(request))
    if outcome is not None:
        return await render_own(
            request, session, actor, "interpreter/offer_ended.html", now=now, status_code=status_code,
            offer=offer, outcome=outcome, mine=mine, answers=taking_back or TakeBackForm.blank(),
            hindrances=hindrances, version=version, newer=await newer_offer(session, actor, offer.id, now=now),
        )  # fmt: skip
    return await render_own(
        request, session, actor, "interpreter/offer.html", now=now, status_code=status_code,
        certificate=await certificate_for_offer(session, actor, offer.id),
        card=card_of(offer, now), answers=answers or AcceptForm.blank(), hindrances=hindrances, version=version,
        since=since, news=news_in(since), is_outdated=known is not None,
    )  # fmt: skip


async def _decline_page(
    request: WebRequest, session: Session, actor: Actor, offer: OfferPage, answers: DeclineForm, *,
    now: datetime,
) -> Response[str]:  # fmt: skip
    return await render_own(
        request, session, actor, "interpreter/offer_decline.html", now=now, card=card_of(offer, now),
        answers=answers,
    )  # fmt: skip
