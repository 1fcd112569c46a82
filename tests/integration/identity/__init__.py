"""Persons: the sealed vault, candidates, links, and that nothing of it stands anywhere else."""
