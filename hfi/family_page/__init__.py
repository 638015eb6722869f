"""The family page: everything that five departments do for one family, on one page, edited piece by piece."""
