"""Sentences for what the rules of the screen room answer."""

from collections.abc import Mapping
from types import MappingProxyType

from web.view.texts import N_

ROOM_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "room_open": N_("Rommet er åpent"),
        "room_not_open_yet": N_("Rommet er ikke åpnet ennå"),
        "room_closed": N_("Tiden for samtalen er over"),
        "room_ended": N_("Samtalen er avsluttet"),
        "room_not_found": N_("Vi finner ikke rommet"),
        "room_locked": N_("Møtelederen har låst rommet. Ring virksomheten om du skal være med"),
        "room_full": N_("Det er plass til fire i rommet. Bruk virksomhetens eget videorom når dere er flere"),
        "place_is_kept": N_("Den siste plassen er holdt av til tolken eller møtelederen"),
        "has_room": N_("Det er plass"),
        "seat_free": N_("Plassen er ledig"),
        "seat_revoked": N_("Plassen gjelder ikke lenger"),
        "seat_not_found": N_("Vi finner ikke plassen"),
        "waits_for_owner": N_("Møtelederen slipper deg inn"),
        "leads": N_("Leder samtalen"),
        "only_the_owner_leads": N_("Bare møtelederen kan gjøre dette"),
        "only_an_interpreter_takes_over": N_("Bare tolken kan overta tolkingen"),
        "only_an_interpreter_says_so": N_("Bare tolken kan si dette"),
        "is_not_removed": N_("Tolken tas ikke ut her. Endre bestillingen"),
        "not_in_this_room": N_("Du har ikke plass i dette rommet"),
        "nobody_waits_there": N_("Den som ventet, har gått"),
        "too_many_at_the_door": N_("Det venter for mange på denne lenken. Ring virksomheten"),
        "too_many_invited": N_("Du kan ha tolv lenker om gangen. Trekk tilbake en som ikke trengs"),
        "link_replaced": N_("Lenken er byttet ut. Be virksomheten om den nye"),
        "link_withdrawn": N_("Lenken er trukket tilbake. Kontakt virksomheten om det er en feil"),
        "code_not_found": N_("Nummeret og koden hører ikke sammen. Se etter en gang til"),
        "unknown_code": N_("Det gikk ikke. Last siden på nytt, og prøv igjen"),
        "unknown_role": N_("Velg hvem lenken er til"),
        "not_a_secure_address": N_("Lim inn en adresse som begynner med https://"),
        "conversation_has_begun": N_("Samtalen har begynt"),
        "no_such_relief": N_(
            "Avløseren må ha et eget oppdrag i samme enhet, på samme språk og til samme tid"
        ),
        "never_together": N_("Tolken og en annen var aldri inne samtidig"),
        "still_together": N_("Samtalen er ikke avsluttet"),
        "from_the_room": N_("Fra rommets egen logg"),
        "not_due": N_("Oppdraget var ikke noens å møte til"),
        "unknown_language": N_("Velg et språk fra listen"),
        "only_the_booker_decides": N_("Bare virksomheten som bestilte, bestemmer dette"),
        "plan_b_missing": N_("Skriv telefonnummeret dere går over til hvis skjermen svikter"),
        "test_minutes_missing": N_("Velg når utstyret skal prøves, fra {least} til {most} minutter før"),
        # when it was, as each side says it
        "possible": N_("Tiden kan stemme"),
        "may_state_times": N_("Du kan si når samtalen var"),
        "no_times_of_this": N_("Det er ikke noe å si om tiden for dette oppdraget"),
        "only_the_two_sides": N_("Bare virksomheten og tolken sier når samtalen var"),
        "end_before_start": N_("Slutten må være etter starten, og høyst et døgn"),
        "before_the_room_opened": N_("Starten kan ikke være før rommet åpnet"),
        "times_not_over": N_("Slutten kan ikke være fram i tid"),
        "why_missing": N_("Skriv kort hvorfor du sier en annen tid"),
        "why_too_long": N_("Skriv det kortere, høyst {most} tegn"),
        # the line
        "good_line": N_("Linjen er god nok for lyd og bilde."),
        "no_line": N_("Vi kommer ikke gjennom til reléserveren. Prøv et annet nett, eller bruk telefon."),
        "little_capacity": N_("Linjen bærer lite. Gå nærmere ruteren, bruk kabel, eller slå av kameraet."),
        "slow_line": N_("Linjen er treg. Bruk kabel eller et annet nett."),
        "lossy_line": N_("Noe av lyden blir borte. Gå nærmere ruteren, eller bruk kabel."),
    }
)
