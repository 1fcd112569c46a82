"""Opening a person: who may, because of what, how often, and who is told."""
