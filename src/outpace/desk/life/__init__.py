"""Roof: the life of an installation. What is wrong with it, what it keeps how long, its copies, its upgrades."""
