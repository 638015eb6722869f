"""Two questions of a watchdog: is the process there, and can it work."""

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, Response, current_app
from sqlalchemy.exc import SQLAlchemyError

from hfi import vault
from hfi.access.guard import public
from hfi.cipher import UnknownMasterKeyError
from hfi.connections import SYSTEM
from hfi.extensions import db

blueprint = Blueprint("watch", __name__)


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
@public
def readyz() -> Response:
    """The database is reachable, has the newest schema, and its keys open; 503 when not, without saying more."""
    ready = schema_is_newest() and keys_open()
    return Response("ready\n" if ready else "not ready\n", 200 if ready else 503, mimetype="text/plain")


def schema_is_newest() -> bool:
    """Whether the last migration was run."""
    config = current_app.extensions["migrate"].migrate.get_config()
    newest = ScriptDirectory.from_config(config).get_current_head()
    try:
        with db.engines[SYSTEM].connect() as connection:
            connection.execute(sa.text("SELECT 1"))
            return MigrationContext.configure(connection).get_current_revision() == newest
    except SQLAlchemyError:
        return False


def keys_open() -> bool:
    """Whether this process was given the master key of this database."""
    try:
        return bool(vault.service_key("index"))
    except (vault.MissingServiceKeyError, UnknownMasterKeyError):
        return False


def init_app(app: Flask) -> None:
    """Add the two addresses."""
    app.register_blueprint(blueprint)
