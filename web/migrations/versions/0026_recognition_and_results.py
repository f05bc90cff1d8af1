"""Recognition and results."""

from web.migrations import sql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0026_recognition_and_results")
