"""`python -m selon`."""
