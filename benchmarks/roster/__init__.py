"""The roster engine measured on generated centres: quality, bound, speed, memory, interrupts, repeats, sites."""
