"""Check an Outpace log from outside: a program of its own that imports nothing of Outpace.

Written from `docs/reference/ledger-format.md` alone, with Python's standard library and `cryptography`. It needs no database, no
account and no trust in whoever runs the server; it changes nothing.
"""
