"""What the codes in the database are called on the pages, in bokmål: the keys of the translations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from tolkeregister.core.decisions import Reason
from web.view import formats
from web.view.labels_of_applications import APPLICATION_COLORS, APPLICATION_EVENTS, APPLICATIONS
from web.view.labels_of_campaigns import CAMPAIGN_COLORS, CAMPAIGN_EVENTS, CAMPAIGNS
from web.view.labels_of_cards import CARD_EVENTS, CARDS
from web.view.labels_of_certificates import CERTIFICATES
from web.view.labels_of_committee import COMMITTEE
from web.view.labels_of_complaints import COMPLAINT_EVENTS, COMPLAINTS
from web.view.labels_of_decisions import DECISIONS, EVENTS
from web.view.labels_of_figures import COMPLAINT_FIGURES
from web.view.labels_of_languages import LANGUAGE_EVENTS, LANGUAGES
from web.view.labels_of_profiles import PROFILE_COLORS, PROFILE_EVENTS, PROFILES
from web.view.labels_of_record import RECORD, RECORD_EVENTS
from web.view.labels_of_reporting import REPORTING
from web.view.labels_of_reports import REPORT_COLORS, REPORTS
from web.view.labels_of_results import RESULT_COLORS, RESULT_EVENTS, RESULTS
from web.view.labels_of_road import ROAD, ROAD_COLORS, ROAD_EVENTS
from web.view.labels_of_rooms import ROOM_EVENTS
from web.view.reasons import REASONS
from web.view.texts import N_, Texts

_CATEGORIES = {
    "A": N_("Statsautorisasjon og bachelorgrad i tolking"),
    "B": N_("Bachelorgrad i tolking, eller statsautorisasjon og grunnemne"),
    "C": N_("Statsautorisasjon"),
    "D": N_("Grunnemne i tolking, 30 studiepoeng"),
    "E": N_("Tospråktest eller translatøreksamen, og kurset TAO"),
}

LABELS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "category_meaning": _CATEGORIES,
        **CAMPAIGNS,
        **CARDS,
        **CERTIFICATES,
        **COMMITTEE,
        **COMPLAINTS,
        **DECISIONS,
        **REPORTS,
        **REPORTING,
        **COMPLAINT_FIGURES,
        **RECORD,
        **LANGUAGES,
        **PROFILES,
        **RESULTS,
        **ROAD,
        **APPLICATIONS,
        # What the trail of events calls what was done.
        "event": {
            **PROFILE_EVENTS,
            **CAMPAIGN_EVENTS,
            **COMPLAINT_EVENTS,
            **LANGUAGE_EVENTS,
            **RECORD_EVENTS,
            **RESULT_EVENTS,
            **ROAD_EVENTS,
            **ROOM_EVENTS,
            **APPLICATION_EVENTS,
            **EVENTS,
            **CARD_EVENTS,
            "account.opened": N_("Konto åpnet"),
            "account.closed": N_("Konto stengt"),
            "account.written_form": N_("Målform valgt"),
            "assignment.changed": N_("Oppdrag endret"),
            "assignment.cancelled": N_("Oppdrag avbestilt"),
            "assignment.check_failed": N_("Kontroll ved start lot seg ikke gjøre"),
            "assignment.check_given_up": N_("Registeret svarte ikke på kontrollene"),
            "assignment.standing_differs": N_("Tolkens status ble en annen"),
            "calendar.chosen": N_("Valg for kalender lagret"),
            "calendar.feed_made": N_("Kalenderadresse laget"),
            "calendar.feed_removed": N_("Kalenderadresse fjernet"),
            "report.received": N_("Rapport mottatt"),
            "report.read_again": N_("Rapport lest på nytt"),
            "report.word_decided": N_("Ukjent ord i rapport avklart"),
            "report.match_decided": N_("Mulig dobbelt oppdrag avklart"),
            "assignment.delivered": N_("Oppdrag bekreftet gjennomført"),
            "assignment.not_delivered": N_("Oppdrag ble ikke gjennomført"),
            "assignment.relaxed": N_("Krav falt, slik bestilleren sa ja til"),
            "assignment.released": N_("Oppdrag frigitt, ny tolk søkes"),
            "assignment.unfilled": N_("Ingen tolk kunne"),
            "change.accepted": N_("Endring godtatt av tolken"),
            "change.declined": N_("Endring avslått av tolken"),
            "change.expired": N_("Endring uten svar"),
            "change.proposed": N_("Endring foreslått"),
            "change.withdrawn": N_("Endring trukket"),
            "certificate.seen": N_("Politiattest registrert som sett"),
            "certificate.withdrawn": N_("Registrering av politiattest trukket"),
            "certificate.requirement": N_("Krav om politiattest bestemt"),
            "certificate.forgotten": N_("Gamle registreringer av politiattest slettet"),
            "entry.opened": N_("Oppføring åpnet"),
            "evidence.recorded": N_("Dokumentasjon registrert"),
            "evidence.revoked": N_("Dokumentasjon trukket tilbake"),
            "exception.stated": N_("Unntak fra kvalifisert tolk registrert"),
            "exception.checked": N_("Tolk utenfor registeret kontrollert"),
            "child_use.recorded": N_("Bruk av barn registrert"),
            "outside_interpreters.deleted": N_("Navn på tolker utenfor registeret slettet"),
            "interpreter.described": N_("Tolken endret egen profil"),
            "interpreter.removed": N_("Tolk tatt ut av registeret"),
            "mail.sent_again": N_("E-post sendt på nytt"),
            "offer.accepted": N_("Tilbud godtatt"),
            "offer.circumstances": N_("Tilbud besvart med forbehold"),
            "offer.declined": N_("Tilbud avslått"),
            "offer.withdrawn": N_("Tilbud trukket"),
            "offers.expired": N_("Tilbud gått ut på tid"),
            "offers.sent": N_("Tilbud sendt"),
            "request.sent": N_("Bestilling sendt"),
            "session.opened": N_("Logget inn"),
            "session.ended": N_("Logget ut"),
        },
        "cancel_reason": {
            "no_longer_needed": N_("Vi trenger ikke tolk likevel"),
            "participant_cannot": N_("Den det tolkes for, kan ikke eller vil ikke møte"),
            "body_cannot": N_("Vi kan ikke møte selv"),
            "new_time": N_("Samtalen får et annet tidspunkt"),
            "ordered_wrongly": N_("Bestillingen er feil"),
            "found_otherwise": N_("Vi har fått tolk på en annen måte"),
            "interpreter_not_impartial": N_("Tolken er inhabil"),
            "other": N_("Noe annet"),
        },
        # What of an assignment is another, inside a sentence.
        "change_part": {
            "time": N_("tidspunktet"),
            "mode": N_("tolkemetoden"),
            "place": N_("kommunen"),
            "address": N_("adressen"),
            "theme": N_("temaet"),
            "participants": N_("deltakerne"),
        },
        "change_state": {
            "proposed": N_("Venter på svar fra tolken"),
            "applied": N_("Endret"),
            "declined": N_("Tolken kunne ikke"),
            "expired": N_("Tolken svarte ikke"),
            "withdrawn": N_("Trukket"),
        },
        # Exceptions from the requirement of a qualified interpreter (tolkeloven §§ 4 and 7).
        "ground": {
            "not_defensible_to_wait": N_("Det er ikke forsvarlig å vente"),
            "emergency": N_("Det er en nødssituasjon"),
            "strong_reasons": N_("Det er andre sterke grunner"),
            "dispensation": N_("Overgangsordningen ut 2026"),
        },
        "child_ground": {
            "emergency": N_("Det var en nødssituasjon"),
            "defensible": N_("Det var forsvarlig"),
        },
        "claim": {
            "not_qualified": N_("Nei, personen er ikke kvalifisert"),
            "unlisted": N_("Ja, men personen står ikke i registeret"),
        },
        # A series in a figure: the categories, and interpreters without one.
        "share": {
            "A": N_("Kategori A"),
            "B": N_("Kategori B"),
            "C": N_("Kategori C"),
            "D": N_("Kategori D"),
            "E": N_("Kategori E"),
            "X": N_("Ikke kvalifisert"),
        },
        "mode": {
            "in_person": N_("Fremmøte"),
            "screen": N_("Skjerm"),
            "phone": N_("Telefon"),
        },
        "interpreting": {
            "in_person": N_("Tolking med fremmøte"),
            "screen": N_("Skjermtolking"),
            "phone": N_("Telefontolking"),
        },
        "type": {
            "speech": N_("Talespråk"),
            "sign": N_("Tegnspråk"),
            "speech_to_text": N_("Skrivetolking"),
            "deafblind": N_("Tolking for døvblinde"),
        },
        "gender": {"woman": N_("Kvinne"), "man": N_("Mann")},
        "qualification": {
            "qualified": N_("Kvalifisert"),
            "unqualified": N_("Ikke kvalifisert"),
            "unknown": N_("Ukjent"),
        },
        "availability": {
            "free": N_("Ledig"),
            "busy": N_("Opptatt"),
            "not_stated": N_("Har ikke oppgitt ledige tider"),
        },
        "availability_level": {
            "full_time": N_("Tolker på heltid"),
            "part_time": N_("Tolker på deltid"),
            "sporadic": N_("Tolker av og til"),
        },
        "offer_state": {
            "open": N_("Venter på svar"),
            "accepted": N_("Takket ja"),
            "declined": N_("Takket nei"),
            "expired": N_("Svarte ikke"),
            "taken": N_("Gikk til en annen"),
            "withdrawn": N_("Trukket"),
        },
        "assignment_state": {
            "open": N_("Vi spør tolker"),
            "accepted": N_("Tolk er klar"),
            "delivered": N_("Gjennomført"),
            "not_delivered": N_("Ikke gjennomført"),
            "cancelled": N_("Avbestilt"),
            "unfilled": N_("Ingen tolk kunne"),
        },
        "duty_basis": {
            "special_statute": N_("En annen lov krever det"),
            "legal_safeguards": N_("Rettssikkerheten krever det"),
            "proper_help": N_("Det er nødvendig for forsvarlig hjelp eller tjeneste"),
            "voluntary": N_("Vi velger det selv"),
        },
        "evidence": {
            "bevilling": N_("Bevilling som statsautorisert tolk"),
            "bachelor": N_("Bachelorgrad i tolking"),
            "foreign_bachelor": N_("Godkjent bachelorgrad fra EØS"),
            "grunnemne": N_("Grunnemne i tolking"),
            "sign_education": N_("Tegnspråktolkutdanning"),
            "tospraaktest": N_("Bestått tospråktest"),
            "tao": N_("Kurset Tolkens ansvarsområde (TAO)"),
            "translator": N_("Translatøreksamen"),
        },
        "supply_model": {
            "private_agency": N_("Privat tolkeformidler"),
            "municipal_service": N_("Kommunal tolketjeneste"),
            "own_register": N_("Statlig tolketjeneste"),
        },
        "task": {
            "not_started": N_("Ikke begynt"),
            "started": N_("Påbegynt"),
            "done": N_("Ferdig"),
        },
        "weekday": {
            "0": N_("mandag"),
            "1": N_("tirsdag"),
            "2": N_("onsdag"),
            "3": N_("torsdag"),
            "4": N_("fredag"),
            "5": N_("lørdag"),
            "6": N_("søndag"),
        },
        "yes_no": {"yes": N_("Ja"), "no": N_("Nei")},
        "reason": REASONS,
    }
)

# Colours of ds-tag per state: words and icon say the same, so colour is never alone.
TAG_COLORS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "offer_state": {"open": "info", "accepted": "success"},
        "assignment_state": {
            "open": "info",
            "accepted": "success",
            "delivered": "success",
            "not_delivered": "warning",
            "unfilled": "warning",
        },
        "availability": {"free": "success"},
        "qualification": {"qualified": "success", "unqualified": "warning"},
        **REPORT_COLORS,
        **RESULT_COLORS,
        **ROAD_COLORS,
        **APPLICATION_COLORS,
        **CAMPAIGN_COLORS,
        "change_answer": PROFILE_COLORS,
    }
)


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """The words of an error page: what happened, in one sentence more, and what to do."""

    title: str
    explanation: str
    advice: tuple[str, ...]


ERROR_PAGES: Mapping[int, ErrorWords] = MappingProxyType(
    {
        400: ErrorWords(
            N_("Vi forstod ikke forespørselen"),
            N_("Noe i adressen eller skjemaet var ikke slik vi ventet."),
            (N_("Gå tilbake og prøv en gang til."),),
        ),
        401: ErrorWords(
            N_("Du må logge inn"),
            N_("Adressen er bare for dem som er logget inn, eller for systemer med et gyldig token."),
            (N_("Logg inn, eller hent et nytt token, og prøv igjen."),),
        ),
        403: ErrorWords(
            N_("Du har ikke tilgang til denne siden"),
            N_("Siden er for andre roller eller en annen virksomhet enn den du er logget inn med."),
            (
                N_("Logg inn med en annen rolle hvis du har flere."),
                N_("Spør administratoren i virksomheten din hvis du skal ha tilgang."),
            ),
        ),
        404: ErrorWords(
            N_("Vi finner ikke siden"),
            N_("Siden er flyttet eller slettet, eller adressen er skrevet feil."),
            (N_("Sjekk at adressen er riktig."), N_("Søk etter en tolk fra forsiden.")),
        ),
        409: ErrorWords(
            N_("Noen andre har endret dette"),
            N_("Opplysningene er endret etter at du åpnet siden. Vi har ikke lagret det du sendte."),
            (N_("Gå tilbake, last siden på nytt og se endringen før du lagrer."),),
        ),
        413: ErrorWords(
            N_("Filen er for stor"),
            N_("Det du sendte, er større enn vi kan ta imot."),
            (N_("Gå tilbake og velg en mindre fil."),),
        ),
        422: ErrorWords(
            N_("Vi kan ikke gjøre det du ba om"),
            N_("Det du sendte, mangler noe eller bryter en regel."),
            (N_("Gå tilbake og rett opplysningene."),),
        ),
        429: ErrorWords(
            N_("Du har prøvd for mange ganger"),
            N_("Vi stopper mange forsøk på kort tid for å beskytte registeret."),
            (N_("Vent noen minutter og prøv igjen."),),
        ),
        500: ErrorWords(
            N_("Noe gikk galt hos oss"),
            N_("Feilen er hos oss, ikke hos deg. Den står i loggen vår."),
            (
                N_("Prøv igjen om noen minutter."),
                N_("Haster det, ring tolken direkte eller bestill slik dere gjør når tjenesten er nede."),
            ),
        ),
        503: ErrorWords(
            N_("Tjenesten er nede akkurat nå"),
            N_("Vi arbeider med å få den opp igjen. Det du har lagret, er trygt."),
            (
                N_("Prøv igjen om noen minutter."),
                N_("Haster det, ring tolken direkte eller bestill slik dere gjør når tjenesten er nede."),
            ),
        ),
    }
)


def label_key(kind: str, code: str) -> str:
    """The bokmål words of a code; raises KeyError for one without words, so that gaps are found."""
    return LABELS[kind][code]


def tag_color(kind: str, code: str) -> str:
    """The colour of a state's tag; neutral when none is set."""
    return TAG_COLORS.get(kind, {}).get(code, "neutral")


