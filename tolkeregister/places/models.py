"""Counties and municipalities with every change of code since 2017."""

from datetime import date

from sqlmodel import Field

from tolkeregister.core.tables import Table, code_check


class County(Table, table=True):
    """A county code in one structure; the same code can stand in several structures."""

    __tablename__ = "county"
    code: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None  # inclusive
    name: str
    name_official: str
    sort_key: str


class Municipality(Table, table=True):
    """A municipality of today's structure, with the point distances are measured from."""

    __tablename__ = "municipality"
    code: str = Field(primary_key=True)
    name: str  # unique within the country: "Herøy (Nordland)"
    name_official: str
    county_code: str = Field(index=True)
    lat: float
    lon: float
    population: int
    sort_key: str
    valid_from: date
    valid_to: date | None = None  # inclusive


class MunicipalityChange(Table, table=True):
    """One old code that became one new code on a day; a split has a row per receiver."""

    __tablename__ = "municipality_change"
    __table_args__ = (code_check("change_type", ("renumber", "merge", "split")),)
    changed_on: date = Field(primary_key=True)
    old_code: str = Field(primary_key=True)
    new_code: str = Field(primary_key=True)
    old_name: str
    new_name: str
    change_type: str
