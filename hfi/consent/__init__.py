"""Grounds for sharing a department's content with another department's people."""
