"""What is behind, how sure that is, and what would help."""
