"""What whoever is heard can do: one form each, when it is offered, and the command it runs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from tolkeregister.complaints.heard.file_access import ask_access
from tolkeregister.complaints.heard.more_time import ask_more_time
from tolkeregister.complaints.heard.queries import HeardPage
from tolkeregister.complaints.heard.refusals import appeal_access
from tolkeregister.complaints.heard.representatives import name_representative, withdraw_representative
from tolkeregister.complaints.heard.rules import Named
from tolkeregister.complaints.heard.statements import give_statement, say_nothing
from tolkeregister.complaints.reporting.cleaning import CleanFile
from web.forms.base import Form
from web.pages.decisions.forms import OwnAppealForm
from web.pages.heard import forms
from web.pages.heard.ways import Way
from web.pages.page import written_form
from web.view.texts import N_


@dataclass(frozen=True, slots=True)
class Doing:
    """An action under way, with its answers and its files, which are cleaned already."""

    way: Way
    answers: Any
    files: tuple[CleanFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """`fields`: (name, how it is shown). `done`: what the case's page says afterwards.

    `if_late`: those of the fields that are asked only when the last day has passed.
    """

    title: str
    save: str
    form: type[Form]
    fields: tuple[tuple[str, str], ...]
    when: Callable[[HeardPage], bool]
    run: Callable[[Doing], Awaitable[object]]
    done: str
    lead: str = ""
    party_only: bool = False
    has_files: bool = False
    if_late: tuple[str, ...] = ()


async def _state(d: Doing) -> None:
    way = d.way
    await give_statement(way.session, way.heard, d.answers.uttalelse, d.files, now=way.now)


async def _nothing(d: Doing) -> None:
    way = d.way
    await say_nothing(way.session, way.heard, written_form(way.request), now=way.now)


async def _more_time(d: Doing) -> None:
    way, a = d.way, d.answers
    await ask_more_time(way.session, way.heard, a.til, a.hvorfor, now=way.now)


async def _name(d: Doing) -> None:
    way, a = d.way, d.answers
    named = Named(a.navn, a.epost, bool(a.advokat), a.datert)
    await name_representative(way.session, way.heard, named, now=way.now)


async def _withdraw(d: Doing) -> None:
    await withdraw_representative(d.way.session, d.way.heard, now=d.way.now)


async def _appeal_access(d: Doing) -> None:
    way, a = d.way, d.answers
    await appeal_access(way.session, way.heard, a.klage, late_because=a.hvorfor or "", now=way.now)


async def _access(d: Doing) -> None:
    await ask_access(d.way.session, d.way.heard, d.answers.hva or "", now=d.way.now)


ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "uttalelse": Act(
            N_("Si hva du mener"), N_("Send uttalelsen"), forms.StatementForm,
            (("uttalelse", "words"), ("filer", "files")), lambda p: p.may_state, _state,
            N_("Uttalelsen er sendt."), N_("Det du sender, legges i saken og leses før noe blir bestemt."),
            has_files=True,
        ),
        "ingen-merknader": Act(
            N_("Ingen merknader"), N_("Jeg har ingen merknader"), forms.ButtonForm, (), lambda p: p.may_state, _nothing,
            N_("Vi har notert at du ikke har merknader."),
            N_("Da slutter fristen å løpe, og vi avgjør saken med det vi har. Du kan ikke uttale deg etterpå."),
        ),
        "mer-tid": Act(
            N_("Be om mer tid"), N_("Send"), forms.MoreTimeForm, (("til", "date"), ("hvorfor", "words")),
            lambda p: p.may_ask_time, _more_time, N_("Vi har fått spørsmålet ditt om mer tid."),
            N_("Fristen gjelder til vi har svart. Vi svarer så fort vi kan."),
        ),
        "fullmektig": Act(
            N_("Gi noen fullmakt"), N_("Gi fullmakt"), forms.RepresentativeForm,
            (("navn", "line"), ("epost", "line"), ("advokat", "yes"), ("datert", "date")),
            lambda p: p.representative is None and not p.is_closed, _name, N_("Fullmakten er gitt."),
            N_("En fullmektig kan lese det du kan lese, uttale seg for deg og får kopi av brevene. Du kan trekke "
               "fullmakten når du vil."), party_only=True,
        ),
        "trekk-fullmakt": Act(
            N_("Trekk fullmakten"), N_("Trekk fullmakten"), forms.ButtonForm, (),
            lambda p: p.representative is not None, _withdraw, N_("Fullmakten er trukket."),
            N_("Adressen til fullmektigen slutter å virke med en gang."), party_only=True,
        ),
        "klage-innsyn": Act(
            N_("Klag på svaret om innsyn"), N_("Send klagen"), OwnAppealForm,
            (("klage", "words"), ("hvorfor", "words")),
            lambda p: p.may_appeal_access, _appeal_access, N_("Klagen er sendt."),
            N_("Vi ser på svaret på nytt. Endrer vi det ikke, avgjør departementet klagen (forvaltningsloven § 21)."),
            if_late=("hvorfor",),
        ),
        "innsyn": Act(
            N_("Be om å få se dokumenter"), N_("Send"), forms.AccessForm, (("hva", "words"),),
            lambda p: p.may_ask_access, _access, N_("Vi har fått kravet om innsyn."),
            N_("Du har rett til å se dokumentene i saken, med noen unntak (forvaltningsloven §§ 18–19). "
               "Hvem som meldte fra, får du ikke vite. Svaret kommer i et brev."),
        ),
    }
)  # fmt: skip


def offered(page: HeardPage, *, is_party: bool) -> dict[str, Act]:
    """What the page offers now, by its name in the address."""
    return {
        name: each for name, each in ACTS.items() if each.when(page) and (is_party or not each.party_only)
    }
