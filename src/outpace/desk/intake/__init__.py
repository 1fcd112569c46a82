"""Room: files and their receipts."""
