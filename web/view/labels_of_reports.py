"""What codes about reports are called on the pages, in bokmål: part of `LABELS`. Every finding says how to mend it."""

from collections.abc import Mapping

from web.view.texts import N_

_FINDINGS = {
    "missing": N_("Cellen er tom. Fyll den ut."),
    "national_id": N_("Cellen har et fødselsnummer. Fjern det. Vi har ikke lagret det."),
    "too_long": N_("Teksten er for lang. Kort den ned."),
    "not_printable": N_("Cellen har usynlige tegn. Skriv innholdet på nytt."),
    "line_break_in_cell": N_("Cellen har et linjeskift. Fjern linjeskiftet, så raden står på én linje."),
    "quotes_wrong": N_("Anførselstegn står feil. Fjern dem, eller lagre filen på nytt fra Excel."),
    "too_many_cells": N_("Raden har flere celler enn overskrifter. Se etter et skilletegn for mye."),
    "line_too_long": N_("Linjen er altfor lang. Se etter et linjeskift som mangler."),
    "unreadable_letters": N_("Bokstavene kan ikke leses. Lagre filen på nytt som CSV UTF-8."),
    "formula_error": N_("Cellen har en feil fra en formel. Rett formelen, eller skriv verdien."),
    "reference_twice": N_(
        "Referansen står på en annen rad med annet innhold. Gi hvert oppdrag sin referanse."
    ),
    "same_twice": N_("Raden står to ganger. Den telles én gang."),
    "date_unreadable": N_("Datoen kan ikke leses. Skriv den som 15.09.2026."),
    "date_ambiguous": N_("Datoen kan leses på to måter. Skriv den som 15.09.2026, med dagen først."),
    "day_too_old": N_("Dagen er for lenge siden. Kontroller årstallet."),
    "day_in_future": N_("Dagen er ikke kommet ennå. Rapporter oppdraget når det er utført."),
    "time_unreadable": N_("Klokkeslettet kan ikke leses. Skriv det som 09:30."),
    "time_skipped": N_("Klokkeslettet fantes ikke: klokken ble stilt fram. Kontroller tiden."),
    "time_twice": N_("Klokkeslettet kom to ganger: klokken ble stilt tilbake. Vi bruker den første."),
    "minutes_unreadable": N_("Varigheten kan ikke leses. Skriv minutter, for eksempel 60."),
    "minutes_out_of_bounds": N_("Varigheten er for kort eller for lang. Kontroller den."),
    "ordered_unreadable": N_(
        "Bestillingstidspunktet kan ikke leses, og er utelatt. Skriv det som 12.09.2026 14:05."
    ),
    "ordered_after_start": N_("Bestilt etter at oppdraget begynte. Kontroller tidspunktet; det er utelatt."),
    "language_unknown": N_("Vi kjenner ikke språket. Si hva ordet betyr i arbeidslisten, eller rett det."),
    "language_ambiguous": N_("Språket kan bety flere. Velg ett i arbeidslisten, eller skriv koden."),
    "language_rejected": N_("Det er avgjort at ordet ikke er et språk. Skriv språket."),
    "language_ended": N_("Språkkoden gikk ut før oppdraget. Skriv språket slik det nå står i språklisten."),
    "type_unknown": N_("Vi kjenner ikke typen. Skriv tale, tegn, skrive eller døvblinde."),
    "type_and_language": N_("Typen og språket passer ikke sammen. Rett en av dem."),
    "mode_unknown": N_("Vi kjenner ikke metoden. Skriv fremmøte, skjerm eller telefon."),
    "sector_unknown": N_("Vi kjenner ikke sektoren. Si hva ordet betyr i arbeidslisten, eller rett det."),
    "sector_rejected": N_("Det er avgjort at ordet ikke er en sektor. Skriv sektoren."),
    "municipality_unknown": N_(
        "Vi kjenner ikke kommunen. Si hva ordet betyr i arbeidslisten, eller rett det."
    ),
    "municipality_ambiguous": N_("Kommunen kan bety flere. Velg én i arbeidslisten, eller skriv nummeret."),
    "municipality_rejected": N_("Det er avgjort at ordet ikke er en kommune. Skriv kommunenummeret."),
    "orgnr_wrong": N_("Organisasjonsnummeret er feil. Kontroller de ni sifrene."),
    "unit_unknown": N_("Vi kjenner ikke enheten. Oppdraget telles på virksomheten."),
    "number_wrong": N_("Tolkenummeret er feil. Skriv nummeret som står på tolkebeviset."),
    "number_is_a_name": N_(
        "Her står et navn. Skriv tolkenummeret, eller «ikke oppført». Vi har ikke lagret navnet."
    ),
    "interpreter_missing": N_("Tolkenummeret mangler. Oppdraget telles som ukjent."),
    "interpreter_unknown": N_(
        "Ingen tolk har hatt nummeret. Oppdraget telles som ukjent. Kontroller nummeret."
    ),
    "category_unknown": N_("Kategorien er ikke A, B, C, D eller E. Rett den, eller la cellen stå tom."),
    "category_differs": N_("Registeret sier en annen kategori. Vi bruker registerets."),
    "category_without_listing": N_("Raden sier kategori og «ikke oppført». Oppdraget telles som ukjent."),
    "outcome_unknown": N_("Vi kjenner ikke utfallet. Velg et ord fra malen."),
    "ground_unknown": N_("Vi kjenner ikke grunnlaget. Velg et ord fra malen, eller la cellen stå tom."),
    "ground_ended": N_("Dispensasjonen gjaldt ut 2026. Oppdraget tas inn uten grunnlaget."),
}
_REFUSED = {
    "not_a_table": N_("Filen er ikke en tabell. Lagre den som CSV eller Excel (.xlsx)."),
    "old_or_locked_workbook": N_(
        "Arbeidsboken er gammel eller har passord. Lagre den som .xlsx uten passord."
    ),
    "workbook_broken": N_("Arbeidsboken kan ikke åpnes. Åpne den i Excel, og lagre den på nytt."),
    "workbook_too_large": N_("Arbeidsboken er for stor. Lagre arket med oppdrag som CSV."),
    "formulas_not_computed": N_(
        "Arbeidsboken har formler uten verdi. Åpne den i Excel, og lagre den på nytt."
    ),
    "header_missing": N_("Vi finner ingen linje med overskrifter. Bruk overskriftene i malen."),
    "columns_missing": N_("Noen kolonner mangler. Legg dem til."),
    "column_twice": N_("Noen kolonner står to ganger. Behold én av hver."),
    "too_many_rows": N_("Arbeidsboken har for mange rader. Lagre den som CSV, eller del den."),
    "no_rows": N_("Filen har overskrifter, men ingen rader."),
    "could_not_be_handled": N_(
        "Vi klarte ikke å lese filen. Send den på nytt, og meld fra hvis det skjer igjen."
    ),
}

