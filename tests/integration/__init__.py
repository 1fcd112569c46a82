"""Tests against a real PostgreSQL, as the app role, under the real policies."""
