"""The joint plan: the contract that departments fill, and the typed things that every department shares."""
