"""What became of a family's way: pauses, moves, its closing, what goes on afterwards, and how long it is kept."""
