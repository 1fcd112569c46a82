"""`python -m outpace`: the command line without its script."""

from outpace.cli.main import main

main()
