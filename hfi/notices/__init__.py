"""Short messages to one member of staff: that something happened, never what is written about a family."""
