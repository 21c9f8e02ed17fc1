"""The metrics agree with the referee beside the gold to the last digit, whatever the predictions."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from selon.evaluate import (
    compare_dates,
    compare_quotations,
    compare_times,
    figures,
    read_gold,
    read_predictions,
)

SETS = [
    ("quotations", "quotations/seeds", "quotations/seeds"),
    ("quotations", "quotations/dev", "quotations/dev"),
    ("quotations", "quotations/dev-web", "quotations/dev-web"),
    ("times", "times/frtb", "times/frtb"),
    ("dates", "times/seeds", "quotations/seeds"),
]
COMPARE: Any = {"quotations": compare_quotations, "times": compare_times, "dates": compare_dates}


def _moved(span: Any, chance: random.Random, length: int) -> Any:
    if not span or chance.random() < 0.1:
        return None
    start = max(0, span[0] + chance.choice([0, 0, 0, -3, 5, 40]))
    return [start, min(length, max(start + 1, span[1] + chance.choice([0, 0, -2, 7])))]


def _quotation(gold: dict[str, Any], names: list[str], chance: random.Random, length: int) -> dict[str, Any]:
    content = [moved for span in gold["content"] if (moved := _moved(span, chance, length))]
    speaker = chance.choice([gold["speaker"], gold["speaker"], chance.choice(names), None, "Un inconnu"])
    return {
        "content": content or [[0, 1]],
        "cue": _moved(gold["cue"], chance, length),
        "source": _moved(gold["source"], chance, length),
        "speaker": speaker,
        "act": chance.choice([gold["act"], gold["act"], "deny", "assert"]),
    }


def _time(gold: dict[str, Any], chance: random.Random, length: int) -> dict[str, Any]:
    start, end = _moved([gold["start"], gold["end"]], chance, length) or [gold["start"], gold["end"]]
    timex = gold.get("timex")
    edtf = gold.get("page_edtf")
    if edtf and edtf.startswith("["):
        members = edtf.strip("[]").split(",")
        edtf = chance.choice([f"[{', '.join(reversed(members))}]", members[0]])
    return {
        "start": start,
        "end": end,
        "timex": chance.choice([timex, timex and timex[:10], timex and timex[:7], None]),
        "edtf": chance.choice([edtf, edtf, f"{edtf}:00+01:00", "2024-06-20", "2024-06-20/2024-06-21", None]),
    }


def _perturbed(page: dict[str, Any], text: str, chance: random.Random) -> dict[str, Any]:
    quotations = page.get("quotations", [])
    names = [item["speaker"] for item in quotations if item["speaker"]] or ["Personne"]
    found = [
        _quotation(item, names, chance, len(text)) for item in quotations for _ in range(chance.randrange(3))
    ]
    times = [
        _time(item, chance, len(text)) for item in page.get("times", []) for _ in range(chance.randrange(3))
    ]
    chance.shuffle(found)
    chance.shuffle(times)
    return {"doc": page["doc"], "quotations": found, "times": times}


def _as_document(row: dict[str, Any], text: str) -> dict[str, Any]:
    """The same predictions in the shape of the lossless record, with entities for speakers."""
    entities: list[dict[str, Any]] = []
    quotations = []
    for item in row["quotations"]:
        speakers = []
        for name in (item["speaker"] or "").split(" et ") if item["speaker"] else []:
            speakers.append(f"n{len(entities)}")
            entities.append({"id": speakers[-1], "name": name.split()[-1], "aliases": [name]})
        quotations.append({**item, "speakers": speakers})
    source = f"pages/{row['doc']}"
    return {**row, "type": "document", "doc": None, "source": source, "text": text} | {
        "entities": entities,
        "quotations": quotations,
    }


@pytest.mark.parametrize("as_record", [False, True], ids=["plain", "record"])
def test_every_figure_is_the_referees(shared: Path, tmp_path: Path, as_record: bool) -> None:
    for seed, (task, gold_name, text_name) in enumerate(SETS):
        chance = random.Random(seed)
        gold_path, folder = shared / "gold" / gold_name / "gold.jsonl", shared / "gold" / text_name
        gold_lines = gold_path.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in gold_lines]
        texts = {row["doc"]: (folder / row["doc"]).read_bytes().decode("utf-8") for row in rows}
        kept = [row for row in rows if chance.random() < 0.9]
        predicted = [_perturbed(row, texts[row["doc"]], chance) for row in kept]
        if as_record:
            predicted = [_as_document(row, texts[row["doc"]]) for row in predicted]
        lines = [json.dumps(row, ensure_ascii=False) for row in predicted]
        path = tmp_path / f"{seed}.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")

        referee = subprocess.run(
            [sys.executable, shared / "tools" / "score.py", task, gold_path, folder, path, "-v"],
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout.splitlines()
        ours = COMPARE[task](read_gold(gold_lines), read_predictions(lines, texts), texts)

        told = figures(ours)
        told.pop("addressee", None)  # the referee does not measure whom words are said to
        assert told == json.loads(referee[-1]), gold_name
        assert len(ours.disagreements) == sum(line.startswith("  ") for line in referee)
