"""Users and their roles: who has an account, what they may do, and who approved it."""
