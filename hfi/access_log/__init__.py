"""Who has opened this case: the log for those who look after it, as a paper for the family, and its sample checks."""
