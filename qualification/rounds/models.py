"""Institutions, rounds, candidates and results. The criteria belong to the round, so an old result stays (rule E5)."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, document, instant, key


class TestKind(StrEnum):
    """What a round is of. `siling` and `practical` are the two parts of autorisasjonsprøven."""

    __test__ = False
    TOSPRAAKTEST = "tospraaktest"
    TAO = "tao"
    GRUNNEMNE = "grunnemne"
    BACHELOR = "bachelor"
    SILING = "siling"
    PRACTICAL = "practical"


AUTHORISATION = (TestKind.SILING, TestKind.PRACTICAL)


class Part(StrEnum):
    """A part of a test; `whole` is the verdict of all of it, the only one that gives evidence but for TAO's modules."""

    WHOLE = "whole"
    INTO_LANGUAGE = "into_language"
    INTO_NORWEGIAN = "into_norwegian"
    MODULE_1 = "module_1"
    MODULE_2 = "module_2"
    MODULE_3 = "module_3"
    MODULE_4 = "module_4"
    MONOLOGUE = "monologue"
    DIALOGUE = "dialogue"
    PRIMA_VISTA = "prima_vista"
    ETHICS = "ethics"


class Verdict(StrEnum):
    """What the institution found; `unknown` is for years of which only the number of sittings is kept."""

    PASSED = "passed"
    FAILED = "failed"
    ABSENT = "absent"
    ANNULLED = "annulled"
    UNKNOWN = "unknown"


