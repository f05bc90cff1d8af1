"""The sentences for reasons about cases, decisions and appeals, in bokmål: part of `REASONS`."""

from collections.abc import Mapping

from web.view.texts import N_

DECISION_REASONS: Mapping[str, str] = {
    # decisions/cases
    "case_not_found": N_("Vi finner ikke saken"),
    "case_closed": N_("Saken er avsluttet"),
    "case_decided": N_("Saken er alt avgjort"),
    "document_not_found": N_("Vi finner ikke dokumentet"),
    "unknown_case_kind": N_("Sakstypen finnes ikke"),
    "received_in_the_future": N_("Saken kan ikke være mottatt fram i tid"),
    "appeal_under_way": N_("En klage er under behandling"),
    # decisions/rules/deciding
    "own_case": N_("Saken gjelder deg selv. En annen må behandle den."),
    "habilitet_not_declared": N_("Erklær først om du er habil"),
    "not_impartial": N_("Du er ikke habil i saken"),
    "not_impartial_before": N_("Du har i en annen sak sagt at du ikke er habil overfor personen"),
    "unknown_tie": N_("Velg et av svarene"),
    "only_a_person_decides": N_("Bare et menneske kan godkjenne og signere"),
    "same_person_twice": N_("En annen enn deg må gjøre dette: To personer skal ha sett vedtaket"),
    "approval_missing": N_("En annen saksbehandler må godkjenne utkastet først"),
    "already_approved": N_("Utkastet er alt godkjent"),
    "already_signed": N_("Vedtaket er alt signert av en annen"),
    "newer_draft": N_("Det finnes et nyere utkast"),
    "draft_changed": N_("En annen har lagt fram et nytt utkast. Last inn siden på nytt."),
    "draft_returned": N_("Utkastet er sendt tilbake. Skriv et nytt."),
    "draft_out_of_date": N_("Reglene er endret etter at utkastet ble skrevet. Skriv et nytt."),
    "draft_not_found": N_("Vi finner ikke utkastet. Det kan være erstattet av et nyere."),
    "remark_missing": N_("Skriv hva som må endres"),
    "unknown_outcome": N_("Velg et av utfallene"),
    "outcome_not_possible_now": N_(
        "Saken kan ikke ende slik nå. Last inn siden på nytt, og velg et annet utfall."
    ),
    "reasons_missing": N_("Skriv en begrunnelse"),
    "letter_changed": N_(
        "Brevet er ikke lenger det du leste, for eksempel fordi det er blitt en ny dag. Les det igjen."
    ),
    "letter_unprintable": N_("Brevet kan ikke vise tegnet %(sign)s. Skriv det på en annen måte."),
    # decisions/rules/two_people
    "two_people_for_kind": N_("Saker av denne typen krever to personer"),
    "two_people_for_negative": N_("Vedtak som går imot parten, krever to personer"),
    "two_people_for_category": N_("Kategori %(category)s krever to personer"),
    # decisions/notices
    "notice_missing": N_("Parten må varsles først, eller det må skrives hvorfor det haster"),
    "reply_time_runs": N_("Parten kan svare til og med %(reply_by)s"),
    "too_few_days_to_reply": N_("Parten må få minst %(least)s dager"),
    "urgency_missing": N_("Skriv hvorfor det haster"),
    "reply_missing": N_("Skriv svaret ditt"),
    "notice_answered": N_("Varselet er alt besvart"),
    # decisions/appeals
    "decision_not_found": N_("Vi finner ikke vedtaket"),
    "decision_replaced": N_("Vedtaket er erstattet av et nytt. Klag på det nye."),
    "appeal_not_found": N_("Vi finner ikke klagen"),
    "appeal_missing": N_("Skriv hva du er uenig i"),
    "already_appealed": N_("Det er alt klaget på vedtaket"),
    "sent_in_the_future": N_("Klagen kan ikke være sendt fram i tid"),
    "in_time": N_("Klagen kom i tide"),
    "late": N_("Klagen kom etter fristen"),
    "late_reason_missing": N_("Klagefristen er gått ut. Skriv hvorfor du klager nå."),
    "too_late_for_any_appeal": N_("Det er mer enn ett år siden vedtaket. Da kan det ikke klages lenger."),
    "appeal_ended": N_("Klagen er ferdig behandlet"),
    "no_such_appeal_step": N_("Det steget passer ikke nå"),
    "new_decision_missing": N_("Signer vedtaket som gjør om det gamle, først"),
    "unknown_answer": N_("Velg et av svarene departementet kan gi"),
}
