"""Prints what pages cost, as multiples of the family page rendered from memory, and where the page's time goes."""

import argparse
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import sqlalchemy as sa
from flask import Flask, make_response, render_template
from flask_login import login_user
from flask_migrate import upgrade

from hfi import create_app
from hfi.access.models import User
from hfi.access.passwords import hash_password, password_matches
from hfi.access.sessions import start_session
from hfi.audit import service as audit
from hfi.audit.models import AuditEntry
from hfi.audit.verify import check_chains, known_families, snapshot
from hfi.demo import service as demo
from hfi.extensions import compress, db, system_session
from hfi.families.models import Family
from hfi.families.scope import FamilyAccess, open_family
from hfi.family_page.dossier import Dossier
from hfi.family_page.queries import load_page, present_page
from tests.visitor import Visitor, form_data, parse
from tests.world import World

STAFF, MANAGER = "sof@demo.example", "leder@demo.example"
COMPRESSED = {"Accept-Encoding": "gzip, deflate, br, zstd"}
MEMORY, PAGE = "family page, rendered from memory", "family page"
Costs = dict[str, list[tuple[float, float]]]


@contextmanager
def temporary_site(families: int, server: str) -> Iterator[Flask]:
    """The app with so many demo families in a database, on the PostgreSQL server or SQLite, that is gone afterwards."""
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    name = f"hfi_bench_{os.getpid()}"
    with TemporaryDirectory() as folder, engine.connect() as connection:
        os.environ |= {"HFI_INSTANCE": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite"}
        if postgres := engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
            os.environ["DATABASE_URL"] = engine.url.set(database=name).render_as_string(hide_password=False)
        try:
            app = create_app({"TESTING": True})
            with app.app_context():
                upgrade()
                demo.load(families, 2026, lambda _done, _total: None)
            yield app
        finally:
            if postgres:
                connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def goal_forms(visitor: Visitor) -> Iterator[tuple[str, str]]:
    """The address of each family on this person's list whose goals they may edit, and of a goal's form there."""
    visitor.open("/families")
    for address in dict.fromkeys(link["href"] for link in visitor.page.select("main a[href^='/families/']")):
        links = visitor.open(address.partition("#")[0]).page.select("a[hx-get*='/goals/'][hx-get$='/edit']")
        if links:
            yield address.partition("#")[0], links[0]["hx-get"]


def timed(costs: Costs, name: str, run: Callable[[], Any]) -> Any:
    """What `run` gives; its processor time and wall time, in milliseconds, are added to the name's costs."""
    cpu, wall = process_time(), perf_counter()
    answer = run()
    costs.setdefault(name, []).append(((process_time() - cpu) * 1000, (perf_counter() - wall) * 1000))
    assert getattr(answer, "status_code", 200) == 200, f"{name} answers {answer.status_code}"
    return answer


def time_pages(costs: Costs, staff: Visitor, manager: Visitor, forms: list[tuple[str, str]]) -> None:
    """Ask for each page once. The saves go to another family, so that the measured one's history stays as it is."""
    (family, form), (_other, saved_form) = forms
    opened = parse(staff.client.get(saved_form, headers={"HX-Request": "true"}).text).select_one("form")
    typed = form_data(opened) | {"next_step": f"Vi prøver igen kl. {perf_counter()}"}
    as_htmx = COMPRESSED | {"HX-Request": "true", "HX-Target": opened["hx-target"].lstrip("#")}
    pages = {
        PAGE: partial(staff.client.get, family, headers=COMPRESSED),
        "fragment: a goal's form": partial(staff.client.get, form, headers=as_htmx),
        "save: a goal's form": partial(staff.client.post, saved_form, data=typed, headers=as_htmx),
        "plan as PDF": partial(staff.client.get, f"{family}/plan.pdf", headers=COMPRESSED),
        "caseload": partial(manager.client.get, "/caseload", headers=COMPRESSED),
    }
    for name, ask in pages.items():
        timed(costs, name, ask)


def time_parts(costs: Costs, access: FamilyAccess) -> None:
    """Make the family page step by step."""
    known = Dossier(access)
    timed(costs, "unsealing", partial(unseal, sealed_rows(known)))
    present_page(known)
    timed(costs, "presenting", partial(present_page, known))
    page = timed(costs, "reading", partial(load_page, access))
    html = timed(costs, MEMORY, partial(render_template, "family_page/page.html", page=page, editing=None))
    timed(costs, "compressing", partial(compress.after_request, make_response(html)))


def sealed_rows(known: Dossier) -> list[Any]:
    """Every row of the family with sealed values, none of them open."""
    return [
        known.family,
        *known.people,
        *known.measures,
        *known.appointments,
        *known.records.values(),
        *known.sector_plans,
    ]


def unseal(rows: list[Any]) -> None:
    """Open everything that is sealed; a page opens what it shows."""
    for row in rows:
        for name in row._sealed:
            getattr(row, name)


def measure(app: Flask, runs: int) -> dict[str, tuple[float, float]]:
    """The medians (CPU, wall) by name. Every round measures everything once, so that a busy moment falls on all."""
    costs: Costs = {}
    staff, manager = (Visitor(app.test_client(), World()).log_in(who, demo.PASSWORD) for who in (STAFF, MANAGER))
    forms = list(islice(goal_forms(staff), 2))
    for _ in range(runs + 1):
        with app.test_request_context(headers=COMPRESSED):
            with system_session() as session:
                user_id = session.scalar(sa.select(User.id).where(User.email == STAFF))
            user = start_session(user_id)
            login_user(user)
            # As before every view: whoever is logged in stands behind the session.
            app.preprocess_request()
            time_parts(costs, open_family(user, forms[0][0].rpartition("/")[2]))
        time_pages(costs, staff, manager, forms)
    # The first round is left out: it loads templates and libraries.
    return {name: tuple(map(median, zip(*cost[1:], strict=True))) for name, cost in costs.items()}


def time_log(app: Flask) -> tuple[int, float]:
    """How many rows the log has, and how many of them are checked in a second."""
    with app.app_context(), snapshot(db.engine) as connection, connection.begin():
        rows = connection.scalar(sa.select(sa.func.count()).select_from(AuditEntry))
        started = perf_counter()
        assert not [*check_chains(connection, known_families(connection))]
        return rows, rows / (perf_counter() - started)


def time_entry(app: Flask, runs: int) -> tuple[float, float]:
    """The medians (CPU, wall) of what one log row costs its request, in milliseconds."""
    costs: Costs = {}
    with app.app_context():
        family = db.session.scalar(sa.select(Family.id))
        db.session.commit()
        for _ in range(runs):
            timed(costs, "with", partial(log_and_commit, family))
            timed(costs, "without", partial(log_and_commit, None))
    with_row, without = (tuple(map(median, zip(*costs[name], strict=True))) for name in ("with", "without"))
    return with_row[0] - without[0], with_row[1] - without[1]


def log_and_commit(family: Any) -> None:
    """A transaction that reads next to nothing, with a row of the log or without."""
    db.session.execute(sa.select(sa.literal(1)))
    if family:
        audit.record(None, "measured", family_id=family)
    db.session.commit()


def time_passwords(runs: int) -> dict[str, float]:
    """The medians in milliseconds of checking a wrong password of an account that is there, and of one that is not."""
    costs: Costs = {}
    own = hash_password("sol-og-regn")
    for _ in range(runs):
        timed(costs, "known", partial(password_matches, "forkert", own))
        timed(costs, "unknown", partial(password_matches, "forkert", None))
    # The first round is left out: it makes the hash of nobody's password.
    return {name: median(wall for _cpu, wall in cost[1:]) for name, cost in costs.items()}


def report(costs: dict[str, tuple[float, float]]) -> None:
    """One line for each page, and one for each part of the family page."""
    parts = {name: costs.pop(name)[0] for name in ("reading", "unsealing", "presenting", "compressing")}
    unit, page = costs[MEMORY], costs[PAGE][0]
    print(f"{'':36}{'CPU ms':>8}{'×':>7}{'wall ms':>10}{'×':>7}")
    for name, (cpu, wall) in costs.items():
        print(f"{name:36}{cpu:8.1f}{cpu / unit[0]:7.2f}{wall:10.1f}{wall / unit[1]:7.2f}")
    parts["reading"] -= parts["presenting"] + parts["unsealing"]
    parts |= {"rendering": unit[0], "session, scope, routing, headers": page - unit[0] - sum(parts.values())}
    print("\nThe family page's CPU time")
    for name, cpu in parts.items():
        print(f"  {name:34}{cpu:8.1f}{cpu / unit[0]:7.2f}{cpu / page:10.0%}")


def main() -> None:
    """Fill a temporary site, measure, print."""
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--families", type=int, default=0, help="how many families (0: the demo's own number)")
    parser.add_argument("--runs", type=int, default=20, help="how often each page is measured")
    asked = parser.parse_args()
    with temporary_site(asked.families, os.environ.get("DATABASE_URL") or "sqlite://") as app:
        with app.app_context():
            families, dialect = db.session.scalar(sa.select(sa.func.count(Family.id))), db.engine.dialect
        version = f"{dialect.name} {'.'.join(map(str, dialect.server_version_info or ()))}"
        print(f"{platform.machine()}, {os.cpu_count()} cores · Python {platform.python_version()} · {version}")
        print(f"{families} families · medians of {asked.runs} runs\n")
        report(measure(app, asked.runs))
        print("\nThe log: {:.1f} ms CPU and {:.1f} ms wall for a row".format(*time_entry(app, 10 * asked.runs)))
        print("  {} rows, checked at {:.0f} a second".format(*time_log(app)))
        print(
            "\nA wrong password: {known:.1f} ms, an unknown name: {unknown:.1f} ms".format_map(
                time_passwords(asked.runs)
            )
        )


if __name__ == "__main__":
    main()
