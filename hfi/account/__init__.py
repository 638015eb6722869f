"""My account: where I am logged in, and my one-time codes."""
