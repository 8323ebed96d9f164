"""Who leaves the phones when, for what: from the curriculum to the best draft of all days."""
