"""The room, its seats, what passes between browsers for a moment, and what is kept of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from booking.assignments.models import Standing
from tolkeregister.core.tables import Table, code_check, document, instant, key
from tolkeregister.entries.models import Category


class Topology(StrEnum):
    """Browser to browser here, or the body's own video room behind a pasted link (feature 47)."""

    MESH = "mesh"
    OWN = "own"


class SeatRole(StrEnum):
    """What somebody is in the room. The owner is the professional, who leads the conversation (rule R3)."""

    OWNER = "owner"
    INTERPRETER = "interpreter"
    PERSON = "person"
    GUEST = "guest"


class RoomEventKind(StrEnum):
    """What is kept of a conversation: when somebody came and went, and what failed. Never what was said."""

    INVITED = "invited"
    SEATED = "seated"
    ADMITTED = "admitted"
    JOINED = "joined"
    LEFT = "left"
    REMOVED = "removed"
    REVOKED = "revoked"
    REISSUED = "reissued"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    TOOK_OVER = "took_over"
    BREAK = "break"
    RESUMED = "resumed"
    METHOD = "method"
    TROUBLE = "trouble"
    CANNOT = "cannot"
    STANDING = "standing"
    ENDED = "ended"


class Verdict(StrEnum):
    """What a line or a device is good for."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class TimesSide(StrEnum):
    """Who says when the conversation was."""

    BODY = "body"
    INTERPRETER = "interpreter"


class Room(Table, table=True):
    """One occurrence's room. It is open from `opens_at` until `closes_at` or `ended_at`, whichever comes first."""

    __tablename__ = "room"
    __table_args__ = (
        code_check("topology", Topology),
        CheckConstraint("opens_at < closes_at", name="window"),
        CheckConstraint("(topology = 'own') = (address IS NOT NULL)", name="address"),
        CheckConstraint("address ~ '^https://'", name="secure"),
        CheckConstraint("break_every BETWEEN 20 AND 60", name="break_every"),
        CheckConstraint("relief_assignment_id <> assignment_id", name="relief"),
        CheckConstraint("generation > 0", name="generation"),
    )
    id: int | None = key()
    assignment_id: int = Field(foreign_key="assignment.id", unique=True)
    opens_at: datetime = Field(sa_column=instant())
    closes_at: datetime = Field(sa_column=instant())
    generation: int = 1  # of links: a new one makes every earlier link a wrong one
    topology: str = Topology.MESH
    address: str | None = None  # of the body's own video room
    is_direct: bool = False  # without the relay: the browsers learn each other's address
    break_every: int = 40  # minutes of interpreting before a break is proposed (rule R3)
    relief_assignment_id: int | None = Field(default=None, foreign_key="assignment.id", unique=True)
    locked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    started_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    resumed_at: datetime | None = Field(
        default=None, sa_column=instant(nullable=True)
    )  # since the last break
    break_since: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    ended_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    wiped_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class RoomParticipant(Table, table=True):
    """A seat: given to an account, to an interpreter, or to whoever holds a link. Nothing here says who a person is."""

    __tablename__ = "room_participant"
    __table_args__ = (
        code_check("role", SeatRole),
        code_check("standing_seen", Standing),
        code_check("category_seen", Category),
        CheckConstraint("(role = 'owner') = (account_id IS NOT NULL)", name="owner"),
        CheckConstraint("interpreter_id IS NULL OR role = 'interpreter'", name="interpreter"),
        CheckConstraint("admitted_at IS NULL OR seat_hash IS NOT NULL OR revoked_at IS NOT NULL", name="admitted"),
        CheckConstraint("public_id IS NULL OR (account_id IS NULL AND interpreter_id IS NULL)", name="link"),
        Index("room_participant_room_ix", "room_id"),
        Index(
            "room_participant_owner_key", "room_id", "account_id", unique=True,
            postgresql_where=text("revoked_at IS NULL"),
        ),
        Index(
            "room_participant_interpreter_key", "room_id", "interpreter_id", unique=True,
            postgresql_where=text("revoked_at IS NULL"),
        ),
        Index(
            "room_participant_active_key", "room_id", unique=True,
            postgresql_where=text("is_active AND revoked_at IS NULL"),
        ),
    )  # fmt: skip
    id: int | None = key()
    room_id: int = Field(foreign_key="room.id")
    role: str
    account_id: int | None = Field(default=None, foreign_key="account.id")
    interpreter_id: int | None = Field(default=None, foreign_key="interpreter.id")
    label: str = ""  # what others see of somebody without sign-in: a role, never a name
    language_tag: str | None = Field(default=None, foreign_key="language.tag")  # of a person's pages
    public_id: str | None = Field(default=None, unique=True)  # of a link; see secrets.py
    invitation_id: int | None = Field(
        default=None, foreign_key="room_participant.id"
    )  # a second browser's, by the same
    seat_hash: str | None = Field(default=None, unique=True)
    page_id: str | None = None  # of the page that holds the seat now; another one takes over
    is_active: bool = False  # of two interpreters the one who interprets now
    invited_at: datetime = Field(sa_column=instant())
    seated_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    admitted_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    joined_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    seen_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))  # presence is a lease
    revoked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    standing_seen: str | None = None
    category_seen: str | None = None
    checked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class RoomSignal(Table, table=True):
    """One message from a browser to another, gone when it is read. The table is unlogged: nothing of it is kept."""

    __tablename__ = "room_signal"
    __table_args__ = (Index("room_signal_to_ix", "to_participant", "id"),)
    id: int | None = key(big=True)
    to_participant: int
    to_page: str
    from_participant: int
    from_page: str
    body: dict[str, Any] = Field(sa_column=document())
    created_at: datetime = Field(sa_column=instant())


