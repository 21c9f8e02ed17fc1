"""The map over pages and the fold over their analyses."""
