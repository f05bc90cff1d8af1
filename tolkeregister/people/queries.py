"""Who may sign in, and in which hats."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import text

from tolkeregister.core.actor import Door, Role
from tolkeregister.core.database import Session

# The roles a door can give. An officer who is also an interpreter has two accounts and never both hats at once.
ROLES_BY_DOOR: Mapping[Door, frozenset[Role]] = MappingProxyType(
    {
        Door.PUBLIC_BODY: frozenset({Role.BOOKER, Role.BODY_ADMINISTRATOR, Role.AGENCY, Role.INSTITUTION}),
        Door.INTERPRETER: frozenset({Role.INTERPRETER}),
        Door.DIRECTORATE: frozenset({Role.OFFICER, Role.ADMINISTRATOR, Role.COMMITTEE_MEMBER}),
    }
)
WHOLE_ORGANISATION = frozenset({Role.BODY_ADMINISTRATOR, Role.AGENCY, Role.INSTITUTION})


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """An account that is not closed."""

    account_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Hat:
    """One organisation (or none) that an account may act for."""

    organisation_id: int | None
    orgnr: str | None
    organisation_name: str


@dataclass(frozen=True, slots=True)
class SignInAccount:
    """An account as a test provider lists it; `detail` is the organisation and unit, or the interpreter's number."""

    door: str
    subject: str
    name: str
    email: str
    orgnr: str | None
    detail: str
    roles: tuple[str, ...]


async def open_account(session: Session, door: Door, subject: str) -> OpenAccount | None:
    """The account with exactly this door and provider subject, unless it is closed. E-mail is never a key."""
    row = (await session.execute(
        text("SELECT id, name FROM account WHERE door = :door AND subject = :subject AND closed_at IS NULL"),
        {"door": door.value, "subject": subject},
    )).one_or_none()  # fmt: skip
    return OpenAccount(row.id, row.name) if row else None


async def hats_of(session: Session, account_id: int, door: Door) -> tuple[Hat, ...]:
    """The organisations in which the account has a role that this door can give; None counts as one.

    Through the interpreters' door people act for themselves only, whether they are in the register yet or not.
    """
    if door is Door.INTERPRETER:
        return (Hat(None, None, ""),)
    rows = await session.execute(
        text("SELECT DISTINCT r.organisation_id, o.orgnr, coalesce(o.name, '') AS name"
             " FROM account_role r LEFT JOIN organisation o ON o.id = r.organisation_id"
             " WHERE r.account_id = :account AND r.role = ANY(:roles) ORDER BY r.organisation_id NULLS LAST"),
        {"account": account_id, "roles": sorted(ROLES_BY_DOOR[door])},
    )  # fmt: skip
    return tuple(Hat(row.organisation_id, row.orgnr, row.name) for row in rows)


def effective_roles(door: Door, roles: tuple[str, ...], interpreter_id: int | None) -> frozenset[Role]:
    """The account's roles that this door gives. Without a place in the register nobody is an interpreter."""
    held = ROLES_BY_DOOR[door].intersection(Role(each) for each in roles)
    if door is Door.INTERPRETER:
        held |= {Role.APPLICANT}
    if interpreter_id is None:
        held -= {Role.INTERPRETER}
    return frozenset({Role.PUBLIC, *held})


def effective_unit(roles: frozenset[Role], units: tuple[int | None, ...]) -> int | None:
    """The unit an actor is limited to; None is the whole organisation.

    Several units and no role for the whole: the first unit, because seeing too little can be mended and seeing too
    much cannot.
    """
    if not units or None in units or roles & WHOLE_ORGANISATION:
        return None
    return min(unit for unit in units if unit is not None)


async def sign_in_accounts(session: Session) -> tuple[SignInAccount, ...]:
    """Every synthetic, open account with its hats, for the test provider; real people are never listed."""
    rows = await session.execute(text(
        "SELECT a.door, a.subject, a.name, a.email, o.orgnr, array_agg(DISTINCT r.role ORDER BY r.role)"
        " FILTER (WHERE r.role IS NOT NULL) AS roles,"
        " concat_ws(' · ', o.name, string_agg(DISTINCT u.name, ', '), min(i.number)) AS detail"
        " FROM account a LEFT JOIN account_role r ON r.account_id = a.id"
        " LEFT JOIN organisation o ON o.id = r.organisation_id LEFT JOIN unit u ON u.id = r.unit_id"
        " LEFT JOIN interpreter i ON i.person_id = a.person_id AND a.door = 'interpreter'"
        " WHERE a.closed_at IS NULL AND a.synthetic AND (r.id IS NOT NULL OR a.door = 'interpreter')"
        " GROUP BY a.id, o.id ORDER BY a.door, a.name, a.id, o.orgnr"
    ))  # fmt: skip
    return tuple(
        SignInAccount(
            row.door, row.subject, row.name, row.email, row.orgnr, row.detail, tuple(row.roles or ())
        )
        for row in rows
    )
