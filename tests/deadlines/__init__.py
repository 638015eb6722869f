"""Deadlines of the law and of the programme, in one list."""
