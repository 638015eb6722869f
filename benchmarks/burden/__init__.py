"""What work with the program costs the people at their desks: `make burden`."""
