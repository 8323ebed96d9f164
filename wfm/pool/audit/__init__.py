"""The audit of a published retraining pool: every rule read again from the finished files, without any solver."""
