"""The retraining pool, measured."""
