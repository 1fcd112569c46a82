"""Pure statistics on plain values: chains of transmission, delays, epidemic curves.

Knows no disease and no database. What is unknown is counted as unknown, never guessed and never dropped.
"""
