"""Acts as procedures in the database, for measuring what their event costs: with it, and the same statements without."""
