"""A goal is measured on one of the programme's scales"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty is the scale that the programme names first: the one that all goals were measured on."""
    op.add_column("goals", sa.Column("scale", sa.String(80), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("goals") as batch:
        batch.drop_column("scale")
