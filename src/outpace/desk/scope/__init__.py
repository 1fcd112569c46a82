"""Who may see and do what, for which purpose: the signed scope every SQL statement runs in."""
