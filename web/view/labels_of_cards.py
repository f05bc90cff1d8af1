"""What codes about cards and messages to systems are called on the pages, in bokmål: part of `LABELS`."""

from collections.abc import Mapping

from web.view.texts import N_

CARDS: Mapping[str, Mapping[str, str]] = {
    "card_mismatch": {
        "other_person": N_("Det er ikke personen på bildet"),
        "not_own_card": N_("Personen viste et bevis som tilhører en annen"),
        "card_altered": N_("Beviset ser ut til å være endret"),
    },
    "photo_declined": {
        "not_a_face": N_("Bildet viser ikke et ansikt"),
        "not_like_the_holder": N_("Bildet ligner ikke nok på deg"),
        "several_people": N_("Det er flere personer på bildet"),
        "covered": N_("Ansiktet er delvis dekket"),
        "blurred": N_("Bildet er uklart"),
    },
    "message_state": {
        "waiting": N_("Venter"),
        "delivered": N_("Levert"),
        "dead": N_("Gitt opp"),
    },
    "sending_problem": {
        "webhook_host_unknown": N_("Finner ikke adressen"),
        "webhook_private_address": N_("Adressen leder inn i et lukket nett"),
    },
}
CARD_EVENTS: Mapping[str, str] = {
    "card.made": N_("Tolkebevis laget"),
    "card.renewed": N_("Koden på tolkebeviset byttet"),
    "card.revoked": N_("Tolkebevis trukket tilbake"),
    "card_report.closed": N_("Melding om tolkebevis lukket"),
    "photo.sent": N_("Bilde sendt inn"),
    "photo.approved": N_("Bilde godkjent"),
    "photo.declined": N_("Bilde avslått"),
    "signing_key.made": N_("Signeringsnøkkel laget"),
    "signing_key.replaced": N_("Signeringsnøkkel byttet"),
    "webhook.registered": N_("System registrert for meldinger"),
    "webhook.ended": N_("Meldinger til system avsluttet"),
    "webhook.secret_changed": N_("Hemmelighet for system byttet"),
    "webhook.sent_again": N_("Meldinger til system sendt på nytt"),
}
CARD_REASONS: Mapping[str, str] = {
    "card_not_listed": N_("Bare tolker som står i registeret, har tolkebevis"),
    "card_entry_not_listed": N_("Du står ikke i registeret med dette språket"),
    "card_not_found": N_("Du har ikke noe slikt bevis"),
    "report_not_found": N_("Vi finner ikke meldingen"),
    "photo_missing": N_("Velg et bilde"),
    "photo_too_large": N_("Bildet er for stort. Velg et på høyst 5 MB."),
    "photo_unreadable": N_("Filen er ikke et bilde vi kan lese. Velg en JPEG eller PNG."),
    "photo_too_small": N_("Bildet er for lite. Det må ha minst %(least)s punkter på hver side."),
    "photo_not_found": N_("Vi finner ikke bildet"),
    "photo_decided": N_("Bildet er alt behandlet, eller tolken har sendt et nytt"),
    "statement_fresh": N_("Koden er laget av registeret nå nettopp"),
    "statement_old": N_("Koden er laget av registeret, men er gammel"),
    "statement_expired": N_("Koden er utløpt"),
    "statement_from_the_future": N_("Koden har tider som ikke kan stemme"),
    "statement_altered": N_("Koden er endret"),
    "statement_unknown_key": N_("Koden er signert med en ukjent nøkkel"),
    "statement_unreadable": N_("Dette er ikke en kode fra et tolkebevis"),
    "cursor_unreadable": N_("Stedet du spør fra, er ikke et vi har gitt"),
    "cursor_too_old": N_("Du har vært borte for lenge. Begynn på nytt fra 0."),
    "too_many_numbers": N_("Spør om minst ett og høyst %(most)s numre"),
    "unknown_value": N_("Velg en av verdiene"),
    "too_long": N_("Teksten er for lang"),
    "webhook_address_unreadable": N_("Adressen kan ikke leses"),
    "webhook_needs_https": N_("Adressen må begynne med https://"),
    "webhook_host_unknown": N_("Vi finner ikke adressen"),
    "webhook_private_address": N_("Adressen leder inn i et lukket nett"),
    "webhook_not_found": N_("Vi finner ikke systemet"),
    "webhook_ended": N_("Systemet får ikke meldinger lenger"),
}
