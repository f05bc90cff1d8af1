"""What the room's script says, in bokmål: the keys of the translations. The script fills in {name} and the like."""

from collections.abc import Mapping
from types import MappingProxyType

from web.view.texts import N_, Texts

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "something_failed": N_("Det gikk ikke. Prøv igjen."),
        "you": N_("Deg"),
        "somebody": N_("En deltaker"),
        "role_owner": N_("Møteleder"),
        "role_interpreter": N_("Tolk"),
        "role_person": N_("Den det tolkes for"),
        "role_guest": N_("Deltaker"),
        "pin": N_("Fest bildet av {name} stort"),
        "badge_listed": N_("Kategori {category}, tolkenummer {number}, oppført kl. {at}"),
        "badge_listed_plain": N_("Tolkenummer {number}, oppført kl. {at}"),
        "badge_unlisted": N_("Ikke oppført i tolkeregisteret kl. {at}"),
        "badge_unknown": N_("Vi får ikke kontrollert oppføringen nå"),
        "you_are_in": N_("Du er inne i samtalen. Ingenting blir tatt opp."),
        "you_are_let_in": N_("Du er sluppet inn. Åpne videorommet."),
        "came": N_("{name} er kommet inn."),
        "left": N_("{name} har forlatt samtalen."),
        "lost": N_("{name} mistet forbindelsen."),
        "returned": N_("{name} er tilbake."),
        "waits": N_("{name} venter på å bli sluppet inn."),
        "admit": N_("Slipp inn"),
        "remove": N_("Ta ut"),
        "locked": N_("Rommet er låst"),
        "unlocked": N_("Lås rommet"),
        "break_on": N_("Avslutt pausen"),
        "break_off": N_("Start pause"),
        "break_now": N_("Det er pause"),
        "break_over": N_("Pausen er over."),
        "break_at": N_("Pause kl. {at}"),
        "break_later": N_("Pause"),
        "interpreted_for": N_("Samtalen har vart i {minutes} min."),
        "time_for_break": N_("Det er tid for pause. Møtelederen bestemmer når."),
        "time_for_relief": N_("Det er tid for pause, eller for at den andre tolken overtar."),
        "interprets_now": N_("{name} tolker nå."),
        "you_interpret": N_("Du tolker nå."),
        "method_noted": N_("Det er skrevet ned at metoden er {method}."),
        "standing_listed": N_("Opplysningene om tolken i registeret er endret. Tolken er oppført."),
        "standing_unlisted": N_(
            "Tolken er ikke lenger oppført i tolkeregisteret. Du avgjør om samtalen skal gå videre."
        ),
        "standing_unknown": N_("Vi får ikke kontrollert oppføringen til tolken nå. Vi prøver igjen."),
        "asked_pause": N_("Du har bedt om pause."),
        "asked_repeat": N_("Du har bedt om å få det gjentatt."),
        "asked_slower": N_("Du har bedt dem snakke saktere."),
        "asked_bad_sound": N_("Du har sagt fra at lyden er dårlig."),
        "asked_bad_picture": N_("Du har sagt fra at bildet er dårlig."),
        "asks_pause": N_("{name} ber om pause."),
        "asks_repeat": N_("{name} ber om at det blir gjentatt."),
        "asks_slower": N_("{name} ber dere snakke saktere."),
        "asks_bad_sound": N_("{name} hører dårlig."),
        "asks_bad_picture": N_("{name} ser dårlig."),
        "wrote": N_("{name} har skrevet noe."),
        "document_of": N_("{name} viser et dokument"),
        "document_of_you": N_("Du viser et dokument"),
        "document_shown": N_("{name} viser et dokument."),
        "document_is_shown": N_("Alle i samtalen ser nå dokumentet ditt."),
        "document_ended": N_("{name} viser ikke lenger dokumentet."),
        "document_no_longer": N_("Dokumentet vises ikke lenger."),
        "document_page": N_("Side {number} av {pages}"),
        "document_page_comes": N_("Henter side {number} av {pages}"),
        "document_broken": N_("Side {number} av {pages} kan ikke vises her"),
        "document_hide": N_("Skjul dokumentet"),
        "document_again": N_("Vis dokumentet igjen"),
        "document_refused": N_(
            "{name} sendte et dokument som ikke kan vises. Ingenting mer tas imot derfra."
        ),
        "document_too_large": N_(
            "Filen er over 10 MB. Velg en mindre, eller ta et bilde av det dere trenger."
        ),
        "document_kind": N_(
            "Filen kan ikke vises. Velg PDF, JPG, PNG eller WebP, eller ta et bilde av dokumentet."
        ),
        "document_too_long": N_("Dokumentet har over 100 sider. Velg et kortere."),
        "document_unreadable": N_("Vi kan ikke lese filen. Ta et bilde av dokumentet i stedet."),
        "aside_choose": N_("Velg hvem du skriver til."),
        "aside_field": N_("Bare til {name}"),
        "aside_send": N_("Send bare til {name}"),
        "aside_to": N_("Du til {name}"),
        "aside_from": N_("{name} til deg"),
        "aside_wrote": N_("{name} har skrevet til bare deg."),
        "aside_failed": N_("Teksten kom ikke fram til {name}. Prøv igjen om litt."),
        "inside_now": N_("Inne nå: {name}."),
        "nobody": N_("ingen andre"),
        "follows_text": N_("{name} følger samtalen som tekst. Skriv det som blir sagt."),
        "nobody_hears": N_("Ingen andre er inne nå. Det ble ikke sendt."),
        "words_failed": N_("Det kom ikke fram til {name}. Prøv igjen om litt."),
        "trouble_noted": N_("Det er skrevet ned med klokkeslett."),
        "cannot_noted": N_("Det er skrevet ned at du ikke kan tolke forsvarlig. Møtelederen får vite det."),
        "cannot_said": N_(
            "{name} sa fra kl. {at}: Det kan ikke tolkes forsvarlig. Stopp, og bli enige om hva dere gjør."
        ),
        "audio_on": N_("Mikrofonen din er på."),
        "audio_off": N_("Mikrofonen din er av."),
        "video_on": N_("Kameraet ditt er på."),
        "video_off": N_("Kameraet ditt er av."),
        "audio_button_on": N_("Mikrofon på"),
        "audio_button_off": N_("Mikrofon av"),
        "video_button_on": N_("Kamera på"),
        "video_button_off": N_("Kamera av"),
        "audio_refused": N_(
            "Nettleseren får ikke bruke mikrofonen. Gi lov i adresselinjen, og last siden på nytt."
        ),
        "audio_missing": N_("Vi finner ingen mikrofon. Koble til en, eller bruk telefon."),
        "audio_taken": N_("Et annet program bruker mikrofonen. Lukk det, og slå mikrofonen på igjen."),
        "video_refused": N_(
            "Nettleseren får ikke bruke kameraet. Gi lov i adresselinjen, og last siden på nytt."
        ),
        "video_missing": N_("Vi finner ikke noe kamera. Du kan delta med lyd."),
        "video_taken": N_("Et annet program bruker kameraet. Lukk det, og slå kameraet på igjen."),
        "device": N_("Utstyr {number}"),
        "picture_stopped": N_("Vi stopper bildet ditt for å berge lyden."),
        "picture_back": N_("Bildet ditt er tilbake."),
        "line_open": N_("Tilkoblet"),
        "line_away": N_("Kobler til"),
        "line_away_long": N_(
            "Vi har mistet kontakten med tjenesten og kobler til igjen. Samtalen går videre."
        ),
        "server_away": N_("Tjenesten svarer ikke akkurat nå. Samtalen går videre."),
        "quality_good": N_("God forbindelse"),
        "quality_poor": N_("Svak forbindelse"),
        "quality_lost": N_("Forbindelsen er brutt"),
        "refused_room_full": N_("Det er plass til fire. Bruk virksomhetens eget videorom når dere er flere."),
        "refused_place_is_kept": N_("Én plass er holdt av til tolken."),
        "refused_only_the_owner_leads": N_("Bare møtelederen kan gjøre dette."),
        "refused_is_not_removed": N_("Tolken tas ikke ut her. Endre bestillingen."),
        "over_4400": N_("Siden sendte noe tjenesten ikke forstår. Last siden på nytt."),
        "over_4401": N_("Plassen din er ikke lenger din. Bruk lenken du har fått, eller logg inn igjen."),
        "over_4403": N_("Siden er åpnet fra et annet sted enn tjenesten. Bruk lenken du har fått."),
        "over_4404": N_("Dette rommet finnes ikke."),
        "over_4408": N_("Rommet er ikke åpnet ennå. Prøv igjen litt før avtalt tid."),
        "over_4409": N_("Du har åpnet samtalen i et annet vindu. Bruk det, eller last denne siden på nytt."),
        "over_early": N_("Rommet åpner {at}. Kom tilbake da."),
        "over_moved": N_("Samtalen er flyttet. Rommet åpner igjen {at}."),
        "over_removed": N_(
            "Møtelederen har tatt deg ut av samtalen. Kontakt virksomheten om det er en feil."
        ),
        "over_revoked": N_(
            "Plassen din i samtalen er trukket tilbake. Bestillingen kan være endret eller avlyst."
        ),
        "over_4411": N_("Du er ikke lenger med i samtalen. Kontakt virksomheten om det er en feil."),
        # trying the equipment
        "camera_works": N_("Kameraet virker."),
        "say_something": N_("Si noe, så ser vi om mikrofonen hører deg."),
        "microphone_works": N_("Mikrofonen hører deg."),
        "speaker_works": N_("Du hører lyden."),
        "speaker_fails": N_("Skru opp lyden, velg en annen høyttaler, eller bruk hodetelefoner."),
        "line_is_tried": N_("Vi prøver linjen. Det tar noen sekunder."),
        "not_kept": N_("Vi fikk ikke lagret svaret. Prøv igjen."),
    }
)


def sentences(texts: Texts) -> dict[str, str]:
    """All of them in one written form."""
    return {key: texts.gettext(text) for key, text in SENTENCES.items()}
