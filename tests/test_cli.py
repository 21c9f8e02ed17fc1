"""The commands as a user meets them: answers, faults, exit codes, tables for people and for programs."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import selon
from selon.cli import main
from selon.cli.options import default_language
from selon.cli.render import Entry, print_blocks, print_columns, tidy
from selon.cli.words import Words, quoted
from selon.records import (
    ClaimRow,
    PageRow,
    QuoteRow,
    SearchRow,
    TimelineRow,
    decode,
    parse_document_line,
    parse_dossier_line,
)

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
USABLE = sum(path.suffix in (".html", ".txt") for path in EXAMPLES.iterdir()) - 1  # one is a cookie wall
READING: dict[str, tuple[list[str], type[Any]]] = {
    "timeline": ([], TimelineRow),
    "quotes": ([], QuoteRow),
    "claims": ([], ClaimRow),
    "pages": ([], PageRow),
    "search": (["munitions"], SearchRow),
}
PAGE = (
    "Paris, le 3 mai 2023.\n\nLa Russie a livré des armes à la Corée du Nord, a affirmé lundi le ministre.\n"
)


def run(*arguments: str | Path, **options: Any) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    dossier = tmp_path_factory.mktemp("cli") / "examples.selon"
    return dossier, run("build", EXAMPLES, "-d", dossier)


@pytest.fixture
def dossier(built: tuple[Path, Result]) -> Path:
    return built[0]


@pytest.fixture
def opened(dossier: Path) -> Iterator[selon.Dossier]:
    with selon.open(dossier) as opened:
        yield opened


def records(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.split("\n") if line]


# build


@pytest.mark.parser
def test_build_tells_what_was_rejected_and_exits_with_3(built: tuple[Path, Result]) -> None:
    result = built[1]
    assert result.exit_code == 3
    assert result.stdout == ""
    assert "mur-de-cookies.html: cookie-wall" in result.stderr
    assert f"{USABLE} added, 0 known before, 2 rejected" in result.stderr


@pytest.mark.parser
def test_a_second_build_adds_nothing(dossier: Path, opened: selon.Dossier) -> None:
    before = list(opened.records())
    result = run("build", EXAMPLES, "-d", dossier)
    assert result.exit_code == 0
    assert f"0 added, {USABLE + 2} known before, 0 rejected" in result.stderr
    assert list(opened.records()) == before


@pytest.mark.parser
def test_build_reads_standard_input(tmp_path: Path) -> None:
    dossier = tmp_path / "one.selon"
    assert run("build", "-", "-d", dossier, input=PAGE.encode()).exit_code == 0
    assert [row["source"] for row in records(run("pages", "-d", dossier, "--json"))] == ["-"]


def test_a_folder_without_pages_is_nothing_found(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("build", tmp_path / "empty", "-d", tmp_path / "x.selon")
    assert result.exit_code == 4
    assert "0 added" in result.stderr
    assert "no file there that is read as a page" in result.stderr


def test_a_path_that_is_not_there_is_a_fault_in_one_line(tmp_path: Path) -> None:
    result = run("build", tmp_path / "nowhere", "-d", tmp_path / "x.selon")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "nowhere" in result.stderr


def test_build_without_paths_is_wrong_usage() -> None:
    assert run("build").exit_code == 2


@pytest.mark.parser
def test_ctrl_c_says_what_is_kept_and_the_next_build_goes_on(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(PAGE.replace("3 mai", f"3 mai {number}"), encoding="utf-8")
    dossier = tmp_path / "stopped.selon"
    command = [sys.executable, "-m", "selon", "build", str(tmp_path), "-d", str(dossier)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        _wait_for_a_page(dossier, process)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted" in told
    assert "Traceback" not in told
    kept = len(records(run("pages", "-d", dossier, "--json")))
    assert 0 < kept < 40
    assert f"{40 - kept} added, {kept} known before" in run("build", tmp_path, "-d", dossier).stderr


def _wait_for_a_page(dossier: Path, process: "subprocess.Popen[str]") -> None:
    """Until a page is kept; the process is still at work then, for there are many."""
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        if dossier.exists() and run("pages", "-d", dossier, "--json").stdout:
            return
        time.sleep(0.05)
    pytest.fail("no page was kept in time")


@pytest.mark.parser
def test_a_terminal_shows_how_far_the_build_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    from selon.cli.building import build

    screen = _Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    build.main([str(tmp_path / "page.txt"), "-d", str(tmp_path / "x.selon")], standalone_mode=False)
    assert "1/1" in screen.getvalue()
    assert "page.txt" in screen.getvalue()


@pytest.mark.parser
def test_rebuild_gives_the_same_dossier_and_tells_the_rejected(dossier: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.selon"
    copy.write_bytes(dossier.read_bytes())
    before = run("export", "jsonl", "-d", copy).stdout
    result = run("rebuild", "-d", copy)
    assert result.exit_code == 3
    assert f"{USABLE} added" in result.stderr
    assert run("export", "jsonl", "-d", copy).stdout == before


# reading


@pytest.mark.parser
@pytest.mark.parametrize("command", READING)
def test_each_json_line_is_a_record(command: str, dossier: Path, opened: selon.Dossier) -> None:
    arguments, cls = READING[command]
    result = run(command, *arguments, "-d", dossier, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    rows = [decode(cls, {key: row[key] for key in row if key != "type"}) for row in records(result)]
    method = {"quotes": "quotations"}.get(command, command)
    assert rows == getattr(opened, method)(*arguments)
    assert {row["type"] for row in records(result)} == {
        {TimelineRow: "timeline-row", QuoteRow: "quote-row", ClaimRow: "claim-row", PageRow: "page-row"}.get(
            cls, "search-row"
        )
    }


@pytest.mark.parser
@pytest.mark.parametrize("command", READING)
def test_a_pipe_gets_whole_aligned_lines(command: str, dossier: Path) -> None:
    arguments, _ = READING[command]
    result = run(command, *arguments, "-d", dossier, "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    heading, *rows = result.stdout.split("\n")[:-1]
    assert heading.isupper()
    assert rows
    assert "\x1b" not in result.stdout
    last = heading.rindex("  ") + 2
    assert all(row[last - 2 : last] == "  " for row in rows if row.strip() and not row.startswith("    "))


@pytest.mark.parser
def test_the_timeline_tells_who_reports_each_sentence_and_where_it_stands(
    dossier: Path, opened: selon.Dossier
) -> None:
    lines = run("timeline", "-d", dossier, "--lang", "en").stdout.split("\n")[1:-1]
    for line, row in zip(lines, opened.timeline(), strict=True):
        assert tidy(row.label) in line
        assert all(actor.name in line for actor in row.reporters)
        assert f":{row.passages[0].span[0]} " in line


@pytest.mark.parser
def test_claims_stand_above_those_who_take_a_stance(dossier: Path) -> None:
    lines = run("claims", "-d", dossier, "--kind", "arms-transfer", "--lang", "fr").stdout.split("\n")
    denials = [line for line in lines if line.startswith("    dément")]
    assert any("Russie" in line for line in denials)
    assert any("Corée du Nord" in line for line in denials)
    assert any(line.startswith("    affirme") and "États-Unis" in line for line in lines)


@pytest.mark.parser
def test_filters_narrow_the_answer(dossier: Path) -> None:
    everything = records(run("timeline", "-d", dossier, "--json"))
    of_2022 = records(run("timeline", "-d", dossier, "--json", "--until", "2022"))
    sanctions = records(run("timeline", "-d", dossier, "--json", "--kind", "sanction"))
    russian = records(run("quotes", "-d", dossier, "--json", "--actor", "russie"))
    assert 0 < len(of_2022) < len(everything)
    assert all(row["edtf"] < "2023" for row in of_2022)
    assert {row["kind"] for row in sanctions} == {"sanction"}
    assert 0 < len(russian) < len(records(run("quotes", "-d", dossier, "--json")))


@pytest.mark.parser
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_nothing_found_is_told_apart_from_a_fault(dossier: Path, form: list[str]) -> None:
    result = run("timeline", "-d", dossier, "--since", "2090", *form)
    assert (result.exit_code, result.stdout) == (4, "")
    assert "nothing found" in result.stderr


@pytest.mark.parser
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["timeline", "--kind", "livraison"], "no event of the kind 'livraison'"),
        (["claims", "--actor", "Personne"], "no actor bears the name 'Personne'"),
        (["relations", "Russie", "Personne"], "no actor bears the name 'Personne'"),
        (["stories", "--actor", "Personne"], "no actor bears the name 'Personne'"),
        (["quotes", "--kind", "nier"], "no act or mode 'nier': there are assert, deny,"),
        (["decisions"], "nothing was decided yet"),
    ],
)
def test_what_the_dossier_does_not_have_at_all_is_told(
    dossier: Path, arguments: list[str], told: str
) -> None:
    result = run(*arguments, "-d", dossier)
    assert (result.exit_code, result.stdout) == (4, "")
    assert told in result.stderr


@pytest.mark.parser
@pytest.mark.parametrize(
    "arguments",
    [
        ["timeline", "--actor", "a1"],
        ["timeline", "--actor", "pyongyang", "--kind", "sanction"],
        ["quotes", "--kind", "deny"],
        ["quotes", "--kind", "mixed"],
    ],
)
def test_what_is_only_filtered_out_is_not_called_unknown(dossier: Path, arguments: list[str]) -> None:
    result = run(*arguments, "--since", "2090", "-d", dossier)
    assert (result.exit_code, result.stderr) == (4, "selon: nothing found\n")


def test_a_wrong_date_is_shown_whole_with_what_dates_look_like(tmp_path: Path) -> None:
    result = run("timeline", "-d", tmp_path / "none.selon", "--since", "12/06/2023")
    assert result.exit_code == 2
    assert "'12/06/2023' is no date. Dates are 2023, 2023-09, 2023-09-14." in result.stderr


def test_a_dossier_in_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run("build", EXAMPLES / "mur-de-cookies.html", "-d", tmp_path / "none" / "x.selon")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "there is no folder" in result.stderr


def test_the_list_of_commands_fits_eighty_columns_whole() -> None:
    result = run("--help", terminal_width=80)
    assert result.exit_code == 0
    assert "..." not in result.stdout.partition("Commands:")[2]


@pytest.mark.parser
@pytest.mark.parametrize("arguments", [["--since", "demain"], ["--lang", "de"], ["--nothing"]])
def test_wrong_usage_exits_with_2(dossier: Path, arguments: list[str]) -> None:
    result = run("timeline", "-d", dossier, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_dossier_that_is_not_there_is_a_fault_in_one_line(tmp_path: Path) -> None:
    result = run("timeline", "-d", tmp_path / "none.selon")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert "selon build" in result.stderr


@pytest.mark.parser
@pytest.mark.parametrize("command", ["show", "why"])
def test_an_unknown_id_is_a_fault_in_one_line(dossier: Path, command: str) -> None:
    result = run(command, "c9999", "-d", dossier)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "c9999" in result.stderr


@pytest.mark.parser
def test_show_and_why_answer_for_every_kind_of_id(dossier: Path, opened: selon.Dossier) -> None:
    lines = list(opened.records())
    page = next(line for line in lines if line["type"] == "document" and line["events"])
    rejected = next(line for line in lines if line["type"] == "rejected")
    layers = [page[layer][0] for layer in ("times", "entities", "quotations", "events")]
    folded = [next(line for line in lines if line["type"] == kind) for kind in ("actor", "claim", "stance")]
    for item in (page, rejected, *layers, *folded):
        for form in ([], ["--json"]):
            shown = run("show", item["id"], "-d", dossier, *form)
            assert (shown.exit_code, shown.stderr) == (0, ""), item["id"]
            assert shown.stdout.strip()
    for item in (*layers[2:], *folded):
        reasons = run("why", item["id"], "-d", dossier, "--json")
        assert records(reasons)[0]["id"] == item["id"]
        assert item["id"] in run("why", item["id"], "-d", dossier).stdout


@pytest.mark.parser
def test_show_prints_the_whole_text_of_a_page(dossier: Path, opened: selon.Dossier) -> None:
    page = next(line for line in opened.records() if line["type"] == "document")
    shown = run("show", page["id"][7:15], "-d", dossier).stdout
    assert all(tidy(line) in tidy(shown) for line in page["text"].split("\n") if line.strip())


@pytest.mark.parser
def test_kinds_headings_and_dates_speak_the_language_asked_for(dossier: Path) -> None:
    french = run("timeline", "-d", dossier, "--lang", "fr").stdout
    english = run("timeline", "-d", dossier, env={"LC_ALL": "", "LC_MESSAGES": "", "LANG": "C.UTF-8"}).stdout
    by_locale = run("timeline", "-d", dossier, env={"LC_ALL": "", "LC_MESSAGES": "fr_CH.UTF-8"}).stdout
    assert french == by_locale
    assert "livraison d’armes" in french
    assert "novembre 2022" in french
    assert "arms transfer" in english
    assert "November 2022" in english


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "de_DE"}, "en"),
        ({"LC_MESSAGES": "fr", "LANG": "en_GB"}, "fr"),
    ],
)
def test_the_locale_gives_the_language(environment: dict[str, str], language: str) -> None:
    assert default_language(environment) == language


# tables


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


HOSTILE = Entry(
    cells=("2023\x1b[2J", "un\u2028deux\ttrois", "[bold]a[/bold] :smile:"),
    lead="2023\x1b[2J",
    head="un\u2028deux\ttrois",
    body="[bold]a[/bold] :smile: \x9b31m" + "mot " * 60,
    foot="une\x07\ndeux",
    marks=((6, 7),),
    children=(Entry(cells=("x", "", "y"), lead="x", body="y"),),
)


@pytest.mark.parametrize("width", [80, 120])
def test_blocks_fit_the_width_and_lose_no_word(width: int) -> None:
    from rich.console import Console

    screen = _Terminal()
    print_blocks(
        [HOSTILE, HOSTILE], Console(file=screen, width=width, no_color=True, markup=False, emoji=False)
    )
    plain = screen.getvalue().replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")
    plain = plain.replace("\x1b[1;7m", "")
    assert max(map(len, plain.split("\n"))) <= width
    assert plain.count("mot") == 120
    assert "[bold]a[/bold] :smile:" in plain
    assert not {"\x1b", "\x9b", "\x07"} & set(plain)


def test_columns_are_whole_and_carry_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    print_columns([HOSTILE], ("A", "B", "C"))
    assert capsys.readouterr().out.split("\n") == [
        "A         B              C",
        "",
        "2023\N{REPLACEMENT CHARACTER}[2J  un deux trois  [bold]a[/bold] :smile:",
        "    x  -  y",
        "",
    ]


@pytest.mark.parser
@pytest.mark.parametrize(("variables", "coloured"), [({"NO_COLOR": "1"}, False), ({}, True)])
def test_no_color_is_honoured(
    dossier: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], coloured: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    screen = _Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    main.main(["timeline", "-d", str(dossier)], standalone_mode=False)
    assert ("\x1b[1;36m" in screen.getvalue()) == coloured


def test_passages_that_hold_quotation_marks_are_set_in_the_other_ones() -> None:
    assert quoted(["oui"], "fr") == "«\xa0oui\xa0»"
    assert quoted(["un « oui »"], "fr") == "“un « oui »”"
    assert quoted(["un “oui”"], "en") == "«\xa0un “oui”\xa0»"
    assert quoted(["oui", "non"], "en") == "“oui […] non”"


def test_a_moment_is_shown_as_its_day_and_a_month_as_a_month() -> None:
    words = Words("en")
    assert words.day("2023-09-14T10:24+02:00") == "14 September 2023"
    assert words.day("2024-06") == "June 2024"
    assert words.day(None) == ""


# export


@pytest.mark.parser
def test_the_lossless_record_goes_to_standard_output_or_to_a_file(dossier: Path, tmp_path: Path) -> None:
    printed = run("export", "jsonl", "-d", dossier)
    written = run("export", "jsonl", "-d", dossier, "-o", tmp_path / "out.jsonl")
    assert written.stdout == ""
    assert (tmp_path / "out.jsonl").read_bytes() == printed.stdout_bytes
    lines = records(printed)
    assert [line["type"] for line in lines[:2]] == ["dossier", "document"]
    for line in lines:
        if line["type"] == "document":
            document, analysis = parse_document_line(line)
            assert all(document.text[time.start : time.end] for time in analysis.times)
        else:
            parse_dossier_line(line)


@pytest.mark.parser
def test_the_page_is_written_beside_the_dossier_or_where_it_is_wanted(dossier: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.selon"
    copy.write_bytes(dossier.read_bytes())
    assert run("export", "html", "-d", copy, "--title", "Un <titre>").exit_code == 0
    page = (tmp_path / "copy.html").read_text(encoding="utf-8")
    assert "Un &lt;titre&gt;" in page
    assert run("export", "html", "-d", copy, "--title", "Un <titre>", "-o", "-").stdout == page
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []


@pytest.mark.parser
def test_a_file_that_cannot_be_written_is_a_fault_in_one_line(dossier: Path, tmp_path: Path) -> None:
    result = run("export", "jsonl", "-d", dossier, "-o", tmp_path / "no" / "out.jsonl")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1


# evaluate


def test_gold_predicts_itself(shared: Path) -> None:
    folder = shared / "gold/quotations/seeds"
    gold = folder / "gold.jsonl"
    result = run("evaluate", "quotations", gold, "--text-dir", folder, "--predictions", gold, "--json")
    figures = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert figures["f1@.8"] == figures["speaker"] == {"p": 1.0, "r": 1.0, "f1": 1.0}


def test_missing_predictions_and_disagreements_are_told(shared: Path, tmp_path: Path) -> None:
    folder = shared / "gold/times/frtb"
    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    arguments: list[str | Path] = ["--text-dir", folder, "--predictions", tmp_path / "none.jsonl", "-v"]
    result = run("evaluate", "times", folder / "gold.jsonl", *arguments)
    assert result.exit_code == 0
    assert "no prediction for 54 of 54 pages" in result.stderr
    assert "missed" in result.stderr
    assert "relaxed" in result.stdout


@pytest.mark.parser
def test_the_engine_is_given_the_date_that_gold_tells(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE.replace("Paris, le 3 mai 2023.\n\n", ""), encoding="utf-8")
    at = PAGE.replace("Paris, le 3 mai 2023.\n\n", "").index("lundi")
    time_ = {"start": at, "end": at + 5, "timex": "2023-05-01"}
    row = {"doc": "a.txt", "published": "2023-05-03", "times": [time_]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(row), encoding="utf-8")
    result = run("evaluate", "times", tmp_path / "gold.jsonl", "--text-dir", tmp_path, "--json")
    assert json.loads(result.stdout)["value"]["f1"] == 1.0


@pytest.mark.parametrize("gold", ["nowhere.jsonl", "broken.jsonl"])
def test_gold_that_cannot_be_read_is_a_fault_in_one_line(tmp_path: Path, gold: str) -> None:
    (tmp_path / "broken.jsonl").write_text("{", encoding="utf-8")
    result = run("evaluate", "dates", tmp_path / gold, "--text-dir", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1


# as processes


@pytest.mark.parser
def test_a_broken_pipe_is_no_traceback(dossier: Path) -> None:
    command = [sys.executable, "-m", "selon", "export", "jsonl", "-d", str(dossier)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parser
def test_reading_commands_load_no_parser(dossier: Path, opened: selon.Dossier) -> None:
    claim = opened.claims()[0].claim.id
    commands = [[name, *arguments] for name, (arguments, _) in READING.items()] + [
        ["show", claim],
        ["why", claim],
    ]
    program = f"""
import sys
from selon.cli import main
for command in {commands!r}:
    main.main([*command, "-d", {str(dossier)!r}], standalone_mode=False)
heavy = {{"spacy", "numpy", "lxml", "trafilatura", "thinc"}} & set(sys.modules)
sys.exit(f"loaded: {{heavy}}" if heavy else 0)
"""
    ran = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, env=os.environ)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_colons_and_hours_are_set_as_french_has_them() -> None:
    french = Words("fr")
    assert french.labelled("cible", "Russie") == "cible\N{NO-BREAK SPACE}: Russie"
    assert Words("en").labelled("target", "Russie") == "target: Russie"
    assert french.date("2023-09-14T12:30") == "14 septembre 2023 à 12\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30"
