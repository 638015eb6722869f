"""Versions of the plan: what was handed over at each meeting, who agreed to it, and what changed in between."""
