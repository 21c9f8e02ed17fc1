"""The command that opens the reading room: `serve`."""

import threading
import webbrowser
from pathlib import Path

import click

from selon.cli.options import default_language, dossier_option, examples
from selon.records import SelonError

__all__ = ["serve"]

_OPEN_AFTER = 1.0  # seconds: the server answers by then


@click.command(epilog=examples("selon serve", "selon serve -d arms.selon --port 9000 --open"))
@dossier_option
@click.option("--port", type=click.IntRange(1, 65535), default=8642, show_default=True, help="The port.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on. Any other than this machine's own shows the dossier to the network.",
)
@click.option("--open", "open_page", is_flag=True, help="Open it in the browser.")
@click.option("--allow-private", is_flag=True, help="Let readers also fetch from private networks.")
def serve(dossier: Path, port: int, host: str, open_page: bool, allow_private: bool) -> None:
    """Open the reading room: the dossier in your browser.

    A place to bring pages in, read, check, correct and share them. It runs on this machine and answers
    only to it. A dossier that is not there yet is made. Stop it with Ctrl-C.
    """
    from selon.pipeline import open as open_dossier
    from selon.web import serve as serve_room

    open_dossier(dossier, create=True).close()
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    click.echo(f"{dossier}: {address} (Ctrl-C stops it)", err=True)
    if open_page:
        threading.Timer(_OPEN_AFTER, webbrowser.open, [address]).start()
    try:
        serve_room(dossier, host=host, port=port, language=default_language(), allow_private=allow_private)
    except SystemExit as stopped:
        if stopped.code:
            raise SelonError(f"port {port} of {host} cannot be used: give another with --port") from stopped
