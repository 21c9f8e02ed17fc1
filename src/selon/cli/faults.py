"""What happens when a command cannot go on: one line on standard error and an exit code, no traceback."""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any

import click

from selon.records import SelonError

__all__ = ["FAULT", "INTERRUPTED", "NOTHING_FOUND", "PARTIAL", "Commands"]

FAULT, PARTIAL, NOTHING_FOUND, INTERRUPTED = 1, 3, 4, 130
"""Exit codes beside 0 (ok) and 2 (usage, which click gives): a fault, some pages rejected, an empty answer,
and the shell's own code for Ctrl-C."""


class Commands(click.Group):
    """The group of all commands: it turns faults into lines and exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a reader needs them."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command that was asked for."""
        with _faults(ctx):
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()


@contextlib.contextmanager
def _faults(ctx: click.Context) -> Iterator[None]:
    try:
        yield
    except SelonError as error:
        click.echo(f"selon: {error}", err=True)
        ctx.exit(FAULT)
    except BrokenPipeError:
        # The reader has what it wanted. Nothing more may be written, not at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        ctx.exit(0)
    except KeyboardInterrupt:
        click.echo("selon: interrupted; the dossier keeps every page that was reported as done.", err=True)
        ctx.exit(INTERRUPTED)
