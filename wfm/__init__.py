"""Workforce management for contact centres, from history to a roster that a team can work by."""

__version__ = "0.3.0"
