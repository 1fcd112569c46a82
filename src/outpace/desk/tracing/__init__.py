"""Room: exposures told in interviews and the contacts that the rules propose from them."""
