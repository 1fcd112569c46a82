"""Who sees which rows, asked of PostgreSQL itself."""
