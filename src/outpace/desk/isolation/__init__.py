"""Room: what a follow-up would be: stages, tests, end. Proposals only; an order is another act."""
