"""What administrators keep: the catalogue, deadlines, housing areas and scales, each with the days it holds."""
