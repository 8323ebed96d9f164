"""Public instances of the minimum shift design problem: reading, solving, scoring."""
