"""One story a role, in a real browser, on the demo's data."""
