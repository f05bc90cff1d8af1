"""The sentences for reasons about complaints, in bokmål: part of `REASONS`."""

from collections.abc import Mapping
from types import MappingProxyType

from web.view.texts import N_

COMPLAINT_REASONS: Mapping[str, str] = MappingProxyType(
    {
        # tolkeregister/complaints/rules/intake and intake
        "not_assigned": N_("Ta saken først"),
        "already_classified": N_("Varselet er alt vurdert"),
        "subject_not_listed": N_(
            "Personen står ikke i registeret og har ikke bevilling. Da gir vi bare veiledning."
        ),
        "subject_is_listed": N_("Personen står i registeret eller har bevilling. Da må vi vurdere varselet."),
        "duplicate_of_itself": N_("Skriv nummeret til en annen sak"),
        "duplicate_of_closed": N_("Den andre saken er avsluttet"),
        "recipient_missing": N_("Skriv hvem, og adressen"),
        "unknown_closing": N_("Velg hvorfor saken avsluttes"),
        "nothing_decided": N_("Det er ikke gjort vedtak ennå"),
        "no_case_yet": N_("Vurder varselet opp mot loven først"),
        "person_unknown": N_("Pek ut hvem varselet gjelder først"),
        "entry_not_found": N_("Vi finner ikke oppføringen"),
        "too_long": N_("Skriv høyst %(most)s tegn"),
        # rules/clocks
        "cause_missing": N_("Skriv grunnen"),
        "before_received": N_("Datoen er før varselet kom"),
        "already_suspended": N_("Fristene er alt stanset"),
        "suspension_overlaps": N_("Fristene var stanset også da"),
        "not_suspended": N_("Fristene er ikke stanset"),
        "resumed_before_suspended": N_("Datoen er før fristene ble stanset"),
        "days_out_of_bounds": N_("Skriv fra 1 til %(most)s dager"),
        "days_missing": N_("Skriv hvor mange dager"),
        "clock_not_found": N_("Denne fristen løper ikke"),
        "in_the_future": N_("Datoen kan ikke være fram i tid"),
        # rules/reactions
        "only_for_listed": N_("Bare den som står i registeret, kan få denne reaksjonen"),
        "advice_not_mentioned": N_("Skriv om vedtaket følger rådet"),
        "exclusion_ground_missing": N_("Velg grunnlaget for utestengingen"),
        "too_few_warnings": N_("Det er bare %(active)s advarsler som teller"),
        "finding_missing": N_("Skriv hvorfor bruddet er vesentlig"),
        "until_missing": N_("Skriv når utestengingen slutter"),
        "until_unwanted": N_("En utestenging for alltid har ingen sluttdato"),
        "until_before_from": N_("Sluttdatoen må være etter startdatoen"),
        "starts_in_the_past": N_("Datoen er passert"),
        "leader_must_sign": N_("En leder må signere en midlertidig utestenging"),
        "replaced_missing": N_("Velg hvilket vedtak som omgjøres"),
        "no_bevilling": N_("Personen har ingen bevilling fra IMDi"),
        "review_not_found": N_("Ingen midlertidig utestenging venter på vurdering"),
        # rules/returning
        "exclusion_runs": N_("Utestengingen varer til %(until)s"),
        "excluded_for_good": N_("Personen er utestengt"),
        "person_is_protected": N_("Personen har beskyttet adresse"),
        "requirements_not_met": N_("Kravene til oppføring er ikke oppfylt"),
        # hearing and information
        "reply_time_stands": N_("Fristene er stanset, og parten har fortsatt tid til å svare"),
        "nothing_to_answer": N_("Ingen frist løper. Da trengs ikke mer tid."),
        "no_more_time": N_("Velg en dag etter fristen"),
        "too_much_time": N_("Velg en dag innen %(most)s dager"),
        "answer_access_first": N_("Tolken har krevd innsyn på nytt. Svar på det kravet først."),
        "letter_in_the_future": N_("Brevet kan ikke komme fram i tid"),
        "came_before_the_question": N_("Brevet kan ikke ha kommet før dere spurte"),
        "more_time_asked": N_("Du har alt bedt om mer tid. Vent på svaret."),
        "more_time_not_found": N_("Ingen har bedt om mer tid"),
        "name_missing": N_("Skriv navnet"),
        "email_missing": N_("Skriv e-postadressen"),
        "email_is_own": N_("Skriv adressen til fullmektigen, ikke din egen"),
        "power_in_the_future": N_("Datoen kan ikke være fram i tid"),
        "representative_stands": N_("Du har alt en fullmektig. Trekk fullmakten først."),
        "representative_not_found": N_("Du har ingen fullmektig"),
        "only_the_party": N_("Bare parten selv kan gi og trekke fullmakt"),
        "access_asked": N_("Kravet om innsyn er alt sendt. Vent på svaret."),
        "access_not_found": N_("Ingen krav om innsyn venter på svar"),
        "access_ground_missing": N_("Velg hjemmelen når ikke alt gis ut"),
        "redacted_copy_missing": N_("Legg ved den sladdede kopien"),
        "documents_undecided": N_("Ta stilling til hvert dokument først"),
        "copy_missing": N_("Skriv det tolken skal få se"),
        "questions_missing": N_("Skriv spørsmålene"),
        "questions_not_found": N_("Vi finner ikke spørsmålene"),
        "answer_missing": N_("Skriv svaret"),
        "questions_answered": N_("Spørsmålene er alt besvart"),
        "document_infected": N_("Filen har skadelig innhold. Vi tok den ikke imot."),
        "temporary_case_open": N_("Sak om midlertidig utestenging er alt åpnet"),
        "scanner_down": N_("Vi kan ikke ta imot filer akkurat nå. Prøv igjen senere."),
    }
)
