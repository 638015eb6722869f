"""The manager's overview: how many families, who carries them, what waits. Numbers and case references only."""
