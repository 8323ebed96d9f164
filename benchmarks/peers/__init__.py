"""Other programs given the same demand, as far as they can express it."""
