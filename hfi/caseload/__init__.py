"""The manager's overview: how many families, who carries them, what waits; numbers and case references, never a name."""
