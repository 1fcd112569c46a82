"""Roof: what crosses areas: which rows other areas must see, and records that move."""
