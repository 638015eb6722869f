"""Conflicts of interest: said by oneself or by a manager; from then on the family is not there for that person."""
