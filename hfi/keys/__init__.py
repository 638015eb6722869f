"""What an operator does with the keys: wraps them anew when the master key changes, deletes one to forget a family."""
