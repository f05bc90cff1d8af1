"""Profiles."""

from web.migrations import sql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0022_profiles")
