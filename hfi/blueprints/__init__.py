"""One package for each professional area: what it adds to the family's page, and nothing of anybody else's."""
