"""Commands: `flask hfi prepare | demo | welcome | rights | audit | keys | tidy`."""

import os

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_migrate import upgrade

from hfi.access.rights_table import rights_page, rights_table
from hfi.access_log.commands import sample
from hfi.audit.commands import audit
from hfi.demo import service as demo
from hfi.drafts import service as drafts
from hfi.extensions import system_session
from hfi.keys.commands import group as keys

group = AppGroup("hfi", help="What this program can do beside serving pages.")
group.add_command(keys)


def init_app(app: Flask) -> None:
    """Add the commands."""
    audit.add_command(sample)
    group.add_command(audit)
    app.cli.add_command(group)


@group.command("demo")
@click.option("--families", default=0, help="How many families; the carefully written ones come first.")
@click.option("--seed", default=2026, help="The same seed gives the same families.")
@click.option("--if-empty", is_flag=True, help="Do nothing when there are users already.")
def load_demo(families: int, seed: int, if_empty: bool) -> None:
    """Load obviously invented families and their staff. Refused in production."""
    if current_app.config["PRODUCTION"]:
        raise click.ClickException("Demo people do not belong in production.")
    if not demo.is_empty():
        if if_empty:
            return
        raise click.ClickException("The database is not empty. Demo data is loaded into an empty one only.")
    with click.progressbar(length=1000, label="Demo families") as bar:
        demo.load(families, seed, lambda done, total: bar.update(done * 1000 // total - bar.pos))


@group.command("prepare")
@click.pass_context
def prepare(context: click.Context) -> None:
    """Everything before the server starts, in one go: the newest tables, demo data the first time, and a welcome."""
    upgrade()
    if not current_app.config["PRODUCTION"]:
        context.invoke(load_demo, if_empty=True)
    context.invoke(welcome)


@group.command("welcome")
def welcome() -> None:
    """Print the address and, when there is demo data, whom one can log in as."""
    click.echo(f"\n  Familieplan   http://127.0.0.1:{os.environ.get('PORT', '5000')}\n")
    if demo.is_empty():
        return
    click.echo(f"  Demo logins, all with the password  {demo.PASSWORD}\n")
    for email, name, role in demo.home_logins():
        click.echo(f"    {email:31} {name}, {role}")
    click.echo("")


@group.command("tidy")
def tidy() -> None:
    """Delete drafts that are too old, or whose writers may no longer open the family. To be run every day."""
    with system_session() as session:
        drafts.tidy(session)


@group.command("rights")
@click.option("--markdown", is_flag=True, help="As docs/rights.md has it.")
def rights(markdown: bool) -> None:
    """Print every address with its methods, the right it needs, and the roles that carry it."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    click.echo(rights_page(app) if markdown else "\n".join(rights_table(app)), nl=not markdown)
