"""Forgetting with proof everywhere, and absences from the committee that are taken back."""

from web.migrations import sql

revision = "0032"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0032_retention_of_all")
