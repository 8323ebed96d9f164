"""How many contacts will come, and how long each will take."""
