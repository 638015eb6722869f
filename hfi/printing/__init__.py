"""Paper: documents as PDF that a family can take home and a screen reader can read."""
