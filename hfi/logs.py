"""One JSON line per request, with an id and without personal data: no query string, body, name or reference."""

import logging
import sys
import time
import traceback
import uuid

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger("hfi")


def init_app(app: Flask) -> None:
    """Log every request of this app as JSON on standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    app.before_request(start)
    app.after_request(finish)


def start() -> None:
    """Give the request its id and its clock."""
    g.request_id = uuid.uuid4().hex[:12]
    g.started = time.perf_counter()


def finish(response: Response) -> Response:
    """Write the line: the rule, never the address that was asked for, since a family's reference is in it."""
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if request.endpoint == "static":
        return response
    fault = g.get("fault")
    log.log(
        logging.ERROR if response.status_code >= 500 else logging.INFO,
        "request",
        id=g.get("request_id"),
        method=request.method,
        rule=request.url_rule.rule if request.url_rule else None,
        status=response.status_code,
        ms=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000),
        **({"fault": type(fault).__name__, "where": places(fault)} if fault else {}),
    )
    return response


def note(event: str, **more: str) -> None:
    """A line of its own, for whoever looks after security; `more` is keyed or hashed, never a name or an address."""
    log.warning(event, id=g.get("request_id"), **more)


def places(fault: BaseException) -> list[str]:
    """Where it happened: files and lines only, since a message may hold what somebody wrote."""
    frames = traceback.extract_tb(fault.__traceback__)[-8:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames]
