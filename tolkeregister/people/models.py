"""People, the accounts they sign in with, and what each account may do."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from tolkeregister.core.actor import Door, Role
from tolkeregister.core.tables import Table, code_check, instant, key


class Person(Table, table=True):
    """A person in the register. The national identity number is never published (rule P1)."""

    __tablename__ = "person"
    __table_args__ = (
        code_check("gender", ("woman", "man")),
        Index("person_name_folded_ix", "name_folded", postgresql_using="gist",
              postgresql_ops={"name_folded": "gist_trgm_ops"}),
    )  # fmt: skip
    id: int | None = key()
    national_id: str = Field(unique=True)
    given_name: str
    family_name: str
    name_folded: str  # fold(given family), written by the commands that write names; trigram index
    sort_key: str
    gender: str
    born_on: date = Field(index=True)
    municipality_code: str = Field(foreign_key="municipality.code")
    email: str
    phone: str
    dead_on: date | None = None
    synthetic: bool = False


class Account(Table, table=True):
    """Somebody who signs in through one door. Bound to the provider's subject at the first sign-in, never by e-mail."""

    __tablename__ = "account"
    __table_args__ = (
        code_check("door", Door),
        UniqueConstraint("door", "subject", name="account_door_subject_key"),
    )
    id: int | None = key()
    door: str
    subject: str  # national id (interpreter, public body) or directory object id (directorate)
    name: str
    email: str
    written_form: str = "nb"
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    closed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    synthetic: bool = False


class AccountRole(Table, table=True):
    """One role of an account, within an organisation or one of its units where the role has one."""

    __tablename__ = "account_role"
    __table_args__ = (code_check("role", tuple(each for each in Role if each is not Role.APPLICANT)),)
    id: int | None = key()
    account_id: int = Field(foreign_key="account.id", index=True)
    role: str
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
