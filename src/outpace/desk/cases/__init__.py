"""Room: cases and the transmission links between them."""
