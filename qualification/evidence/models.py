"""Evidence of qualification, in valid time and recorded time. Nothing else decides a category (rule Q1)."""

from enum import StrEnum

from sqlalchemy.dialects.postgresql import Range
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, key, period


class EvidenceKind(StrEnum):
    """What can be shown (law_and_rules 1.3)."""

    BEVILLING = "bevilling"
    BACHELOR = "bachelor"
    FOREIGN_BACHELOR = "foreign_bachelor"
    GRUNNEMNE = "grunnemne"
    SIGN_EDUCATION = "sign_education"
    TOSPRAAKTEST = "tospraaktest"
    TAO = "tao"
    TRANSLATOR = "translator"


class Evidence(Table, table=True):
    """One thing that was shown. A correction ends `recorded` of the old row and adds a new row."""

    __tablename__ = "evidence"
    __table_args__ = (code_check("kind", EvidenceKind),)
    id: int | None = key()
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str
    language_tag: str | None = Field(default=None, foreign_key="language.tag")
    type: str | None = None
    valid: Range = Field(sa_column=period())  # type: ignore[type-arg]
    recorded: Range = Field(sa_column=period())  # type: ignore[type-arg]
    issuer: str
    reference: str
    synthetic: bool = False
