"""Planned and unplanned absence, and the reserve learned from it."""
