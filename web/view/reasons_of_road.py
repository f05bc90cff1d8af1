"""Sentences for the reasons of interest, rounds and the language plan."""

from collections.abc import Mapping

from web.view.texts import N_

ROAD_REASONS: Mapping[str, str] = {
    # qualification/rounds: who may take part
    "round_cancelled": N_("Prøverunden er avlyst"),
    "round_not_announced": N_("Påmeldingen er ikke kunngjort ennå"),
    "round_opens_later": N_("Påmeldingen åpner %(day)s"),
    "round_closed": N_("Påmeldingen stengte %(day)s"),
    "norwegian_not_shown": N_("Norskferdighetene må være dokumentert og godkjent før påmeldingsfristen"),
    "norwegian_shown_late": N_("Norskferdighetene ble godkjent etter påmeldingsfristen"),
    "one_language_each_round": N_("Du kan bare ta autorisasjonsprøven i ett språk i hver runde"),
    "siling_missing": N_(
        "Silingsprøven må være bestått, eller du må ha bachelorgrad i tolking i samme språk"
    ),
    "siling_exempt": N_("Bachelorgraden i samme språk fritar for silingsprøven"),
    "tao_after_the_test": N_("TAO kommer etter bestått Tospråktest, eller for statsautoriserte translatører"),
    # qualification/rounds: results
    "candidate_not_found": N_("Kandidaten finnes ikke"),
    "candidate_is_another_person": N_("Kandidaten er alt knyttet til en annen person"),
    "person_is_another_candidate": N_("Personen er alt en annen kandidat hos institusjonen"),
    "enrolled_already": N_("Kandidaten har alt plass i runden"),
    "enrolment_not_found": N_("Plassen finnes ikke, eller den er gitt opp"),
    "result_before_the_round": N_("Datoen er før runden begynte"),
    "result_before_the_test": N_("Resultatet kan ikke være avgjort før prøven"),
    "result_corrected_already": N_("Resultatet er alt rettet"),
    "result_in_the_future": N_("Datoen kan ikke være fram i tid"),
    "result_not_found": N_("Resultatet finnes ikke"),
    "result_recorded_already": N_("Denne delen har alt et resultat. Rett det i stedet"),
    "round_cancelled_already": N_("Runden er alt avlyst"),
    "round_not_found": N_("Runden finnes ikke"),
    "round_of_another_institution": N_("Runden er hos en annen institusjon"),
    "unknown_institution": N_("Velg en institusjon fra listen"),
    "unknown_part": N_("Prøven har ingen slik del"),
    "unknown_test": N_("Velg en prøve fra listen"),
    "unknown_verdict": N_("Ukjent resultat"),
    # qualification/interest
    "interest_not_found": N_("Interessen er alt trukket"),
    "too_many_wishes": N_("Du kan ha høyst %(most)s interesser om gangen. Trekk en du ikke lenger trenger"),
    # qualification/plan
    "no_draft_of_a_plan": N_("Det er ikke begynt på noe utkast"),
    "plan_begins_before_it_closes": N_("Perioden må begynne etter siste dag for påmelding"),
    "plan_changed_meanwhile": N_("Noen har endret utkastet siden du så det. Se over det på nytt"),
    "plan_closes_before_it_opens": N_("Siste dag for påmelding må være etter den første"),
    "plan_ends_before_it_begins": N_("Perioden må slutte etter at den begynner"),
    "plan_is_empty": N_("En språkplan må ha minst ett tilbud"),
    "plan_line_not_found": N_("Tilbudet er ikke i utkastet"),
    "plan_payment_needs_both": N_("Skriv både første og siste dag for betaling, eller ingen av dem"),
    "plan_payment_outside": N_("Betalingen må være etter at påmeldingen åpner og før perioden begynner"),
    "plan_payment_reversed": N_("Siste dag for betaling må være etter den første"),
    "plan_same_round_twice": N_("To tilbud er samme prøve og språk i samme halvår"),
    "tao_has_no_language": N_("TAO er uten språk, og alle de andre må ha ett"),
}
