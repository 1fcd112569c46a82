"""Run benchmarks by name, or all: `python -m benchmarks [NAME …] [--size small | full] [--json]`."""

import sys

from benchmarks.harness import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
