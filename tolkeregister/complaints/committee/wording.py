"""What the seats and the views of the committee are called in documents, in both written forms."""

from tolkeregister.complaints.committee.rules.following import DIVIDED
from tolkeregister.complaints.committee.rules.words import Recommended, Seat
from tolkeregister.decisions.kinds import Words

SEATS = {
    Seat.INTERPRETER: Words("Tolk", "Tolk"),
    Seat.ORDERER: Words("Tolkebestiller", "Tolkebestillar"),
    Seat.EDUCATION: Words("Utdanning", "Utdanning"),
    Seat.USER: Words("Brukerrepresentant", "Brukarrepresentant"),
}
VIEWS = {
    Recommended.NO_REACTION: Words("Ingen reaksjon", "Ingen reaksjon"),
    Recommended.GUIDANCE: Words("Veiledning", "Rettleiing"),
    Recommended.WARNING: Words("Advarsel", "Åtvaring"),
    Recommended.EXCLUDED_UNTIL: Words("Utestenging i en periode", "Utestenging i ein periode"),
    Recommended.EXCLUDED_FOR_GOOD: Words("Utestenging for alltid", "Utestenging for alltid"),
}
_DIVIDED = Words("Utvalget var delt", "Utvalet var delt")


def advice_name(code: str, form: str) -> str:
    """What an advice is called, a divided one too."""
    words = _DIVIDED if code == DIVIDED else VIEWS[Recommended(code)]
    return words.in_form(form)
