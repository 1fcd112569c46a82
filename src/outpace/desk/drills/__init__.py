"""Roof: a fictional outbreak played into the desk through its own acts, for the demo and its rehearsal."""
