"""The way out: a pause, a move to another programme, the closing with its paper, and opening again."""
