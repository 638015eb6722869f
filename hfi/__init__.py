"""One joint plan for a family that has cases in several municipal departments."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from flask import Flask

from hfi import blueprints, bodies, cli, errors, filters, forgery, hx, logs, security, shell, watch
from hfi.access import guard
from hfi.access import login as access_login
from hfi.access.routes import blueprint as access_blueprint
from hfi.access_log.routes import blueprint as access_log_blueprint
from hfi.account.routes import blueprint as account_blueprint
from hfi.calling.routes import blueprint as calling_blueprint
from hfi.caseload.routes import blueprint as caseload_blueprint
from hfi.closing.routes import blueprint as closing_blueprint
from hfi.config import from_environment
from hfi.conflicts.routes import blueprint as conflicts_blueprint
from hfi.drafts import rescue as draft_rescue
from hfi.emergency.routes import blueprint as emergency_blueprint
from hfi.extensions import babel, check_family_data, compress, db, init_database, login_manager, migrate
from hfi.families import scope
from hfi.families.reference import ReferenceConverter
from hfi.family_page import template_functions
from hfi.family_page.routes import blueprint as family_page_blueprint
from hfi.family_page.routes import mount
from hfi.fingerprint import fingerprint
from hfi.intake.routes import blueprint as intake_blueprint
from hfi.meeting_mode.routes import blueprint as meeting_mode_blueprint
from hfi.naming.routes import blueprint as naming_blueprint
from hfi.notices.routes import blueprint as notices_blueprint
from hfi.overview.routes import blueprint as overview_blueprint
from hfi.parameters.routes import blueprint as parameters_blueprint
from hfi.plan.department import Department, Registry, check_contract
from hfi.printing.routes import blueprint as printing_blueprint
from hfi.programmes import model as programmes
from hfi.team.routes import blueprint as team_blueprint
from hfi.timeline.routes import blueprint as timeline_blueprint
from hfi.users.routes import blueprint as users_blueprint
from hfi.versions.routes import blueprint as versions_blueprint

FEATURES = (
    access_blueprint,
    account_blueprint,
    overview_blueprint,
    family_page_blueprint,
    intake_blueprint,
    naming_blueprint,
    team_blueprint,
    printing_blueprint,
    calling_blueprint,
    meeting_mode_blueprint,
    versions_blueprint,
    timeline_blueprint,
    closing_blueprint,
    caseload_blueprint,
    access_log_blueprint,
    notices_blueprint,
    conflicts_blueprint,
    emergency_blueprint,
    users_blueprint,
    parameters_blueprint,
)


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The application, set up from the environment; `overrides` are Flask settings, for tests.

    Stops with one clear sentence on an unsafe setting, an undeclared route, or a department that breaks the contract.
    """
    settings = from_environment()
    app = Flask(__name__, instance_path=str(settings.instance), static_url_path=f"/static/{fingerprint()}")
    app.config.from_mapping({**settings.flask(), **(overrides or {})})
    app.url_map.converters["reference"] = ReferenceConverter
    # First of all, so that a request has its id before anything can refuse it.
    logs.init_app(app)
    bodies.init_app(app)
    init_database(app)
    migrate.init_app(app, db)
    forgery.init_app(app)
    compress.init_app(app)
    login_manager.init_app(app, add_context_processor=False)
    babel.init_app(app, locale_selector=shell.choose_language)
    for part in (
        programmes,
        access_login,
        draft_rescue,
        guard,
        scope,
        hx,
        security,
        errors,
        filters,
        shell,
        watch,
        cli,
        template_functions,
    ):
        part.init_app(app)
    for feature in FEATURES:
        app.register_blueprint(feature)
    departments = discover()
    app.extensions["hfi.registry"] = Registry(departments)
    for department in departments:
        app.register_blueprint(department)
        mount(app, department)
    shell.add_icons(app)
    shell.add_components(app)
    guard.check_rules(app)
    check_family_data()
    check_contract(app)
    return app


def discover() -> list[Department]:
    """The departments: every package in hfi/blueprints, by its `department`. Dropping in a folder is enough."""
    names = sorted(module.name for module in iter_modules(blueprints.__path__) if module.ispkg)
    return [import_module(f"{blueprints.__name__}.{name}").department for name in names]
