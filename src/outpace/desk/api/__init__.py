"""The API v1: routes, errors, idempotency, cursors. No rule and no figure is defined here."""
