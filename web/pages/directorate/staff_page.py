"""What the directorate's pages have in common: who may see them, the menu of the part, and words for codes."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from litestar import Response

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from web.names import names_now
from web.pages.directorate.menu import groups_for
from web.pages.page import WebRequest, render
from web.security.csrf import form_token
from web.security.guards import require
from web.view.texts import N_

STAFF = [require(Role.OFFICER, Role.ADMINISTRATOR)]
ADMINISTRATORS = [require(Role.ADMINISTRATOR)]
LARGEST_ID = 2**31 - 1

REMOVAL_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "own_wish": N_("Eget ønske"),
        "excluded": N_("Utestengt (tolkeloven § 21)"),
        "temporarily_excluded": N_("Midlertidig utestengt (tolkeloven § 21)"),
        "requirements_not_met": N_("Oppfyller ikke kravene"),
        "dead": N_("Død"),
        "protected": N_("Adressesperre"),
    }
)
MAIL_STATES: Mapping[str, str] = MappingProxyType(
    {
        "queued": N_("I kø"),
        "sent": N_("Sendt"),
        "failed": N_("Feilet"),
        "void": N_("Ikke sendt, gjelder ikke lenger"),
    }
)
# What the messages of the domain are about; a template without words is shown by its name.
MAIL_SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "offer_sent": N_("Nytt tilbud"),
        "offer_accepted": N_("Tolken takket ja"),
        "offer_declined": N_("Tolken takket nei"),
        "offer_expired": N_("Svarfristen gikk ut"),
        "offer_taken": N_("Tilbudet gikk til en annen"),
        "offer_withdrawn": N_("Tilbudet er trukket"),
        "assignment_released": N_("Oppdraget er gitt tilbake"),
        "assignment_cancelled": N_("Oppdraget er avbestilt"),
        "request_sent": N_("Bestillingen er sendt"),
        "request_accepted": N_("Tolk er klar"),
        "request_relaxed": N_("Vi spør flere, slik bestilleren sa ja til"),
        "request_cancelled": N_("Bestillingen er avbestilt"),
        "request_unfilled": N_("Ingen tolk kunne"),
        "circumstances_stated": N_("Tolken har tatt forbehold"),
        "exception_rest_due": N_("Resten om et unntak må skrives"),
        "exception_checked": N_("Tolk utenfor registeret er kontrollert"),
        "interpreter_no_longer_available": N_("Tolken er ikke lenger tilgjengelig"),
        "assignment_reminder": N_("Påminnelse til tolken"),
        "request_reminder": N_("Påminnelse til bestilleren"),
        "interpreter_status_differs": N_("Registeret sier noe annet om tolken"),
        "profile_still_right": N_("Stemmer profilen fortsatt?"),
        "campaign_asked": N_("Skal du fortsatt stå i registeret?"),
        "campaign_reminder": N_("Påminnelse om å bekrefte"),
        "campaign_inactive": N_("Satt som ikke aktiv"),
        "exam_opens": N_("Prøve i tolkens språk er åpen"),
        "graduate_alarms": N_("Frist etter bachelorgrad nærmer seg"),
        "expires_soon": N_("Politiattest går snart ut"),
        "letter_waiting": N_("Brev fra IMDi venter"),
        "test_opens": N_("Påmelding er åpen"),
        "committee_meeting": N_("Innkalling til møte i utvalget"),
        "committee_meeting_cancelled": N_("Møte i utvalget er avlyst"),
        "committee_papers": N_("Sakspapirer til utvalget"),
        "committee_minutes": N_("Referat fra utvalget"),
        "case_deadline": N_("Fristen nærmer seg i en sak"),
        "complaint_deadline": N_("Fristen nærmer seg i et varsel"),
        "information_asked": N_("Offentlig organ er bedt om opplysninger"),
        "information_reminder": N_("Påminnelse til offentlig organ"),
        "representative_named": N_("Adresse til fullmektig"),
        "heard_news": N_("Nytt i en sak"),
        "supplement_passed": N_("Svarfristen er ute i en søknad"),
        "supplement_passed_own": N_("Fristen for å svare oss er ute"),
    }
)
ROLES: Mapping[str, str] = MappingProxyType(
    {
        "interpreter": N_("Tolk"),
        "booker": N_("Bestiller"),
        "body_administrator": N_("Administrator i virksomhet"),
        "agency": N_("Tolkeformidler"),
        "institution": N_("Institusjon som holder prøver"),
        "officer": N_("Saksbehandler i IMDi"),
        "administrator": N_("Administrator i IMDi"),
        "committee_member": N_("I rådgivende utvalg"),
    }
)


async def render_staff(
    request: WebRequest,
    session: Session,
    actor: Actor,
    template: str,
    *,
    now: datetime,
    status_code: int | None = None,
    **context: Any,
) -> Response[str]:
    """A page of the directorate, never kept by a cache."""
    state = request.app.state
    page = render(
        request, template, status_code=status_code, now=now, names=await names_now(session, state, now),
        csrf_token=form_token(state.settings, actor.session_id, clock=state.clock),
        parts=groups_for(actor),
        removal_reasons=REMOVAL_REASONS, mail_states=MAIL_STATES, mail_subjects=MAIL_SUBJECTS, roles=ROLES, **context,
    )  # fmt: skip
    page.headers["cache-control"] = "no-store"
    return page


def page_number(given: str | None) -> int:
    """The page of a list that the address asks for; the first for anything that is no such number."""
    text = given or ""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= 6 else 1
