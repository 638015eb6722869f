"""The appointments of all departments: the family's week, and where it clashes."""
