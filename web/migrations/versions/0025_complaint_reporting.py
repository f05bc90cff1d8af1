"""Complaints: reporting."""

from web.migrations import sql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0025_complaint_reporting")
