"""What stands around every page: the menu, the user, the language, the icons, and what templates may call."""

from dataclasses import dataclass

from flask import Flask, current_app, g, has_request_context, request, session, url_for
from jinja2 import Environment, StrictUndefined, pass_environment
from jinja2_fragments import render_block
from markupsafe import Markup

from hfi import differences, figures, hx, icons
from hfi.access import second_factor
from hfi.access.principal import Principal, principal_or_none
from hfi.access.roles import Right, Role
from hfi.filters import initials
from hfi.notices.queries import count_new
from hfi.plan.department import registry
from hfi.programmes.model import main_programme, role_title
from hfi.texts import _, language

LANGUAGES = {"da": "Dansk", "en": "English"}


@dataclass(frozen=True)
class Shell:
    """The frame of a page; without a user name it is the frame of a logged-out page."""

    user_name: str
    initials: str
    role_label: str
    department_label: str
    nav: tuple[tuple[str, str, bool], ...]
    tools: tuple[tuple[str, str, str], ...]
    emergency_url: str
    notices: int
    search_url: str
    languages: tuple[tuple[str, str, bool], ...]
    language_url: str
    account_url: str
    logout_url: str
    support_phone: str
    municipality: str
    programme: str
    demo: bool
    has_code: bool
    owes_code: bool


def choose_language() -> str:
    """The browser session's language, else the user's own, else Danish; Danish where nobody asks."""
    if not has_request_context():
        return "da"
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    user = principal_or_none()
    return user.language if user else "da"


def build_shell() -> Shell:
    """The frame of this request's page."""
    user = principal_or_none()
    programme = main_programme()
    return Shell(
        user_name=user.name if user else "",
        initials=initials(user.name) if user else "",
        role_label=label(user) if user else "",
        department_label=user.department if user else "",
        nav=menu(user) if user else (),
        tools=tools(user) if user else (),
        emergency_url=url_for("emergency.show") if user and user.has(Right.EMERGENCY_USE) else "",
        notices=new_notices(user) if user else 0,
        search_url=url_for("overview.search") if user and has_families(user) else "",
        languages=tuple((code, name, code == language()) for code, name in LANGUAGES.items()),
        language_url=url_for("access.choose_language"),
        account_url=url_for("account.show"),
        logout_url=url_for("access.log_out"),
        support_phone=programme.support_phone,
        municipality=programme.municipality_name,
        programme=programme.name,
        demo=not current_app.config["PRODUCTION"],
        has_code=user is not None and user.has_code,
        owes_code=user is not None and second_factor.owed_by(user),
    )


def label(user: Principal) -> str:
    """What the user is: their profession, or their role as the municipality calls it."""
    return user.title if user.profession else role_title(user.role)


def has_families(user: Principal) -> bool:
    """Whether the role works with families one by one: managers meet them as numbers and references."""
    return user.has(Right.FAMILY_READ) and user.role is not Role.MANAGER


def menu(user: Principal) -> tuple[tuple[str, str, bool], ...]:
    """The main menu's entries that the role may open: address, name, whether it is this page."""
    entries = [
        ("overview.show", _("My overview"), not user.has(Right.CASELOAD_READ)),
        ("caseload.show", _("Caseload"), user.has(Right.CASELOAD_READ)),
        ("overview.families", _("Families"), user.has(Right.FAMILY_READ)),
        ("intake.show", _("Referrals"), user.has(Right.REFERRAL_WRITE)),
        ("team.show", _("Staffing"), user.has(Right.TEAM_LEAD)),
        ("team.away", _("Absence"), user.has(Right.ABSENCE_WRITE) and not user.has(Right.TEAM_LEAD)),
        ("users.show", _("Users"), user.has(Right.USERS_MANAGE)),
        ("users.waiting", _("Approve users"), user.has(Right.USERS_APPROVE)),
        ("parameters.show", _("Lists and deadlines"), user.has(Right.PARAMETERS_MANAGE)),
        ("access_log.families", _("Log"), user.has(Right.LOG_CHECK)),
        ("access_log.months", _("Sample checks"), user.has(Right.LOG_CHECK)),
        ("emergency.queue", _("Emergency openings"), user.has(Right.EMERGENCY_REVIEW)),
        ("overview.consents", _("Consents"), user.has(Right.SHARING_WRITE)),
        ("overview.grounds", _("Shared by law"), user.has(Right.GROUNDS_READ)),
    ]
    return tuple((url_for(name), label, is_here(name)) for name, label, may in entries if may)


def tools(user: Principal) -> tuple[tuple[str, str, str], ...]:
    """What the user's own menu offers beside it: address, name, icon."""
    entries = [
        ("emergency.show", _("Open a family in an emergency"), "siren", Right.EMERGENCY_USE),
        ("conflicts.declare", _("I stand too near to a family"), "hand", Right.CONFLICT_DECLARE),
    ]
    return tuple((url_for(name), label, icon) for name, label, icon, right in entries if user.has(right))


def new_notices(user: Principal) -> int:
    """How many notices are new, for whole pages; not when the database is away."""
    if hx.wants_fragment() or g.get("fault"):
        return 0
    # A paper is laid out several times until it fits; once is enough to count.
    if "new_notices" not in g:
        g.new_notices = count_new(user)
    return int(g.new_notices)


PAGES_OF = {
    "overview.families": ("/families",),
    "intake.show": ("/referrals",),
    "team.show": ("/team", "/absences"),
    "team.away": ("/absences",),
    "access_log.months": ("/log/checks",),
    "users.show": ("/users",),
    "users.waiting": ("/requests",),
    "parameters.show": ("/parameters",),
}
"""Where the addresses begin that belong to a menu's entry."""


def is_here(endpoint: str) -> bool:
    """Whether the page belongs to the menu's entry; every page of a family belongs to the families."""
    return request.endpoint == endpoint or request.path.startswith(PAGES_OF.get(endpoint, ()))


@pass_environment
def section_block(environment: Environment, template: str, block: str, **values: object) -> Markup:
    """A block of a department's template, rendered alone."""
    # Safe: what comes out of a template is escaped already.
    return Markup(render_block(environment, template, block, **values))  # noqa: S704


def asset(name: str) -> str:
    """The address of a static file; it changes whenever a file does, so that it may be kept for a year."""
    return url_for("static", filename=name)


def context() -> dict[str, object]:
    """What every template may use."""
    return {"shell": build_shell(), "lang": language(), "home_url": url_for("overview.show")}


def add_icons(app: Flask) -> None:
    """The sprite: the base's icons and those that the departments brought."""
    with app.app_context():
        names = {*icons.BASE_ICONS, *(one.icon for one in registry().departments.values())}
    app.jinja_env.globals["sprite"] = icons.sprite(sorted(names))


def add_components(app: Flask) -> None:
    """The components as one global, when everything that they call is there."""
    app.jinja_env.globals["ui"] = app.jinja_env.get_template("ui.html").module


def init_app(app: Flask) -> None:
    """Give the templates their functions and their frame; what is undefined in one is an error."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        asset=asset,
        icon=icons.icon,
        inline_icon=icons.inline_icon,
        sprite=Markup(),
        marked_words=differences.marked_words,
        section_block=section_block,
        **figures.GLOBALS,
    )
    app.context_processor(context)
