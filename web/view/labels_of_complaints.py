"""What the codes of complaints are called on the directorate's pages, in bokmål: parts of `LABELS`."""

from collections.abc import Mapping
from types import MappingProxyType

from web.view.labels_of_committee import COMMITTEE_EVENTS, COMMITTEE_LOG
from web.view.texts import N_

COMPLAINTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "complaint_state": {
            "received": N_("Mottatt"),
            "assigned": N_("Fordelt"),
            "investigation": N_("Opplysninger hentes"),
            "hearing": N_("Høring av tolken"),
            "committee": N_("Venter på råd fra utvalget"),
            "decided": N_("Vedtak er gjort"),
            "closed": N_("Avsluttet"),
        },
        "heard_state": {
            "received": N_("Mottatt"),
            "under_way": N_("Under behandling"),
            "decided": N_("Avgjort"),
            "closed": N_("Avsluttet"),
        },
        # To whoever it is about nothing is settled yet.
        "heard_basis": {
            "good_practice": N_("Mulig brudd på god tolkeskikk (tolkeloven § 14)"),
            "confidentiality": N_("Mulig brudd på taushetsplikten (tolkeloven § 15)"),
            "habilitet": N_("Mulig inhabilitet (tolkeloven § 16)"),
            "title_misuse": N_("Mulig misbruk av tittel eller tolkebevis"),
        },
        "access_verdict": {
            "given": N_("Gis ut"),
            "partly": N_("Gis ut i sladdet kopi"),
            "refused": N_("Gis ikke ut"),
        },
        "access_ground": {
            "internal": N_("Organinternt dokument (forvaltningsloven § 18 a)"),
            "obtained": N_("Hentet utenfra for den interne saksforberedelsen (§ 18 b)"),
            "health_of_others": N_("En annens helse (§ 19 annet ledd bokstav a)"),
            "not_to_be_told": N_(
                "Bør ikke gis videre, også det som viser hvem som meldte fra (§ 19 annet ledd bokstav b)"
            ),
        },
        "complaint_basis": {
            "good_practice": N_("Brudd på god tolkeskikk (§ 14)"),
            "confidentiality": N_("Brudd på taushetsplikten (§ 15)"),
            "habilitet": N_("Tolken var inhabil (§ 16)"),
            "outside": N_("Utenfor §§ 14–16"),
            "not_listed": N_("Personen er verken i registeret eller statsautorisert"),
            "title_misuse": N_("Misbruk av tittel eller tolkebevis"),
        },
        "complaint_channel": {
            "form": N_("Nettskjema"),
            "assignment": N_("Fra et oppdrag"),
            "card_check": N_("Fra kontroll av tolkebevis"),
            "paper": N_("På papir"),
            "directorate": N_("IMDi selv"),
        },
        "complaint_stage": {
            "intake": N_("Første vurdering"),
            "provisional_answer": N_("Foreløpig svar"),
            "whole": N_("Hele saken"),
            "hearing": N_("Uttalelse fra tolken"),
            "review": N_("Vurdering av midlertidig utestenging"),
        },
        "complaint_closing": {
            "outside": N_("Utenfor §§ 14–16"),
            "not_listed": N_("Ikke i registeret"),
            "handed_over": N_("Sendt videre"),
            "duplicate": N_("Samlet med en annen sak"),
            "decided": N_("Avgjort"),
            "withdrawn": N_("Trukket av den som meldte fra"),
            "dead": N_("Tolken er død"),
        },
        "complaint_reporter": {
            "service_user": N_("En det ble tolket for"),
            "professional": N_("En som brukte tolk i jobben"),
            "interpreter": N_("En tolk"),
            "agency": N_("En som formidler tolker"),
            "other": N_("Andre"),
            "unstated": N_("Ikke oppgitt"),
        },
        "reaction": {
            "warning": N_("Advarsel"),
            "exclusion": N_("Utestenging"),
            "temporary_exclusion": N_("Midlertidig utestenging"),
        },
        "ending": {
            "no_reaction": N_("Ingen reaksjon"),
            "guidance": N_("Veiledning"),
            "warning": N_("Advarsel"),
            "excluded_until": N_("Utestenging i en periode"),
            "excluded_for_good": N_("Utestenging for alltid"),
        },
        "exclusion_ground": {
            "material_breach": N_("Vesentlig brudd på pliktene"),
            "three_warnings": N_("Tre advarsler på fem år"),
        },
        "hit": {"assignment": N_("Oppdrag"), "offer": N_("Åpent tilbud")},
    }
)
# What a complaint's own log calls what happened.
COMPLAINT_LOG: Mapping[str, str] = MappingProxyType(
    {
        **COMMITTEE_LOG,
        "complaint.received": N_("Varselet kom inn"),
        "complaint.assigned": N_("Saksbehandler tok saken"),
        "complaint.pointed_out": N_("Tolken er pekt ut"),
        "complaint.classified": N_("Varselet er vurdert opp mot loven"),
        "complaint.joined": N_("Et annet varsel er samlet med dette"),
        "complaint.closed": N_("Varselet er avsluttet"),
        "complaint.decided": N_("Vedtak er signert"),
        "complaint.report_opened": N_("Meldingen er åpnet"),
        "complaint.reporter_asked": N_("Spørsmål til den som meldte fra"),
        "habilitet.declared": N_("Habilitet er erklært"),
        "reporter.asked": N_("Spørsmål til den som meldte fra"),
        "reporter.answered": N_("Den som meldte fra, har fått svar"),
        "clock.suspended": N_("Fristene er stanset"),
        "clock.resumed": N_("Fristene løper igjen"),
        "clock.extended": N_("En frist er utsatt"),
        "clock.reminded": N_("En frist nærmer seg"),
        "review.reminded": N_("Den midlertidige utestengingen må vurderes igjen"),
        "review.kept": N_("Den midlertidige utestengingen står"),
        "temporary.begun": N_("Sak om midlertidig utestenging er åpnet"),
        "revocation.begun": N_("Sak om tilbakekall av bevilling er åpnet"),
        "information.asked": N_("Offentlig organ er bedt om opplysninger"),
        "information.reminded": N_("Organet er minnet om spørsmålene"),
        "information.answered": N_("Organet har svart"),
        "information.withdrawn": N_("Spørsmålene til organet er trukket"),
        "interpreter.asked": N_("Tolken er bedt om uttalelse"),
        "interpreter.stated": N_("Tolken har uttalt seg"),
        "more_time.asked": N_("Tolken har bedt om mer tid"),
        "more_time.given": N_("Tolken har fått mer tid"),
        "more_time.refused": N_("Tolken fikk ikke mer tid"),
        "representative.named": N_("Tolken har gitt en fullmakt"),
        "representative.withdrawn": N_("Fullmakten er trukket"),
        "representative.copied": N_("Fullmektigen har fått kopi av et brev"),
        "access.asked": N_("Tolken har krevd innsyn"),
        "access.answered": N_("Kravet om innsyn er besvart"),
        "access.appealed": N_("Tolken har klaget på svaret om innsyn"),
        "access.given_after_appeal": N_("Resten er gitt ut etter klage"),
        "reaction.held_back": N_("Reaksjonen gjelder ikke mens klagen behandles"),
        "reaction.in_force": N_("Reaksjonen gjelder igjen"),
        "reaction.reversed": N_("Reaksjonen er opphevet"),
        "exclusion.over": N_("Utestengingen er over, og tolken står i registeret igjen"),
        "exclusion.over_not_listed": N_("Utestengingen er over, men kravene er ikke oppfylt"),
    }
)
COMPLAINT_EVENTS: Mapping[str, str] = MappingProxyType(
    {
        **COMMITTEE_EVENTS,
        "complaint.received": N_("Melding om en tolk mottatt"),
        "complaint.report_opened": N_("Forseglet melding åpnet"),
        "complaint.reporter_asked": N_("Spørsmål stilt til den som meldte fra"),
        "complaint.assigned": N_("Varsel tatt av saksbehandler"),
        "complaint.pointed_out": N_("Tolken i et varsel pekt ut"),
        "complaint.classified": N_("Varsel vurdert opp mot loven"),
        "complaint.closed": N_("Varsel avsluttet"),
        "complaint.decided": N_("Vedtak i varsel signert"),
        "complaint.suspended": N_("Frister i varsel stanset"),
        "complaint.resumed": N_("Frister i varsel løper igjen"),
        "complaint.extended": N_("Frist i varsel utsatt"),
        "complaint.hearing": N_("Tolk bedt om uttalelse"),
        "complaint.stated": N_("Tolk har uttalt seg"),
        "more_time.asked": N_("Mer tid til uttalelse bedt om"),
        "more_time.given": N_("Mer tid til uttalelse gitt"),
        "more_time.refused": N_("Mer tid til uttalelse avslått"),
        "representative.named": N_("Fullmektig oppgitt i varsel"),
        "representative.withdrawn": N_("Fullmakt i varsel trukket"),
        "access.asked": N_("Innsyn i varsel krevd"),
        "access.answered": N_("Krav om innsyn i varsel besvart"),
        "information.asked": N_("Offentlig organ bedt om opplysninger"),
        "information.answered": N_("Offentlig organ svarte"),
        "information.withdrawn": N_("Spørsmål til offentlig organ trukket"),
        "temporary_exclusion.kept": N_("Midlertidig utestenging vurdert, og står"),
        "reaction.held_back": N_("Reaksjon satt ut av kraft under klage"),
        "reaction.in_force": N_("Reaksjon i kraft igjen"),
        "reaction.reversed": N_("Reaksjon opphevet"),
        "interpreter.listed_again": N_("Tolk ført opp igjen etter utestenging"),
    }
)
