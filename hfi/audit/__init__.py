"""The append-only log of every reading and change of a family's data; it is the history as well."""

# Listening begins when any part of the log is loaded.
from hfi.audit import changes, writing

__all__ = ["changes", "writing"]
