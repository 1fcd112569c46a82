"""The vocabulary every room speaks: ids, time, areas, cases, contacts, decisions, reasons, problems.

Frozen types and the standard library only. No rule, no number of days, no database.
"""
