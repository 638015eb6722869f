"""Fictional families for trying the system out, and as many more as a benchmark wants."""
