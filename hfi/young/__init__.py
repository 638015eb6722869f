"""The young person's own page of the plan: own words, the people around them, and contact with the caseworker."""
