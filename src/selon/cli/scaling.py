"""The commands `scale` and `shard`: pages read by many processes, into folders that `build` links."""

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import click

from selon.cli.building import format_option, read_columns
from selon.cli.faults import INTERRUPTED, NOTHING_FOUND, PARTIAL
from selon.cli.options import examples
from selon.cli.render import tidy
from selon.records import MissingExtra, UnknownColumn

if TYPE_CHECKING:
    from selon.ingest import Format
    from selon.scale import Done

__all__ = ["scale", "shard"]


@click.command(
    epilog=examples(
        "selon scale archive/ --output read/",
        "selon scale CC-NEWS-*.warc.gz --output read/ --address ray://head:10001",
        "selon build read/ -d news.selon",
    )
)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder of Parquet files that is written, or gone on with.",
)
@click.option("--address", metavar="ADDRESS", help="The Ray cluster to run on; this machine unless given.")
@format_option
@click.option(
    "--map",
    "columns",
    metavar="FIELD=COLUMN,...",
    multiple=True,
    callback=read_columns,
    help="The columns of tables, as for `selon build`.",
)
def scale(
    inputs: tuple[str, ...],
    *,
    output: Path,
    address: str | None,
    kind: "Format | None",
    columns: dict[str, str],
) -> None:
    """Read pages on Ray, into a folder of Parquet files.

    On this machine or a cluster. Takes what `selon build` takes, but for standard input. Each file of the
    output holds up to 64 pages with what they tell; `selon build` of the folder links them into a
    dossier, and parses nothing again. Stopped and run again, it makes the files that are not there yet.
    Pages that cannot be used are listed in `failed.jsonl`; the exit code is then 3. Needs the extra
    `ray`.
    """
    if any(importlib.util.find_spec(package) is None for package in ("ray", "pyarrow")):
        raise MissingExtra('the map over many machines needs ray: pip install "selon[ray]"')
    from selon.ingest import Reading
    from selon.scale import run

    pages = 0

    def tell(done: "Done") -> None:
        nonlocal pages
        pages += done.pages
        click.echo(
            f"{done.partition}: {done.pages} pages, {done.rejected} rejected; {pages} so far", err=True
        )

    try:
        report = run(inputs, output, reading=Reading(kind, columns), address=address, progress=tell)
    except UnknownColumn as error:
        raise click.UsageError(str(error)) from error
    except KeyboardInterrupt:
        click.echo(f"\nselon: interrupted; {pages} pages read and kept; run it again to go on.", err=True)
        click.get_current_context().exit(INTERRUPTED)
    rejected = len(report.rejected)
    files = f"{report.written} files written, {report.found} there before"
    click.echo(tidy(f"{output}: {files}; {report.pages} pages, {rejected} of them rejected"), err=True)
    if rejected:
        click.echo(tidy(f"rejected pages: {output / 'failed.jsonl'}"), err=True)
        click.get_current_context().exit(PARTIAL)
    if not report.pages:
        click.get_current_context().exit(NOTHING_FOUND)


@click.command(
    epilog=examples(
        "selon shard read/ --output shards/",
        "selon shard read/ --output shards/ --days 7 --overlap 3",
        "selon build shards/fr-2020-06-01 -d fr-2020-06-01.selon",
    )
)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Where a folder for each shard is written.",
)
@click.option(
    "--days", type=click.IntRange(min=1), default=28, show_default=True, help="The days of a window."
)
@click.option(
    "--overlap",
    type=click.IntRange(min=0),
    default=7,
    show_default=True,
    help="The days before a window whose pages are linked with it too; at most as many as it has.",
)
def shard(folder: Path, *, output: Path, days: int, overlap: int) -> None:
    """Cut an output of `selon scale` by language and time.

    Each shard has the pages of one language that were published in one window of time, and those of the
    days before it, which they may continue or copy. `selon build` of a shard's folder makes its dossier;
    shards need nothing of each other. Pages without a date are a shard of their own. Needs the extra
    `tables`.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise MissingExtra('shards need pyarrow: pip install "selon[tables]"')
    if overlap > days:
        raise click.UsageError("the overlap is at most as long as the window")
    from selon.shards import cut

    shards = cut(folder, output, days, overlap)
    for name, pages in shards.items():
        click.echo(tidy(f"{output / name}: {pages} pages"))
    if not shards:
        click.echo(tidy(f"selon: {folder} has no page that can be used"), err=True)
        click.get_current_context().exit(NOTHING_FOUND)
