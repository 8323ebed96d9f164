"""The retraining pool drawn from each day's surplus."""
