"""Every address, and a browser whose forms need no token."""

from tests.access.test_routes_and_roles import addresses, without_tokens

__all__ = ["addresses", "without_tokens"]
