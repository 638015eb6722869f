"""Families, the people in and around them, and the only way to get at a family."""
