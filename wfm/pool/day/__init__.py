"""The day itself: recall, attendance, what stands and what may still change."""
