"""The tests, by kind."""
