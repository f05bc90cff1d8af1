"""What the record's codes are called: objects that are forgotten, figures on complaints, what was opened."""

from collections.abc import Mapping
from types import MappingProxyType

from web.view.labels_of_complaints import COMPLAINTS
from web.view.texts import N_

RECORD: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "kept_object": {
            "report_outside": N_("Meldinger som ikke ble sak"),
            "report_handled": N_("Meldinger som ble sak"),
            "complaint_read": N_("Hvem som har lest varsler"),
            "complaint_opening": N_("Hvem som har åpnet meldinger"),
            "complaint_party_look": N_("Når parten og fullmektigen har lest"),
            "complaint_representative": N_("Fullmektiger i varsler: navn og adresse"),
            "person_read": N_("Hvem som har lest om tolker"),
            "mail": N_("E-post: tekst og mottaker"),
            "application_draft": N_("Søknader som aldri ble sendt"),
            "application_document": N_("Filer i trukne søknader"),
            "searched": N_("Søk uten bestilling"),
            "search_evidence": N_("Bevis for leting: hvem som ble spurt"),
            "order_words": N_("Ord i bestillinger"),
            "outside_interpreter": N_("Navn på tolker utenfor registeret"),
            "certificate_seen": N_("At en politiattest er sett"),
            "report_file": N_("Filer med rapporterte oppdrag"),
            "result_file": N_("Filer med prøveresultater"),
            "web_session": N_("Innlogginger"),
            "sign_in_attempt": N_("Påbegynte innlogginger"),
            "form_draft": N_("Skjemaer som ble sendt etter at innloggingen var over"),
            "rate_count": N_("Tellinger som stanser misbruk"),
            "person": N_("Personer som har forlatt registeret"),
            "journal": N_("Journal, brev og uttalelser"),
            "decision": N_("Vedtak"),
            "audit": N_("Logg over endringer"),
        },
        "retention_action": {
            "deleted": N_("Slettes"),
            "anonymised": N_("Anonymiseres"),
            "kept": N_("Tas vare på"),
        },
        "counted_from": {
            "closed": N_("etter at varselet er avsluttet"),
            "reaction_over": N_("etter at saken og reaksjonen er over"),
            "read": N_("etter at det ble lest"),
            "sent": N_("etter at den ble sendt"),
            "started": N_("etter siste endring"),
            "withdrawn": N_("etter at den ble trukket"),
            "happened": N_("etter hendelsen"),
            "interpreted": N_("etter siste oppdrag"),
            "seen": N_("etter at den ble sett"),
            "finished": N_("etter at filen var lest"),
            "signed_in": N_("etter innloggingen"),
            "begun": N_("etter at det ble påbegynt"),
            "counted": N_("etter at tellingen begynte"),
            "left": N_("etter at personen gikk ut av registeret"),
        },
        "treatment": {
            "whole": N_("Hele dokumentet"),
            "redacted": N_("Dokumentet med noe tatt bort"),
            "withheld": N_("Holdes tilbake"),
        },
        "opened_seal": {"report": N_("Meldingen"), "attachment": N_("Et vedlegg")},
        "complaint_outcome": {
            **COMPLAINTS["ending"],
            **{code: text for code, text in COMPLAINTS["complaint_closing"].items() if code != "decided"},
            "reversed": N_("Vedtaket er omgjort"),
            "under_way": N_("Under behandling"),
        },
    }
)
RECORD_REASONS: Mapping[str, str] = MappingProxyType(
    {
        # retention/rules/due
        "kept_by_law": N_("Loven sier at dette skal tas vare på"),
        "under_hold": N_("Dette er vernet mot sletting"),
        "not_ended": N_("Saken er ikke over"),
        "still_kept": N_("Dette skal tas vare på til %(until)s"),
        "retention_over": N_("Tiden er ute"),
        # retention/commands
        "hold_about_nobody": N_("Vi finner ikke noe med dette nummeret"),
        "hold_stands": N_("Dette er alt vernet mot sletting"),
        "hold_not_found": N_("Vi finner ikke vernet. Kanskje er det alt opphevet."),
        # disclosure
        "disclosure_ground_missing": N_("Velg hjemmel for det som ikke gis"),
        "not_redactable": N_("Noe kan bare tas bort i tekst. Gi dokumentet helt, eller hold det tilbake."),
        "request_missing": N_("Skriv hvilket krav"),
        "treatment_missing": N_("Velg hva som gis av hvert dokument"),
        "only_leaders": N_("Bare ledere kan se dette"),
    }
)
RECORD_EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "retention.forgotten": N_("Slettet eller anonymisert etter reglene"),
        "case.disclosed": N_("Innsyn gitt i en sak"),
        "journal.exported": N_("Offentlig journal laget"),
        "hold.placed": N_("Vernet mot sletting"),
        "hold.lifted": N_("Vern mot sletting opphevet"),
    }
)
