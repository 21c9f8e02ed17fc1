"""`python -m selon`, and the command `selon`."""

from selon.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main(prog_name="selon")
