"""Reasons: why a roster is as it is, answered from the roster itself and the inputs it answers to."""
