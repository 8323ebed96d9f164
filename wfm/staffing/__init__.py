"""How many agents the load needs, by queueing formula."""
