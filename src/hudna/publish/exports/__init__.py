"""The ledger handed on: tables, maps, annotations and proofs, each with a codebook beside it."""
