"""Column generation: rosters are chosen by a linear programme whose prices ask for better ones."""
