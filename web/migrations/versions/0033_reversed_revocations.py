"""Revocations that are reversed or held back."""

from web.migrations import sql

revision = "0033"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0033_reversed_revocations")
