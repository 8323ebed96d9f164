"""What a broken hard rule across agents weighs in the search, so that it breaks none as long as it can help it."""

HARD_POINTS = 60_000.0
"""Points per unit of what such a rule misses (a head, an agent-hour, a shift): more than all that an agent's whole
roster could win by it, and a whole number per minute where the unit is an hour, so that sums stay exact."""
