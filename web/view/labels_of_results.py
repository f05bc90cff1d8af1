"""What codes about results and bevilling are called on the pages, in bokmål: part of `LABELS` and `REASONS`."""

from collections.abc import Mapping

from web.view.texts import N_

_FINDINGS = {
    "missing": N_("Cellen er tom. Fyll den ut."),
    "too_long": N_("Teksten er for lang. Kort den ned."),
    "line_break_in_cell": N_("Cellen har et linjeskift. Fjern linjeskiftet, så raden står på én linje."),
    "quotes_wrong": N_("Anførselstegn står feil. Fjern dem, eller lagre filen på nytt fra Excel."),
    "too_many_cells": N_("Raden har flere celler enn overskrifter. Se etter et skilletegn for mye."),
    "line_too_long": N_("Linjen er altfor lang. Se etter et linjeskift som mangler."),
    "unreadable_letters": N_("Bokstavene kan ikke leses. Lagre filen på nytt som CSV UTF-8."),
    "same_twice": N_("Raden står to ganger. Den tas inn én gang."),
    "result_twice": N_("Resultatet står på en annen rad med annet innhold. Behold den riktige raden."),
    "national_id_wrong": N_("Fødselsnummeret kan ikke være riktig. Kontroller sifrene."),
    "birth_date_differs": N_("Fødselsdatoen og fødselsnummeret sier ikke det samme. Rett en av dem."),
    "birth_date_impossible": N_("Fødselsdatoen kan ikke stemme. Kontroller årstallet."),
    "candidate_is_two": N_("Kandidatnummeret står med to ulike personer. Rett nummeret eller personen."),
    "candidate_is_another": N_(
        "Kandidatnummeret tilhører en annen person hos oss. Kontroller nummeret, eller kontakt oss."
    ),
    "person_has_other_number": N_("Personen har et annet kandidatnummer hos dere. Bruk det samme hver gang."),
    "test_unknown": N_("Vi kjenner ikke prøven. Skriv for eksempel tospråktest, tao, siling eller praktisk."),
    "language_unknown": N_("Vi kjenner ikke språket. Skriv navnet slik det står i språklisten."),
    "language_ended": N_("Språkkoden gikk ut før prøven. Skriv språket slik det nå står i språklisten."),
    "language_not_wanted": N_("TAO gjelder for alle språk. La cellen for språk stå tom."),
    "type_unknown": N_("Vi kjenner ikke typen. Skriv tale, tegn, skrive eller døvblinde."),
    "round_unknown": N_(
        "Vi kjenner ingen slik runde hos dere. Kontroller prøve, språk og runde, eller kontakt oss."
    ),
    "round_cancelled": N_("Runden er avlyst hos oss. Kontakt oss hvis den likevel ble holdt."),
    "part_unknown": N_("Prøven har ingen slik del. La cellen stå tom når resultatet gjelder hele prøven."),
    "verdict_unknown": N_(
        "Vi kjenner ikke resultatet. Skriv bestått, ikke bestått, ikke møtt eller annullert."
    ),
    "score_unreadable": N_("Prosenten kan ikke leses. Skriv et tall fra 0 til 100."),
    "date_unreadable": N_("Datoen kan ikke leses. Skriv den som 09.10.2026."),
    "date_in_future": N_("Dagen er ikke kommet ennå. Kontroller datoen."),
    "date_before_birth": N_("Datoen er før personen ble født. Kontroller begge datoene."),
    "date_before_test": N_("Prøven fantes ikke da. Kontroller årstallet."),
    "date_outside_round": N_("Runden ble ikke holdt den dagen. Kontroller datoen og runden."),
    "decided_before_taken": N_("Sensuren er datert før prøven. Rett en av datoene."),
}
_REFUSED = {
    "not_a_table": N_("Filen er ikke en tabell. Lagre den som CSV eller Excel (.xlsx)."),
    "old_or_locked_workbook": N_(
        "Arbeidsboken er gammel eller har passord. Lagre den som .xlsx uten passord."
    ),
    "workbook_broken": N_("Arbeidsboken kan ikke åpnes. Åpne den i Excel, og lagre den på nytt."),
    "workbook_too_large": N_("Arbeidsboken er for stor. Lagre arket som CSV."),
    "formulas_not_computed": N_(
        "Arbeidsboken har formler uten verdi. Åpne den i Excel, og lagre den på nytt."
    ),
    "header_missing": N_("Vi finner ingen linje med overskrifter. Bruk overskriftene i malen."),
    "columns_missing": N_("Noen kolonner mangler. Legg dem til."),
    "column_twice": N_("Noen kolonner står to ganger. Behold én av hver."),
    "too_many_rows": N_("Arbeidsboken har for mange rader. Lagre den som CSV, eller del den."),
    "no_rows": N_("Filen har overskrifter, men ingen rader."),
}
RESULTS: Mapping[str, Mapping[str, str]] = {
    "result_finding": _FINDINGS,
    "result_refused": _REFUSED,
    "result_state": {"received": N_("I kø"), "done": N_("Ferdig"), "refused": N_("Avvist")},
    "identity_reason": {
        "number_equal": N_("Samme fødselsnummer"),
        "former_number": N_("Personen har hatt nummeret før"),
        "numbers_differ": N_("Ulike fødselsnummer"),
        "d_number": N_("Et av numrene er et D-nummer"),
        "given_name_agrees": N_("Fornavnet passer"),
        "given_name_differs": N_("Ulike fornavn"),
        "family_name_agrees": N_("Etternavnet passer"),
        "family_name_differs": N_("Ulike etternavn"),
        "birth_date_equal": N_("Samme fødselsdato"),
        "birth_date_near": N_("Fødselsdatoen ligner"),
        "names_swapped": N_("For- og etternavn kan ha byttet plass"),
    },
    "bevilling_status": {
        "active": N_("Gjelder"), "suspended": N_("Satt ut av kraft"), "revoked": N_("Kalt tilbake"),
    },
    "bevilling_event": {
        "granted": N_("Gitt"), "suspended": N_("Satt ut av kraft"), "reinstated": N_("Gjelder igjen"),
        "revoked": N_("Kalt tilbake"),
    },
}  # fmt: skip
RESULT_COLORS: Mapping[str, Mapping[str, str]] = {
    "result_state": {"received": "info", "done": "success", "refused": "danger"},
    "bevilling_status": {"active": "success", "suspended": "warning", "revoked": "danger"},
}
RESULT_EVENTS: Mapping[str, str] = {
    "results.received": N_("Fil med resultater mottatt"),
    "results.read": N_("Fil med resultater lest"),
    "identity.answered": N_("Avgjort hvem en kandidat er"),
    "bevilling.granted": N_("Bevilling gitt"),
    "bevilling.suspended": N_("Bevilling satt ut av kraft"),
    "bevilling.reinstated": N_("Bevilling gjelder igjen"),
    "bevilling.revoked": N_("Bevilling kalt tilbake"),
}
RESULT_REASONS: Mapping[str, str] = {
    "question_not_found": N_("Spørsmålet er besvart, eller det finnes ikke"),
    "person_not_in_question": N_("Velg en av personene, eller ingen av dem"),
    "bevilling_not_found": N_("Vi finner ingen bevilling med det nummeret"),
    "exam_not_passed": N_("Vi har ikke resultatet av den praktiske prøven i dette språket"),
    "bevilling_held": N_("Personen har alt bevilling i språket"),
    "bevilling_is_active": N_("Bevillingen gjelder alt"),
    "bevilling_is_suspended": N_("Bevillingen er alt satt ut av kraft"),
    "bevilling_is_revoked": N_("Bevillingen er kalt tilbake. En ny krever et nytt vedtak."),
    "case_open_already": N_("Det er alt en åpen sak: %(number)s"),
}
