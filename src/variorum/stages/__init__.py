"""The judgements: pure functions, none of which imports another."""
