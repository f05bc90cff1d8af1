"""Bulk reports: uploads, their errors and work lists, and facts that come from them."""

from web.migrations import sql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0008_reports")
