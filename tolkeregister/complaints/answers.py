"""What the reporter is answered, by what the complaint was found to be (rule W2). In both written forms."""

from collections.abc import Mapping
from types import MappingProxyType

from tolkeregister.decisions.kinds import Words

_HANDLED = (
    "Vi har tatt imot varselet ditt og vurderer om tolken har brutt {}. Tolken får uttale seg før vi avgjør saken. "
    "Du får ikke vite utfallet, fordi det er taushetsbelagt."
)
_HANDLED_NN = (
    "Vi har teke imot varselet ditt og vurderer om tolken har brote {}. Tolken får uttale seg før vi avgjer saka. "
    "Du får ikkje vite utfallet, fordi det er omfatta av teieplikt."
)


def _handled(rule_nb: str, rule_nn: str) -> Words:
    return Words(_HANDLED.format(rule_nb), _HANDLED_NN.format(rule_nn))


ANSWERS: Mapping[str, Words] = MappingProxyType(
    {
        "handled_14": _handled(
            "reglene om god tolkeskikk (tolkeloven § 14)", "reglane om god tolkeskikk (tolkelova § 14)"
        ),
        "handled_15": _handled("taushetsplikten (tolkeloven § 15)", "teieplikta (tolkelova § 15)"),
        "handled_16": _handled(
            "reglene om habilitet (tolkeloven § 16)", "reglane om habilitet (tolkelova § 16)"
        ),
        "title_misuse": Words(
            "Vi har tatt imot meldingen om misbruk av tittel eller tolkebevis, og undersøker den.",
            "Vi har teke imot meldinga om misbruk av tittel eller tolkebevis, og undersøkjer ho.",
        ),
        "outside": Words(
            "Meldingen gjelder ikke pliktene i tolkeloven §§ 14–16. Da kan vi ikke behandle den. Uenighet om "
            "betaling og avtaler tar du opp med den som formidlet eller bestilte tolken. At et offentlig organ ikke "
            "brukte tolk, eller brukte barn som tolk, melder du til organet selv eller til tilsynet for den tjenesten.",
            "Meldinga gjeld ikkje pliktene i tolkelova §§ 14–16. Då kan vi ikkje behandle ho. Usemje om betaling og "
            "avtalar tek du opp med den som formidla eller bestilte tolken. At eit offentleg organ ikkje brukte tolk, "
            "eller brukte barn som tolk, melder du til organet sjølv eller til tilsynet for den tenesta.",
        ),
        "not_listed": Words(
            "Den meldingen gjelder, står ikke i Nasjonalt tolkeregister og har ikke bevilling som statsautorisert "
            "tolk. Da kan vi ikke gi en reaksjon. Meld fra til den som bestilte eller formidlet tolken.",
            "Den meldinga gjeld, står ikkje i Nasjonalt tolkeregister og har ikkje løyve som statsautorisert tolk. Då "
            "kan vi ikkje gi ein reaksjon. Meld frå til den som bestilte eller formidla tolken.",
        ),
        "duplicate": Words(
            "Vi behandler allerede en sak om det samme. Det du har sendt inn, følger den saken.",
            "Vi behandlar alt ei sak om det same. Det du har sendt inn, følgjer den saka.",
        ),
        "handed_over": Words(
            "Saken hører hjemme hos andre, og vi behandler den ikke. Ta kontakt med:",
            "Saka høyrer heime hos andre, og vi behandlar ho ikkje. Ta kontakt med:",
        ),
        "decided": Words(
            "Saken er ferdig behandlet. Utfallet er taushetsbelagt.",
            "Saka er ferdig behandla. Utfallet er omfatta av teieplikt.",
        ),
    }
)
