"""Everything a planner types."""
