"""Files to records and back: tables, line lists, links, boundaries, CSV out, and the sums of a receipt.

Reads what people send, refuses aloud what it can't read right. No database, no network, no clock.
"""
