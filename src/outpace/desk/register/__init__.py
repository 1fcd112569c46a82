"""Ground: the register of what is held: class, purposes, readers and retention of every table and column."""
