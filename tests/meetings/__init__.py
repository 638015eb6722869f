"""Plan meetings: calling, running and closing them."""
