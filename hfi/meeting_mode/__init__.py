"""Meeting mode: one calm screen for the whole table, and the closing of the meeting."""
