"""Sessions, kept in PostgreSQL so that they end everywhere at once."""

from datetime import datetime

from sqlmodel import Field

from tolkeregister.core.tables import Table, instant, key


class WebSession(Table, table=True):
    """A signed-in browser. Only a hash of the cookie is stored."""

    __tablename__ = "web_session"
    id: int | None = key()
    token_hash: str = Field(unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    door: str
    organisation_id: int | None = Field(
        default=None, foreign_key="organisation.id"
    )  # the hat chosen at sign-in
    provider_sid: str | None = Field(default=None, index=True)
    id_token: str | None = None  # the hint for signing out at the provider
    created_at: datetime = Field(sa_column=instant())
    seen_at: datetime = Field(sa_column=instant())
    ended_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class SignInAttempt(Table, table=True):
    """A sign-in under way: what the callback must match. Used once, short-lived."""

    __tablename__ = "sign_in_attempt"
    state_hash: str = Field(primary_key=True)
    browser_hash: str  # of the cookie in the browser that began; another browser cannot finish (login CSRF)
    door: str
    nonce: str
    code_verifier: str
    return_to: str
    created_at: datetime = Field(sa_column=instant(index=True))


class FormDraft(Table, table=True):
    """A filled-in form that was sent after the session had ended; its owner gets it back after signing in again.

    The fields are encrypted with a key that only the browser's cookie can complete.
    """

    __tablename__ = "form_draft"
    key_hash: str = Field(primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    path: str
    sealed: str
    created_at: datetime = Field(sa_column=instant(index=True))


class RateCount(Table, table=True):
    """How often something was done from somewhere in one window."""

    __tablename__ = "rate_count"
    key: str = Field(primary_key=True)
    window_start: datetime = Field(sa_column=instant(primary_key=True))
    count: int
