"""Contacts with the family, and how agreed appointments went."""
