"""Response headers: what the browser may load, keep and tell; and how the cookie is signed."""

from hashlib import sha256

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface
from werkzeug.middleware.proxy_fix import ProxyFix

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": the CSRF check over https compares the referrer with the host.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class SignedCookie(SecureCookieSessionInterface):
    """Flask's cookie, signed by HMAC-SHA256: Flask's own choice is SHA-1."""

    digest_method = staticmethod(sha256)


def init_app(app: Flask) -> None:
    """Put the headers on every response, and believe just as many proxies about who is calling as there are."""
    app.session_interface = SignedCookie()
    hops = app.config["PROXIES"]
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.after_request(protect)


def protect(response: Response) -> Response:
    """Add the security headers; everything but static files stays out of every cache."""
    response.headers.update(HEADERS)
    if request.endpoint == "static":
        close_file(response)
    else:
        response.headers["Cache-Control"] = "no-store"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


def close_file(response: Response) -> None:
    """Close the file when the answer is sent: compression puts its own stream before it, and would leave it open."""
    close = getattr(response.response, "close", None)
    if close:
        response.call_on_close(close)
