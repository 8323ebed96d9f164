"""The retraining programme: its states, its reviews, what each tenure stage gets."""
