"""The web server's settings. TLS and the outside address belong to the reverse proxy in front of it."""

import os

bind = os.environ.get("HFI_BIND") or f"127.0.0.1:{os.environ.get('PORT') or 5000}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
# Longer than people pause between two clicks: a shorter one closes connections just as the browser reuses them.
keepalive = 75
graceful_timeout = 30
# Each worker opens its own database connections; nothing is shared across a fork.
preload_app = False
# The program logs its requests itself, as JSON and without personal data; the server's own log would hold addresses.
accesslog = None
# No remote control of the running server.
control_socket_disable = True
