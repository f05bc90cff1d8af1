"""What codes about campaigns of re-registration are called on the pages, in bokmål: part of `LABELS` and `REASONS`."""

from collections.abc import Mapping

from web.view.texts import N_

CAMPAIGNS: Mapping[str, Mapping[str, str]] = {
    "campaign_state": {
        "waiting": N_("Ikke svart"),
        "confirmed": N_("Har bekreftet"),
        "wants_out": N_("Vil ut av registeret"),
        "inactive": N_("Satt som ikke aktiv"),
        "returned": N_("Kom tilbake etter fristen"),
        "exempted": N_("Unntatt"),
        "left": N_("Ikke lenger i registeret"),
        "released": N_("Ikke spurt mer"),
    },
    "campaign_phase": {
        "running": N_("Pågår"),
        "ending": N_("Fristen er ute, noen har fortsatt tid"),
        "closed": N_("Ferdig"),
        "stopped": N_("Stanset"),
    },
    "exempt_reason": {
        "answered_otherwise": N_("Har svart på en annen måte"),
        "absent": N_("Er borte en lengre tid"),
        "unreachable": N_("E-posten kommer ikke fram"),
        "other_case": N_("Avklares i en annen sak"),
    },
}
CAMPAIGN_COLORS: Mapping[str, Mapping[str, str]] = {
    "campaign_state": {
        "waiting": "info", "confirmed": "success", "wants_out": "warning", "inactive": "warning",
        "returned": "success",
    },
    "campaign_phase": {"running": "info", "ending": "info", "closed": "success"},
}  # fmt: skip
CAMPAIGN_EVENTS: Mapping[str, str] = {
    "campaign.started": N_("Kampanje startet"),
    "campaign.stopped": N_("Kampanje stanset"),
    "campaign.closed": N_("Kampanje ferdig"),
    "campaign.exempted": N_("Tolk unntatt fra kampanje"),
    "campaign.wants_out": N_("Tolken vil ut av registeret"),
    "exam_news.declined": N_("Tolken vil ikke ha e-post om prøver"),
    "exam_news.wanted": N_("Tolken vil ha e-post om prøver"),
}
CAMPAIGN_REASONS: Mapping[str, str] = {
    "campaign_deadline": N_("Siste dag må være om %(least)s til %(most)s dager"),
    "campaign_needs_a_reminder": N_("Sett minst én påminnelse"),
    "campaign_reminder_outside": N_(
        "Påminnelser må være etter i dag og senest %(before)s dager før siste dag for å svare"
    ),
    "campaign_reminders_in_order": N_("Den andre påminnelsen må være etter den første"),
    "campaign_changed_meanwhile": N_("Hvem det gjelder, er endret siden du så over. Se over igjen"),
    "campaign_asks_nobody": N_(
        "Ingen å spørre. Alle i utvalget er spurt i en annen kampanje, eller utvalget er tomt"
    ),
    "campaign_not_found": N_("Vi finner ikke kampanjen eller tolken i den"),
    "campaign_answered": N_("Det er alt svart, eller ingen spør lenger"),
    "campaign_stopped": N_("Kampanjen er alt stanset"),
    "campaign_is_over": N_("Fristen er ute. Kampanjen kan ikke stanses lenger"),
}