def error_words(status: int) -> ErrorWords:
    """The words for an HTTP status; an unknown one below 500 is a 400, above a 500."""
    return ERROR_PAGES.get(status) or ERROR_PAGES[400 if status < 500 else 500]


def reason_text(each: Reason, texts: Texts) -> str:
    """The sentence for a rule's reason in a written form, as plain text with its facts filled in."""
    return filled(reason_key(each.code), each.facts, texts)


def reason_key(code: str) -> str:
    """The bokmål sentence of a reason code.

    A code without a sentence gets a general one: a person must have an answer even where we forgot the words.
    """
    return LABELS["reason"].get(code) or LABELS["reason"]["unspecified"]


def filled(text: str, facts: Mapping[str, object], texts: Texts) -> str:
    """A bokmål text in a written form with its facts filled in, as plain text."""
    return texts.gettext(text) % {name: fact_text(fact, texts.locale) for name, fact in facts.items()}


def fact_text(fact: object, form: str) -> str:
    """A fact as people write it: dates, times and numbers in the written form or locale, the rest as it is."""
    if fact is None:
        return formats.DASH
    if isinstance(fact, datetime):
        return formats.when(fact, form=form)
    if isinstance(fact, date):
        return formats.plain_date(fact, form)
    if isinstance(fact, int | float) and not isinstance(fact, bool):
        return formats.number(fact, form)
    return str(fact)
