"""People, organisations, sessions and the register in two times."""

from web.migrations import sql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0003_people_and_register")
