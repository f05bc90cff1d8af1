"""Decisions."""

from web.migrations import sql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0017_decisions")
