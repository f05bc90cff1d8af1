"""Exceptions from the requirement of a qualified interpreter, and the evidence of search."""

from web.migrations import sql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0009_exceptions")
