"""Versions of the plan: what was handed over, who agreed, what changed."""