class RoomEvent(Table, table=True):
    """One thing that happened, and when. Rows are only added."""

    __tablename__ = "room_event"
    __table_args__ = (code_check("kind", RoomEventKind), Index("room_event_room_ix", "room_id", "id"))
    id: int | None = key(big=True)
    room_id: int = Field(foreign_key="room.id")
    participant_id: int | None = Field(default=None, foreign_key="room_participant.id")
    role: str | None = None
    kind: str
    code: str | None = None
    at: datetime = Field(sa_column=instant())


class RoomCheck(Table, table=True):
    """What a participant's test of the equipment gave. Figures of a line, and nothing of a device's name or address."""

    __tablename__ = "room_check"
    __table_args__ = (
        code_check("camera", Verdict),
        code_check("microphone", Verdict),
        code_check("speaker", Verdict),
        code_check("line", Verdict),
        Index("room_check_participant_ix", "participant_id", "id"),
    )
    id: int | None = key(big=True)
    participant_id: int = Field(foreign_key="room_participant.id")
    camera: str
    microphone: str
    speaker: str
    line: str
    round_trip_ms: int | None = None
    loss_permille: int | None = None
    kbit_per_second: int | None = None
    is_relayed: bool | None = None
    at: datetime = Field(sa_column=instant())


class RoomConfirmation(Table, table=True):
    """The body's own word that the screen was satisfactory, or not (tolkeloven § 8, rule R1). Rows are only added."""

    __tablename__ = "room_confirmation"
    __table_args__ = (
        CheckConstraint(
            "is_satisfactory = (has_sound AND has_picture AND in_step AND is_private)", name="sum"
        ),
        Index("room_confirmation_room_ix", "room_id", "id"),
    )
    id: int | None = key()
    room_id: int = Field(foreign_key="room.id")
    account_id: int = Field(foreign_key="account.id")
    has_sound: bool
    has_picture: bool
    in_step: bool  # sound and picture together
    is_private: bool
    is_satisfactory: bool
    at: datetime = Field(sa_column=instant())


class StatedTimes(Table, table=True):
    """From when to when a side says the conversation was, beside what the room proposed then. Rows are only added.

    The latest of each side counts. `why` is there when it differs from what the other, or the room, had said.
    """

    __tablename__ = "stated_times"
    __table_args__ = (
        code_check("side", TimesSide),
        CheckConstraint("(side = 'body') = (account_id IS NOT NULL)", name="body"),
        CheckConstraint("(side = 'interpreter') = (interpreter_id IS NOT NULL)", name="interpreter"),
        CheckConstraint("started_at < ended_at", name="order"),
        CheckConstraint("ended_at - started_at <= interval '24 hours'", name="length"),
        CheckConstraint("length(why) <= 200", name="why"),
        CheckConstraint("(proposed_start IS NULL) = (proposed_end IS NULL)", name="proposed"),
        Index("stated_times_assignment_ix", "assignment_id", "id"),
    )
    id: int | None = key()
    assignment_id: int = Field(foreign_key="assignment.id")
    side: str
    account_id: int | None = Field(default=None, foreign_key="account.id")
    interpreter_id: int | None = Field(default=None, foreign_key="interpreter.id")
    started_at: datetime = Field(sa_column=instant())
    ended_at: datetime = Field(sa_column=instant())
    why: str = ""
    proposed_start: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    proposed_end: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    at: datetime = Field(sa_column=instant())
