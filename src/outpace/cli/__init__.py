"""The command line: one file per command; problems become one sentence and an exit code."""
