"""What was handed out of a case, to which request, and what was held back. Only added to."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from tolkeregister.core.tables import Table, document, instant, key


class Disclosure(Table, table=True):
    """One export: `withheld` lists each document that was not given whole, with its ground; `sha256` of the file."""

    __tablename__ = "disclosure"
    __table_args__ = (
        CheckConstraint("length(request) > 0", name="request"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
    )
    id: int | None = key()
    case_id: int = Field(foreign_key="case_file.id", index=True)
    request: str
    withheld: list[Any] = Field(sa_column=document())
    sha256: str
    account_id: int = Field(foreign_key="account.id")
    made_at: datetime = Field(sa_column=instant())
