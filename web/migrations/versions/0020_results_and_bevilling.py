"""Results and bevilling."""

from web.migrations import sql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0020_results_and_bevilling")
