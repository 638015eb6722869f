"""Calling a plan meeting: when, who, about what, and whether every department is ready."""
