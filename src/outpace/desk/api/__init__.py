"""The API v1: the routes that join rooms, and the assembly of all. No rule and no figure is defined here."""
