"""Deadlines of the law and of the programme: rules as data, and what they come to."""
