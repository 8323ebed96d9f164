"""Curtois' public shift-scheduling instances, solved by our engine and scored by a reader of its own."""
