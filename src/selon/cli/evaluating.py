"""The command that compares predictions, or the engine itself, with gold."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from selon.cli.options import examples

if TYPE_CHECKING:  # the metrics are imported where they are asked for
    from selon.evaluate import Disagreement

__all__ = ["evaluate"]

_TASKS = ("quotations", "times", "dates", "events", "pages")


@click.command(
    epilog=examples(
        "selon evaluate quotations gold.jsonl --text-dir pages/",
        "selon evaluate times gold.jsonl --text-dir pages/ --predictions theirs.jsonl -v",
        "selon evaluate pages gold.jsonl --text-dir pages/",
    )
)
@click.argument("task", type=click.Choice(_TASKS))
@click.argument("gold", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--text-dir",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the texts that gold's `doc` names.",
)
@click.option(
    "--predictions",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Compare these (the lossless record, or gold's own shape) instead of what the engine finds.",
)
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@click.option("-v", "--verbose", is_flag=True, help="Tell every disagreement as well, on standard error.")
def evaluate(
    *, task: str, gold: Path, folder: Path, predictions: Path | None, as_json: bool, verbose: bool
) -> None:
    """Compare the engine, or predictions, with gold.

    The metrics are the field's for quotations, time expressions (times) and dates that a page decides
    (dates). Gold has one JSON object a line, {"doc": file name, "quotations": [...], "times": [...]},
    with offsets into the texts. A page's `published`, where gold has it, is given to the engine as its
    date.

    For pages, gold tells what a page holds: {"doc", "title", "published", "text", "wanted", "unwanted"},
    each but "doc" optional. The figures *from text* are those of the page's visible text alone.
    """
    if task == "pages":
        if predictions is not None:
            raise click.UsageError("--predictions cannot be given for pages.")
        from selon.cli.gold_pages import page_figures

        _print_figures(page_figures(gold, folder, verbose), as_json)
        return
    from selon.cli.gold import TASKS, read_gold_pages, read_lines, read_texts

    layer = TASKS[task]
    pages = layer.read_gold(read_lines(gold))
    texts = read_texts(pages, folder)
    if predictions is None:
        found = {doc: layer.found(read) for doc, read in read_gold_pages(pages, folder, texts).items()}
    else:
        found = dict(layer.read_predictions(read_lines(predictions), texts))
    missing = [page.doc for page in pages if page.doc not in found]
    if missing:
        click.echo(
            f"selon: no prediction for {len(missing)} of {len(pages)} pages: {missing[0]} ...", err=True
        )
    scores = layer.compare(pages, found, texts)
    if verbose:
        for disagreement in getattr(scores, "disagreements", ()):
            click.echo(_told(disagreement), err=True)
    _print_figures(layer.figures(scores), as_json)


def _told(disagreement: "Disagreement") -> str:
    sides = " ".join(
        f"{side}={value!r}"
        for side, value in (("gold", disagreement.gold), ("found", disagreement.found))
        if value is not None
    )
    exact = disagreement.exact if len(disagreement.exact) <= 150 else disagreement.exact[:149] + "…"
    return f"{disagreement.kind:8} {disagreement.doc} {exact!r} {sides}"


def _print_figures(named: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(named, ensure_ascii=False) + "\n")
        return
    for name, value in named.items():
        told = "  ".join(f"{key} {part}" for key, part in value.items()) if isinstance(value, dict) else value
        sys.stdout.write(f"{name:21} {'-' if told is None else told}\n")
