"""Invented people who are not in the register and come to apply, as the population register would know them."""

from dataclasses import dataclass
from datetime import date

from web.demo.nation.identity import ascii_word, national_id


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One person. `protection` is the population register's own word; `former` a number that was replaced."""

    given_name: str
    family_name: str
    gender: str
    born_on: date
    municipality_code: str
    language_tag: str
    protection: str = "ugradert"
    former: str = ""

    @property
    def name(self) -> str:
        """Given name and family name."""
        return f"{self.given_name} {self.family_name}"

    @property
    def national_id(self) -> str:
        """A number of the synthetic series."""
        return national_id(self.born_on, self.gender, set(), "newcomer", self.name)

    @property
    def email(self) -> str:
        """An address that leads nowhere."""
        return f"{ascii_word(self.given_name)}.{ascii_word(self.family_name)}@tolk.example".lower()


AMINA = Newcomer("Amina", "Warsame Nur", "woman", date(1994, 3, 12), "0301", "so")
TESFAYE = Newcomer("Tesfaye", "Kidane", "man", date(1988, 9, 4), "4601", "ti")
YUSUF = Newcomer("Yusuf", "Daoud", "man", date(1991, 11, 23), "5001", "ar")
NATALIA = Newcomer("Natalia", "Shevchuk", "woman", date(1985, 6, 17), "1103", "uk")
LI = Newcomer("Li", "Chen", "woman", date(1999, 1, 30), "3301", "cmn")
MARTA = Newcomer("Marta", "Kowalczyk", "woman", date(1979, 4, 8), "0301", "pl")
SARA = Newcomer("Sara", "Lindahl", "woman", date(1990, 8, 2), "0301", "fa", "strengtFortrolig")
IBRAHIM = Newcomer("Ibrahim", "Osman", "man", date(1993, 5, 21), "4601", "so", former="61859300188")
DECIDED = (
    Newcomer("Hiwet", "Gebremedhin", "woman", date(1987, 2, 14), "5501", "ti"),
    Newcomer("Darya", "Ahmadi", "woman", date(1992, 10, 9), "0301", "fa"),
    Newcomer("Piotr", "Wójcik", "man", date(1984, 12, 1), "1103", "pl"),
    Newcomer("Oksana", "Bondarenko", "woman", date(1995, 7, 28), "5001", "uk"),
    Newcomer("Nguyen", "Thi Lan", "woman", date(1989, 3, 3), "3301", "vi"),
    Newcomer("Rojin", "Aslan", "woman", date(1996, 9, 19), "4601", "ckb"),
)
NEWCOMERS = (AMINA, TESFAYE, YUSUF, NATALIA, LI, MARTA, SARA, IBRAHIM, *DECIDED)
