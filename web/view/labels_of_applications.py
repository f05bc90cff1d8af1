"""What codes of applications for a place in the register are called on the pages, in bokmål: part of `LABELS`."""

from collections.abc import Mapping

from web.view.texts import N_

APPLICATIONS: Mapping[str, Mapping[str, str]] = {
    "application_state": {
        "draft": N_("Kladd, ikke sendt"),
        "submitted": N_("Til behandling"),
        "withdrawn": N_("Trukket av deg"),
        "decided": N_("Avgjort"),
    },
    "application_outcome": {
        "listed": N_("Ført opp i registeret"),
        "refused": N_("Avslått"),
        "rejected": N_("Avvist"),
    },
    "application_part": {
        "about_you": N_("Opplysninger om deg"),
        "grounds": N_("Hva du bygger søknaden på"),
        "documents": N_("Dokumenter"),
        "work": N_("Slik tolker du"),
        "declaration": N_("Erklæring"),
    },
    "application_event": {
        "started": N_("Du begynte på søknaden"),
        "submitted": N_("Vi fikk søknaden"),
        "taken": N_("En saksbehandler tok saken"),
        "supplement_asked": N_("Vi ba om mer"),
        "supplement_answered": N_("Du svarte"),
        "notice": N_("Vi sendte forhåndsvarsel"),
        "decided": N_("Saken ble avgjort"),
        "withdrawn": N_("Du trakk søknaden"),
    },
    "application_status": {
        "to_handle": N_("Skal behandles"),
        "proposed": N_("Forslag klart"),
        "more_wanted": N_("Venter på søkeren"),
        "scanning": N_("Venter på kontroll av filer"),
    },
    "application_check": {
        "population": N_("Folkeregisteret"),
        "protection": N_("Adressesperre"),
        "doubles": N_("Samme person to ganger"),
        "listed": N_("Står i registeret fra før"),
        "excluded": N_("Utestengt før"),
        "evidence": N_("Innhentet dokumentasjon"),
        "documents": N_("Dokumenter fra søkeren"),
    },
    "application_ground": {
        "tospraaktest": N_("Tospråktesten og kurset TAO"),
        "bevilling": N_("Statsautorisasjon"),
        "bachelor": N_("Bachelorgrad i tolking"),
        "grunnemne": N_("Grunnemne i tolking, 30 studiepoeng"),
        "translator": N_("Statsautorisert translatør eller fagoversetter, og kurset TAO"),
        "sign_education": N_("Tegnspråktolkutdanning fra før bachelorgraden"),
        "foreign_bachelor": N_("Utdanning fra EØS eller Sveits"),
    },
    "document_kind": {
        "diploma": N_("Vitnemål"),
        "transcript": N_("Karakterutskrift"),
        "test_result": N_("Resultat av prøve"),
        "tao": N_("Kursbevis for TAO"),
        "translator": N_("Bevis som translatør"),
        "other": N_("Annet"),
    },
    "scan_state": {
        "waiting": N_("Venter på kontroll"),
        "clean": N_("Kontrollert"),
        "infected": N_("Skadelig innhold, fjernet"),
    },
    "document_verdict": {
        "verified": N_("Verifisert"),
        "not_accepted": N_("Godtas ikke"),
        "suspected_forgery": N_("Mistenkt forfalsket"),
    },
    "recognition_outcome": {
        "recognised": N_("Godkjenning"),
        "measures": N_("Utligningstiltak: prøve eller prøveperiode"),
        "refused": N_("Avslag på godkjenning"),
    },
    "case_kind_short": {"listing": N_("Oppføring"), "recognition": N_("Godkjenning")},
    "evidence_kind": {
        "bevilling": N_("Statsautorisasjon fra IMDi"),
        "bachelor": N_("Bachelor i tolking, norsk"),
        "foreign_bachelor": N_("Godkjent utdanning fra utlandet"),
        "grunnemne": N_("Grunnemne, 30 studiepoeng"),
        "sign_education": N_("Tegnspråktolkutdanning"),
        "tospraaktest": N_("Bestått tospråktest"),
        "tao": N_("Fullført TAO"),
        "translator": N_("Translatør eller fagoversetter"),
    },
}
APPLICATION_COLORS: Mapping[str, Mapping[str, str]] = {
    "application_state": {"draft": "neutral", "submitted": "info", "decided": "success"},
    "application_outcome": {"listed": "success", "refused": "danger", "rejected": "danger"},
    "application_status": {"proposed": "success", "more_wanted": "info", "scanning": "info"},
    "scan_state": {"waiting": "info", "clean": "success", "infected": "danger"},
    "document_verdict": {"verified": "success", "not_accepted": "warning", "suspected_forgery": "danger"},
}
APPLICATION_EVENTS: Mapping[str, str] = {
    "application.started": N_("Søknad påbegynt"),
    "application.submitted": N_("Søknad sendt"),
    "application.withdrawn": N_("Søknad trukket"),
    "document.added": N_("Dokument lagt ved søknad"),
    "document.removed": N_("Dokument fjernet fra søknad"),
    "document.judged": N_("Dokument vurdert"),
    "document.verified": N_("Dokument verifisert"),
    "document.not_accepted": N_("Dokument ikke godtatt"),
    "document.suspected_forgery": N_("Dokument mistenkt forfalsket"),
    "supplement.asked": N_("Søkeren bedt om mer"),
    "supplement.answered": N_("Søkeren svarte"),
    "case.withdrawn": N_("Saken avsluttet, søknaden er trukket"),
    "provision.recorded": N_("Midlertidig tjenesteyter registrert"),
    "recognition.acknowledged": N_("Søkeren fikk vite at søknaden er mottatt"),
    "interpreter.joined": N_("Tolkenummer gitt"),
    "person.fetched": N_("Person hentet fra Folkeregisteret"),
    "person.died": N_("Dødsfall meldt fra Folkeregisteret"),
    "person.renumbered": N_("Nytt fødselsnummer fra Folkeregisteret"),
    "interpreter.shown_again": N_("I registeret igjen, adressesperren er opphevet"),
    "person.protection": N_("Adressesperre endret i Folkeregisteret"),
}
