"""A member of staff's own pages across families: what today asks of them, their list of families, and the search."""
