"""Everything that happened with a plan, one thing after the other."""
