"""The places of a province as tables of numbers: towns of any size, the counties and cities that hold them."""
