"""Everything that happened with a family's plan, one thing after the other."""
