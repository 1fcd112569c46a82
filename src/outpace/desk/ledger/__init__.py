"""Ground: events, their place in the Merkle log, and who read what."""
