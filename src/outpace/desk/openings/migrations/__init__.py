"""The tables of this room and the vault's functions that open a person."""
