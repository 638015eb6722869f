"""Entry point of the `flask` command and of the web server."""

from hfi import create_app

app = create_app()
