"""Languages and the words people use for them."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check


class Language(Table, table=True):
    """One language, spoken, signed, tactile or written. The key is its BCP 47 tag."""

    __tablename__ = "language"
    __table_args__ = (code_check("kind", ("spoken", "sign", "written", "tactile")),)
    tag: str = Field(primary_key=True)
    iso639_3: str | None = None
    name_nb: str
    name_nn: str
    name_en: str
    name_native: str
    script: str | None = None
    direction: str
    kind: str
    sort_key: str = Field(index=True)
    valid_from: date
    valid_to: date | None = None


class LanguageWord(Table, table=True):
    """A folded word that means a language. An ambiguous word has several rows and is answered with a choice."""

    __tablename__ = "language_word"
    __table_args__ = (Index("language_word_word_ix", "word"),)
    word: str = Field(primary_key=True)
    language_tag: str = Field(primary_key=True, foreign_key="language.tag")
    is_ambiguous: bool
