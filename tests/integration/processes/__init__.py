"""Outpace as its user meets it: processes, commands, kills."""
