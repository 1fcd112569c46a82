"""The law: pure functions `(facts, edition, as_of) -> Decision | Undecided`, with reasons that quote the clause.

No clock, no database, no disease and no number of its own: what differs between editions stands in `protocols/`.
"""
