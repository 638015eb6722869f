"""Breaking glass: one family, read only, for an hour, with a reason; told at once, and reviewed afterwards."""
