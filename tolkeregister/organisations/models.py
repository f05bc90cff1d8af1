"""Public bodies and agencies, their units, and the sectors they belong to."""

from datetime import date
from enum import StrEnum

from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check, key


class OrganisationKind(StrEnum):
    """What an organisation is to the register."""

    PUBLIC_BODY = "public_body"
    AGENCY = "agency"
    DIRECTORATE = "directorate"
    INSTITUTION = "institution"


class Sector(Table, table=True):
    """A sector of the statistics; two levels."""

    __tablename__ = "sector"
    code: str = Field(primary_key=True)
    parent_code: str | None = Field(default=None, foreign_key="sector.code")
    name_nb: str
    name_nn: str
    name_en: str
    valid_from: date
    valid_to: date | None = None


class Organisation(Table, table=True):
    """A legal person with an organisation number."""

    __tablename__ = "organisation"
    __table_args__ = (code_check("kind", OrganisationKind),)
    id: int | None = key()
    orgnr: str = Field(unique=True)
    name: str
    kind: str
    municipality_code: str | None = Field(default=None, foreign_key="municipality.code")
    supply_model: str = "private_agency"
    synthetic: bool = False


class Unit(Table, table=True):
    """A part of an organisation that orders interpreters and has its own share."""

    __tablename__ = "unit"
    id: int | None = key()
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    name: str
    sector_code: str = Field(foreign_key="sector.code")
    municipality_code: str = Field(foreign_key="municipality.code")
    address: str = ""
