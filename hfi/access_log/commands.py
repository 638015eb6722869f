"""Command: `flask hfi audit sample`."""

from datetime import datetime

import click

from hfi.access_log.checks import make_list
from hfi.audit.samples import last_month


@click.command("sample")
@click.option("--month", type=click.DateTime(["%Y-%m"]), help="The month, 2026-10; without it the one before this.")
def sample(month: datetime | None) -> None:
    """Pick a month's log rows for the data-protection officer's look. Run it on the first day of every month."""
    first = month.date() if month else last_month()
    click.echo(f"{first:%Y-%m}: {make_list(None, first)} rows to look at.")
