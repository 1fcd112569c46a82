"""Ground: what every room's `api.py` is made of: routes with purpose and roles, problems, cursors, answers kept for a retry."""
