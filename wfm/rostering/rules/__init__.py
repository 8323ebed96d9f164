"""The rule book of a roster: one module, one title per rule."""
