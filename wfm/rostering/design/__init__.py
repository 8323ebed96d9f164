"""Which shifts a centre should offer: few kinds, little under- and overstaffing."""
