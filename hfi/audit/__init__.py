"""The append-only log of every reading and change of a family's data; it is the history as well."""
