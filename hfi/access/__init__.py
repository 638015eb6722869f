"""Who may do what: users, roles, sessions, the guard, and the one rule that decides."""
