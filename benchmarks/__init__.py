"""How fast pages are read, changed and printed: `make bench`."""
