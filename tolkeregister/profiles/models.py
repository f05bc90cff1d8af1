"""What interpreters state and let others see, each change of it, and every look somebody else has taken."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, instant, key


class ContactField(StrEnum):
    """What one may state so that others can reach one."""

    PHONE = "phone"
    EMAIL = "email"
    STREET_ADDRESS = "street_address"
    WEBSITE = "website"


class ConsentField(StrEnum):
    """What is public only by consent, each by itself (rule P1)."""

    PHONE = "phone"
    EMAIL = "email"
    STREET_ADDRESS = "street_address"
    WEBSITE = "website"
    PHOTO = "photo"


class ChangeField(StrEnum):
    """What of a profile a change is about. A photograph waits elsewhere, see `tolkebevis.photos`."""

    CHOSEN_NAME = "chosen_name"
    CLEARANCE = "clearance"
    PHONE = "phone"
    EMAIL = "email"
    STREET_ADDRESS = "street_address"
    WEBSITE = "website"
    MODES = "modes"
    SUBJECTS = "subjects"
    AVAILABILITY_LEVEL = "availability_level"
    ACTIVE = "active"


class ChangeState(StrEnum):
    """`made` counts at once; the others wait for the directorate first."""

    MADE = "made"
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class DeclineReason(StrEnum):
    """Why the directorate says no to a change."""

    NOT_DOCUMENTED = "not_documented"
    MISLEADING = "misleading"
    NOT_A_NAME = "not_a_name"


class StatedContact(Table, table=True):
    """What stands now; what stood before is in `ProfileChange`."""

    __tablename__ = "stated_contact"
    __table_args__ = (code_check("field", ContactField), CheckConstraint("value <> ''", name="value"))
    interpreter_id: int = Field(foreign_key="interpreter.id", primary_key=True)
    field: str = Field(primary_key=True)
    value: str
    stated_at: datetime = Field(sa_column=instant())


class PublishConsent(Table, table=True):
    """Given or taken back, at an instant. Only added to: the newest row of a field counts (GDPR article 7)."""

    __tablename__ = "publish_consent"
    __table_args__ = (
        code_check("field", ConsentField),
        Index("publish_consent_newest_ix", "interpreter_id", "field", "id"),
    )
    id: int | None = key(big=True)
    interpreter_id: int = Field(foreign_key="interpreter.id")
    field: str
    is_given: bool
    decided_at: datetime = Field(sa_column=instant())
    account_id: int | None = Field(default=None, foreign_key="account.id")


class ProfileChange(Table, table=True):
    """One difference: what stood and what shall stand, and whether somebody must agree."""

    __tablename__ = "profile_change"
    __table_args__ = (
        code_check("field", ChangeField),
        code_check("state", ChangeState),
        code_check("decline_reason", DeclineReason),
        CheckConstraint("(state = 'declined') = (decline_reason IS NOT NULL)", name="declined"),
        CheckConstraint(
            "(state IN ('approved', 'declined', 'withdrawn')) = (decided_at IS NOT NULL)", name="decided"
        ),
        Index("profile_change_interpreter_ix", "interpreter_id", "id"),
        Index("profile_change_waiting_key", "interpreter_id", "field", unique=True,
              postgresql_where=text("state = 'waiting'")),
    )  # fmt: skip
    id: int | None = key(big=True)
    interpreter_id: int = Field(foreign_key="interpreter.id")
    field: str
    before: str
    after: str
    state: str
    asked_at: datetime = Field(sa_column=instant())
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    decided_by: int | None = Field(default=None, foreign_key="account.id")
    decline_reason: str | None = None


class PersonRead(Table, table=True):
    """Somebody in the directorate opened a page about a person; once a day for each page. Only added to."""

    __tablename__ = "person_read"
    __table_args__ = (
        code_check("what", ("interpreter_page", "case_file", "changes")),
        UniqueConstraint("person_id", "account_id", "what", "read_on", name="person_read_once_key"),
    )
    id: int | None = key(big=True)
    person_id: int = Field(foreign_key="person.id")
    account_id: int = Field(foreign_key="account.id")
    what: str
    read_on: date
    read_at: datetime = Field(sa_column=instant())
