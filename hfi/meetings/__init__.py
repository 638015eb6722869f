"""Plan meetings: when the family and everybody around it sit down together."""
