"""What the codes of the road into the register are called: tests, verdicts, alarms, goals, in bokmål."""

from collections.abc import Mapping

from web.view.labels_of_plan import PLAN
from web.view.texts import N_

ROAD: Mapping[str, Mapping[str, str]] = {
    **PLAN,
    # Inside a sentence.
    "test_inside": {
        "tospraaktest": N_("Tospråktesten"),
        "tao": N_("kurset TAO"),
        "grunnemne": N_("grunnemnet i tolking"),
        "bachelor": N_("bachelorstudiet i tolking"),
        "siling": N_("silingsprøven til autorisasjonsprøven"),
        "practical": N_("den praktiske autorisasjonsprøven"),
    },
    # What one can wish for: the exam as a whole.
    "wish": {
        "tospraaktest": N_("Tospråktesten"),
        "siling": N_("Autorisasjonsprøven"),
        "grunnemne": N_("Grunnemne i tolking, 30 studiepoeng"),
        "bachelor": N_("Bachelor i tolking"),
    },
    "test_part": {
        "whole": N_("Hele prøven"),
        "into_language": N_("Fra norsk"),
        "into_norwegian": N_("Til norsk"),
        "module_1": N_("Modul 1"),
        "module_2": N_("Modul 2"),
        "module_3": N_("Modul 3"),
        "module_4": N_("Modul 4"),
        "monologue": N_("Monolog"),
        "dialogue": N_("Dialog"),
        "prima_vista": N_("Prima vista"),
        "ethics": N_("Etikk"),
    },
    "verdict": {
        "passed": N_("Bestått"),
        "failed": N_("Ikke bestått"),
        "absent": N_("Møtte ikke"),
        "annulled": N_("Annullert"),
        "unknown": N_("Resultatet er ikke hos oss"),
    },
    "graduate_clock": {
        "offered": N_("Tilbudt i tide"),
        "offered_late": N_("Tilbudt for sent"),
        "running": N_("Ikke tilbudt ennå"),
        "broken": N_("Fristen er brutt"),
    },
    "graduate_stage": {
        "months_12": N_("Under tolv måneder igjen"),
        "months_6": N_("Under seks måneder igjen"),
        "months_3": N_("Under tre måneder igjen"),
        "broken": N_("Fristen er brutt"),
    },
    "goal": {
        "tospraaktest_candidates": N_("Kandidater til Tospråktesten"),
        "siling_candidates": N_("Kandidater til silingsprøven"),
        "siling_languages": N_("Språk i silingsprøven"),
    },
    "road_step": {
        "take_tospraaktest": N_("Ta Tospråktesten i språket ditt"),
        "take_tao": N_("Ta kurset TAO, tolkens ansvarsområde"),
        "take_practical": N_("Ta den praktiske autorisasjonsprøven"),
        "apply_for_bevilling": N_("Søk om bevilling som statsautorisert tolk"),
        "apply_for_listing": N_("Søk om oppføring i registeret"),
    },
    "road_step_link": {
        "take_tospraaktest": N_("Se når testen går"),
        "take_tao": N_("Se når kurset går"),
        "take_practical": N_("Se når prøven går"),
        "apply_for_listing": N_("Gå til søknaden om oppføring"),
    },
    # What a passed result means for the road.
    "result_means": {
        "tospraaktest": N_("Testen er dokumentasjon i registeret. Du kan ta kurset TAO."),
        "tao": N_("Kurset er dokumentasjon i registeret, i alle språk du har testen i."),
        "grunnemne": N_("Grunnemnet er dokumentasjon i registeret."),
        "bachelor": N_(
            "Graden er dokumentasjon i registeret. Du skal få tilbud om autorisasjonsprøve innen tre år."
        ),
        "siling": N_("Du kan melde deg på den praktiske prøven."),
        "practical": N_("Du kan søke IMDi om bevilling. Prøven alene er ingen bevilling."),
    },
}

ROAD_EVENTS: Mapping[str, str] = {
    "candidate.identified": N_("Kandidat knyttet til person"),
    "candidate.norwegian": N_("Norskferdigheter vurdert"),
    "enrolment.decided": N_("Plass i prøve avgjort"),
    "enrolment.withdrawn": N_("Plass i prøve gitt opp"),
    "interest.registered": N_("Interesse meldt"),
    "interest.withdrawn": N_("Interesse trukket"),
    "plan.draft_started": N_("Utkast til språkplan begynt"),
    "plan.line_added": N_("Tilbud lagt til i utkast"),
    "plan.line_removed": N_("Tilbud tatt ut av utkast"),
    "plan.published": N_("Språkplan publisert"),
    "result.corrected": N_("Resultat rettet"),
    "result.recorded": N_("Resultat registrert"),
    "round.cancelled": N_("Prøverunde avlyst"),
}

ROAD_COLORS: Mapping[str, Mapping[str, str]] = {
    "verdict": {"passed": "success", "failed": "neutral", "annulled": "warning"},
    "plan_state": {"open": "success", "coming": "info"},
    "graduate_clock": {
        "offered": "success",
        "offered_late": "warning",
        "running": "info",
        "broken": "danger",
    },
}
