"""Figures before and after training beside similar agents not trained."""