class EnrolmentState(StrEnum):
    """Where somebody's place in a round stands."""

    APPLIED = "applied"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Institution(Table, table=True):
    """Who holds tests and courses. Which one holds what is data: it may be another tomorrow."""

    __tablename__ = "institution"
    __table_args__ = (CheckConstraint("web = '' OR web LIKE 'https://%'", name="web"),)
    code: str = Field(primary_key=True)
    name: str
    orgnr: str = Field(unique=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", unique=True)
    web: str = ""  # where one signs up; empty when it is not known


class Round(Table, table=True):
    """One test or course in one language in one round, with the criteria and thresholds that it was judged by."""

    __tablename__ = "test_round"
    __table_args__ = (
        code_check("test", TestKind),
        code_check("type", ("speech", "sign", "speech_to_text", "deafblind")),
        CheckConstraint("(test = 'tao') = (language_tag IS NULL)", name="language"),
        CheckConstraint("application_opens <= application_closes", name="application"),
        CheckConstraint("payment_opens <= payment_closes", name="payment"),
        CheckConstraint("held_from <= held_to", name="held"),
        CheckConstraint("(cancelled_at IS NULL) = (cancelled_reason IS NULL)", name="cancelled"),
        UniqueConstraint("institution_code", "test", "code", "language_tag", "type", name="test_round_code_key",
                         postgresql_nulls_not_distinct=True),
        UniqueConstraint("id", "test", "code", "language_tag", name="test_round_what_key"),
        Index("test_round_language_ix", "language_tag", "test", "held_from"),
    )  # fmt: skip
    id: int | None = key()
    institution_code: str = Field(foreign_key="institution.code")
    test: str
    code: str  # of the round across languages, such as 2026-2
    language_tag: str | None = Field(default=None, foreign_key="language.tag")
    type: str = "speech"
    place: str  # free words; empty when digital
    capacity: int | None = None
    application_opens: date | None = None
    application_closes: date | None = None
    payment_opens: date | None = None
    payment_closes: date | None = None
    held_from: date
    held_to: date
    fee_nok: int | None = None
    criteria: str  # the version, such as siling-2025
    thresholds: dict[str, Any] = Field(sa_column=document())  # by part, in per cent
    aids: list[str] = Field(sa_column=document())  # codes of what was allowed
    cancelled_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    cancelled_reason: str | None = None
    synthetic: bool = False


class Candidate(Table, table=True):
    """Somebody as an institution knows them; `person_id` when it is certain who that is."""

    __tablename__ = "candidate"
    __table_args__ = (
        code_check("gender", ("woman", "man")),
        UniqueConstraint("institution_code", "number", name="candidate_number_key"),
        UniqueConstraint("institution_code", "person_id", name="candidate_person_key"),
        Index("candidate_person_id_ix", "person_id"),
    )
    id: int | None = key()
    institution_code: str = Field(foreign_key="institution.code")
    number: str  # the institution's own
    person_id: int | None = Field(default=None, foreign_key="person.id")
    gender: str | None = None
    synthetic: bool = False


class NorwegianSkill(Table, table=True):
    """What a candidate has shown of knowing Norwegian, and what was found (rule E8). The document stays there."""

    __tablename__ = "norwegian_skill"
    __table_args__ = (
        code_check("kind", ("norskprove_b2", "upper_secondary", "bergenstest", "university", "other")),
        code_check("verdict", ("pending", "verified", "refused")),
        CheckConstraint("(verdict = 'pending') = (decided_at IS NULL)", name="decided"),
    )
    id: int | None = key()
    candidate_id: int = Field(foreign_key="candidate.id", index=True)
    kind: str
    issuer: str
    issued_on: date
    verdict: str
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    account_id: int | None = Field(default=None, foreign_key="account.id")


class Enrolment(Table, table=True):
    """A candidate's place in a round. One language per candidate and authorisation round (rule E1)."""

    __tablename__ = "enrolment"
    __table_args__ = (
        code_check("state", EnrolmentState),
        code_check("exemption", ("same_language_bachelor",)),
        ForeignKeyConstraint(
            ["round_id", "test", "code", "language_tag"],
            [f"test_round.{each}" for each in ("id", "test", "code", "language_tag")],
            name="enrolment_what_fkey",
        ),
        ForeignKeyConstraint(["round_id"], ["test_round.id"], name="enrolment_round_id_fkey"),
        ExcludeConstraint(
            ("candidate_id", "="), ("code", "="), ("language_tag", "<>"), using="gist",
            where=text("test IN ('siling', 'practical') AND state IN ('applied', 'accepted')"),
            name="enrolment_one_language",
        ),
        Index("enrolment_open_key", "candidate_id", "round_id", unique=True,
              postgresql_where=text("state IN ('applied', 'accepted')")),
        Index("enrolment_round_id_ix", "round_id"),
        CheckConstraint("refunded_on IS NULL OR paid_on IS NOT NULL", name="refunded"),
    )  # fmt: skip
    id: int | None = key()
    round_id: int
    test: str
    code: str
    language_tag: str | None = None
    candidate_id: int = Field(foreign_key="candidate.id")
    state: str
    exemption: str | None = None  # from siling (rule E4)
    reasons: list[Any] = Field(sa_column=document())  # codes of the rule that decided
    applied_at: datetime = Field(sa_column=instant())
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    identity_checked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    paid_on: date | None = None
    refunded_on: date | None = None


class Sitting(Table, table=True):
    """One time somebody sat one part. Counted apart from persons."""

    __tablename__ = "sitting"
    __table_args__ = (
        code_check("part", Part),
        UniqueConstraint("enrolment_id", "part", "held_on", name="sitting_part_key"),
    )
    id: int | None = key()
    enrolment_id: int = Field(foreign_key="enrolment.id")
    part: str
    held_on: date
    place: str
    impartiality_declared_at: datetime | None = Field(
        default=None, sa_column=instant(nullable=True)
    )  # rule E9
    recording_until: date | None = None  # rule E10


class Result(Table, table=True):
    """What came of it, never altered: a correction is a new row that supersedes the old one (rule E5)."""

    __tablename__ = "test_result"
    __table_args__ = (
        code_check("part", Part),
        code_check("verdict", Verdict),
        code_check("source", ("import", "register", "history")),
        CheckConstraint("taken_on <= decided_on", name="decided"),
        UniqueConstraint("id", "candidate_id", "round_id", "part", name="test_result_what_key"),
        ForeignKeyConstraint(
            ["supersedes_id", "candidate_id", "round_id", "part"],
            [f"test_result.{each}" for each in ("id", "candidate_id", "round_id", "part")],
            name="test_result_supersedes_fkey",
        ),
        Index("test_result_first_key", "candidate_id", "round_id", "part", unique=True,
              postgresql_where=text("supersedes_id IS NULL")),
        Index("test_result_round_id_ix", "round_id"),
    )  # fmt: skip
    id: int | None = key(big=True)
    candidate_id: int = Field(foreign_key="candidate.id")
    round_id: int = Field(foreign_key="test_round.id")
    part: str
    taken_on: date  # of a degree: the day it was awarded
    decided_on: date
    verdict: str
    score: Decimal | None = Field(default=None, sa_column=Column(Numeric(5, 2)))
    criteria: str  # the version it was judged by
    certificate: str  # the institution's number, or empty
    supersedes_id: int | None = Field(
        default=None, sa_column=Column(BigInteger, unique=True)
    )  # of the same part
    source: str
    recorded_at: datetime = Field(sa_column=instant())
    account_id: int | None = Field(default=None, foreign_key="account.id")


class ResultEvidence(Table, table=True):
    """Which evidence of the register rests on which result."""

    __tablename__ = "result_evidence"
    result_id: int = Field(
        sa_column=Column(BigInteger, ForeignKey("test_result.id"), primary_key=True, autoincrement=False)
    )
    evidence_id: int = Field(foreign_key="evidence.id", primary_key=True, index=True)
