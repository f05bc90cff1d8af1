"""Who is asking, in which hat. Every command and every access rule takes an actor."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do. Approver and payer will join this list.

    PUBLIC and APPLICANT are never given: everybody is the first, and whoever comes through the interpreters' door, in
    the register or not, is the second.
    """

    PUBLIC = "public"
    APPLICANT = "applicant"
    INTERPRETER = "interpreter"
    BOOKER = "booker"
    BODY_ADMINISTRATOR = "body_administrator"
    AGENCY = "agency"
    INSTITUTION = "institution"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"
    COMMITTEE_MEMBER = "committee_member"


class Door(StrEnum):
    """Which sign-in somebody came through."""

    PUBLIC_BODY = "public_body"
    INTERPRETER = "interpreter"
    DIRECTORATE = "directorate"


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in account with the roles that came with the door it used, or nobody, or the system itself."""

    account_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset({Role.PUBLIC})
    interpreter_id: int | None = None
    organisation_id: int | None = None
    organisation_name: str = ""
    unit_id: int | None = None
    session_id: int | None = None
    written_form: str = "nb"
    is_system: bool = False

    def has(self, *roles: Role) -> bool:
        """Whether the actor has any of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_public_body(self) -> bool:
        """A booker or an administrator of a public body."""
        return self.has(Role.BOOKER, Role.BODY_ADMINISTRATOR)

    @property
    def is_directorate(self) -> bool:
        """An officer or an administrator of the directorate."""
        return self.has(Role.OFFICER, Role.ADMINISTRATOR)


NOBODY = Actor()
SYSTEM = Actor(name="system", roles=frozenset(), is_system=True)
