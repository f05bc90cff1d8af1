"""Report access."""

from web.migrations import sql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0016_report_access")
