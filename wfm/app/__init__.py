"""What a planner asks for: one use-case per module."""
