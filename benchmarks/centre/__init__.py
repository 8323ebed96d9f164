"""The people of the sample centre: invented, plausible, the same on every run."""
