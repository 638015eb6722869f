"""The configured programmes: one installation is one municipality, with its programmes side by side."""
