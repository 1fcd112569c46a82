"""Roof: the figures, each defined once."""