REPORTS: Mapping[str, Mapping[str, str]] = {
    "report_finding": _FINDINGS,
    "report_refused": _REFUSED,
    "report_state": {
        "received": N_("I kø"),
        "reading": N_("Leses"),
        "matching": N_("Sammenlignes"),
        "done": N_("Ferdig"),
        "refused": N_("Avvist"),
    },
    "report_step": {
        "received": N_("Filen er mottatt og står i kø."),
        "reading": N_("Vi leser radene."),
        "matching": N_("Vi ser etter oppdrag som alt er telt."),
        "done": N_("Ferdig."),
        "refused": N_("Filen er avvist. Ingenting er tatt inn."),
    },
    "report_severity": {
        "error": N_("Feil: raden er ikke tatt inn"),
        "waiting": N_("Venter: et ord må forklares"),
        "warning": N_("Advarsel: raden er tatt inn"),
    },
    "report_lateness": {
        "in_time": N_("I tide"),
        "late": N_("Sent, før fristen"),
        "after_cut_off": N_("Etter fristen"),
    },
    "report_word_kind": {
        "language": N_("Språk"),
        "municipality": N_("Kommune"),
        "sector": N_("Sektor"),
    },
}
REPORT_COLORS: Mapping[str, Mapping[str, str]] = {
    "report_state": {
        "received": "info",
        "reading": "info",
        "matching": "info",
        "done": "success",
        "refused": "danger",
    },
    "report_lateness": {"in_time": "success", "late": "warning", "after_cut_off": "warning"},
}
COLUMN_HELP: Mapping[str, str] = {
    "reference": N_("Deres eget nummer på oppdraget. Det samme hver gang dere sender det."),
    "day": N_("Dagen oppdraget begynte, for eksempel 15.09.2026."),
    "time": N_("Når det begynte, for eksempel 09:30. Kan utelates når dato har klokkeslett."),
    "minutes": N_("Varighet i minutter. Enten denne eller timer."),
    "hours": N_("Varighet i timer, for eksempel 1,5. Enten denne eller minutter."),
    "language": N_("Navnet på språket, eller koden. Se arket «språk»."),
    "type": N_("Tale, tegn, skrive eller døvblinde. Følger ellers av språket."),
    "mode": N_("Fremmøte, skjerm eller telefon."),
    "sector": N_("Sektoren oppdraget var i. Se arket «sektor»."),
    "body": N_("Organisasjonsnummeret til den som bestilte."),
    "unit": N_("Enheten som bestilte, når dere vet det."),
    "municipality": N_("Kommunen samtalen var i, nummer eller navn. Se arket «kommune»."),
    "interpreter": N_("Tolkenummeret, eller «ikke oppført». Aldri et navn."),
    "category": N_("Kategorien dere mener tolken hadde. Registeret avgjør."),
    "category_requested": N_("Laveste kategori det ble bedt om."),
    "ordered": N_("Når oppdraget ble bestilt, for eksempel 12.09.2026 14:05."),
    "outcome": N_("Hvordan det gikk. Tom betyr gjennomført. Skriv «trukket» for å ta en rad tilbake."),
    "ground": N_("Unntaket fra tolkeloven § 7, når tolken ikke var kvalifisert."),
}
