"""Roof: how the loop fares, and what people do about events it could not deliver. It delivers nothing itself (`drain` does)."""
