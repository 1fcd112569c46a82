"""Outpace, a command platform for outbreak response. The rooms and the import direction stand in README.md."""
