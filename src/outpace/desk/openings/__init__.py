"""Ground: opening a person. Who may see a name, because of what, how often; break-glass; who looked; what is asked about it."""
