"""The table of the loop itself."""
