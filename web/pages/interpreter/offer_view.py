"""An offer as a card: how much time is left, and what the page is about in each state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from booking.offers.queries import OfferFields, OfferPage
from tolkeregister.core.clock import oslo_date
from web.view.texts import N_

URGENT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class OfferCard:
    """What is shown before the answer, and the time left. Of the assignment nothing but `fields` (decision 19)."""

    id: int
    fields: OfferFields
    minutes_left: int
    is_urgent: bool
    is_due_today: bool
    awaits_body: bool


@dataclass(frozen=True, slots=True)
class OpenOffers:
    """The open offers by who they wait for: the interpreter, or the body that weighs what the interpreter wrote."""

    waiting: tuple[OfferCard, ...]
    weighed: tuple[OfferCard, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The words of a page about an offer that needs no answer: title and sentence in bokmål, and the alert's colour."""

    title: str
    text: str
    color: str = "info"


_NOTHING_TO_DO = N_("Du trenger ikke gjøre noe.")
OUTCOMES: Mapping[str, Outcome] = MappingProxyType(
    {
        "awaits_body": Outcome(
            N_("Virksomheten vurderer det du skrev"),
            N_("Tiden er ikke bundet ennå. Du får e-post når virksomheten har svart."),
        ),
        "accepted": Outcome(
            N_("Oppdraget er ditt"), N_("Adressen og resten står på siden om oppdraget."), "success"
        ),
        "released": Outcome(N_("Oppdraget er ikke lenger ditt"), N_("Du trenger ikke møte.")),
        "declined": Outcome(
            N_("Du har takket nei"), N_("Virksomheten får bare vite at du ikke kunne. Vi spør neste tolk.")
        ),
        "expired": Outcome(
            N_("Svarfristen er gått ut"), N_("Vi spør neste tolk. Det påvirker ikke plassen din i søk.")
        ),
        "taken": Outcome(N_("Tilbudet gikk til en annen"), _NOTHING_TO_DO),
        "withdrawn": Outcome(N_("Tilbudet er trukket"), _NOTHING_TO_DO),
    }
)


def card_of(offer: OfferPage, now: datetime) -> OfferCard:
    """The card of an offer, seen at an instant."""
    left = offer.fields.answer_by - now
    return OfferCard(
        id=offer.id,
        fields=offer.fields,
        minutes_left=max(0, -(-int(left.total_seconds()) // 60)),
        is_urgent=left < URGENT and offer.remark is None,
        is_due_today=oslo_date(offer.fields.answer_by) == oslo_date(now),
        awaits_body=offer.remark is not None,
    )


def sorted_out(offers: Iterable[OfferPage], now: datetime) -> OpenOffers:
    """The cards of the open offers, each group in the order given."""
    cards = [card_of(each, now) for each in offers]
    return OpenOffers(
        tuple(each for each in cards if not each.awaits_body),
        tuple(each for each in cards if each.awaits_body),
    )


def outcome_of(offer: OfferPage, *, is_still_mine: bool) -> Outcome | None:
    """What there is to say instead of a question; None for an offer that can be answered."""
    if offer.state == "accepted":
        return OUTCOMES["accepted" if is_still_mine else "released"]
    if offer.is_expired:
        return OUTCOMES["expired"]
    if offer.state == "open":
        return OUTCOMES["awaits_body"] if offer.remark is not None else None
    return OUTCOMES[offer.state]
