"""What is measured: one file a benchmark, each against a bar and, where there is one, a peer."""
