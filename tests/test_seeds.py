"""What must hold on the five pages of `../shared/seeds`, from bytes to claims."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import selon
from selon.evaluate import compare_quotations, found_page, numbers, read_gold
from selon.records import Analysis, ClaimRow, Document, Span, parse_document_line

pytestmark = pytest.mark.parser
READ_FOR_CONTENT = {"title", "lead", "body", "quote", "caption"}


@pytest.fixture(scope="module")
def dossier(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[selon.Dossier]:
    with selon.open(tmp_path_factory.mktemp("seeds") / "seeds.selon", create=True) as dossier:
        dossier.add([shared / "seeds"])
        yield dossier


@pytest.fixture(scope="module")
def pages(dossier: selon.Dossier) -> dict[str, tuple[Document, Analysis]]:
    lines = [line for line in dossier.records() if line["type"] == "document"]
    return {Path(line["source"]).name[:3]: parse_document_line(line) for line in lines}


Pages = dict[str, tuple[Document, Analysis]]


def test_the_text_is_the_file(pages: Pages, shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        assert pages[path.name[:3]][0].text == path.read_bytes().decode("utf8")


@pytest.mark.parametrize(
    ("page", "edtf", "zone", "anchor"),
    [
        ("000", "2024-06", None, (6, 13)),
        ("001", "2023-09-14T10:24", None, (342, 360)),
        ("002", "2023-08-31T16:12+01:00", "+01:00", (123, 153)),
        ("003", None, None, None),
        ("004", "2023-06", None, (6, 13)),
    ],
)
def test_each_page_is_dated_as_precisely_as_it_says(
    pages: Pages, page: str, edtf: str | None, zone: str | None, anchor: Span | None
) -> None:
    published = pages[page][0].published
    assert (published.edtf, published.zone) == (edtf, zone)
    if anchor is None or published.anchor is None:
        assert published.anchor == anchor
    else:
        assert published.anchor[0] <= anchor[0] < anchor[1] <= published.anchor[1] + 1


def test_monday_is_the_national_day(pages: Pages) -> None:
    analysis = pages["004"][1]
    monday = next(time for time in analysis.times if (time.start, time.end) == (138, 143))
    holiday = next(time for time in analysis.times if time.start <= 505 < time.end)
    assert monday.edtf == "2023-06-12"
    assert monday.narrowed_by == (holiday.id,)


def test_a_thursday_under_a_month_stays_a_weighted_set(pages: Pages) -> None:
    thursday = next(time for time in pages["000"][1].times if time.start == 210)
    assert thursday.edtf == "[2024-05-30,2024-06-06,2024-06-13,2024-06-20,2024-06-27]"
    assert len(thursday.weights) == 5
    assert abs(sum(thursday.weights) - 1) < 0.02


def test_every_anchor_lies_in_the_text_of_its_page(pages: Pages) -> None:
    for document, analysis in pages.values():
        spans = [span for quotation in analysis.quotations for span in quotation.content]
        spans += [span for q in analysis.quotations for span in (q.cue, q.source) if span]
        spans += [(time.start, time.end) for time in analysis.times]
        spans += [(mention.start, mention.end) for mention in analysis.mentions]
        spans += [(block.start, block.end) for block in document.blocks]
        spans += [event.trigger for event in analysis.events]
        spans += [span for event in analysis.events for span in (*event.evidence, *event.condition)]
        spans += [role.anchor for event in analysis.events for role in event.roles]
        spans += analysis.sentences
        for start, end in spans:
            assert 0 <= start < end <= len(document.text)
            exact = document.text[start:end]
            assert exact
            assert exact == exact.strip() or (start, end) in [(b.start, b.end) for b in document.blocks]


def test_every_passage_that_is_shown_is_the_text(dossier: selon.Dossier, pages: Pages) -> None:
    texts = {document.id: document.text for document, _ in pages.values()}
    rows = [row.passage for row in dossier.quotations()]
    rows += [passage for row in dossier.timeline() for passage in row.passages]
    rows += [passage for row in dossier.claims() for passage in row.passages]
    rows += [p for row in dossier.claims() for stance in row.stances for p in stance.passages]
    assert len(rows) > 100
    for passage in rows:
        text, (start, end) = texts[passage.document], passage.span
        assert text[start:end] == passage.exact
        assert text[:start].endswith(passage.prefix)
        assert text[end:].startswith(passage.suffix)


def test_no_quotation_and_no_event_comes_from_boilerplate(pages: Pages) -> None:
    for document, analysis in pages.values():
        kinds = {i: block.kind for block in document.blocks for i in range(block.start, block.end)}
        for quotation in analysis.quotations:
            assert {kinds[start] for start, _ in quotation.content} <= READ_FOR_CONTENT
        for event in analysis.events:
            assert kinds[event.trigger[0]] in READ_FOR_CONTENT


def test_john_kirby_is_one_actor_over_three_pages(pages: Pages, dossier: selon.Dossier) -> None:
    lines = list(dossier.records())
    actors = [line for line in lines if line["type"] == "actor" and "Kirby" in line["name"]]
    assert [actor["name"] for actor in actors] == ["John Kirby"]
    members = {m["entity"] for m in lines if m["type"] == "membership" and m["actor"] == actors[0]["id"]}
    for page in ("000", "001", "002"):
        document, analysis = pages[page]
        mine = [mention for mention in analysis.mentions if mention.entity in members]
        worded = {document.text[mention.start : mention.end] for mention in mine}
        assert any("M. Kirby" in words or words == "Kirby" for words in worded)
    spoken = [row.passage for row in dossier.quotations(actor="John Kirby")]
    refusal = [passage for passage in spoken if passage.document == pages["002"][0].id]
    assert any(passage.span[0] < 1516 and passage.span[1] > 1444 for passage in refusal)


def deliveries(dossier: selon.Dossier) -> list[ClaimRow]:
    wanted = {"supplier": "Corée du Nord", "recipient": "Russie"}
    return [
        row
        for row in dossier.claims(kind="arms-transfer")
        if all(name in dict(row.roles).get(role, ()) for role, name in wanted.items())
    ]


def test_a_delivery_is_asserted_by_one_and_denied_by_two(dossier: selon.Dossier) -> None:
    row = next(row for row in deliveries(dossier) if {s.value for s in row.stances} >= {"asserts", "denies"})
    held = {(stance.actor.name, stance.value): stance.passages for stance in row.stances}
    for key in (("États-Unis", "asserts"), ("Russie", "denies"), ("Corée du Nord", "denies")):
        assert held[key], f"{key} has no passage"


@pytest.mark.parametrize(
    ("kind", "edtf", "page", "at", "reporter"),
    [
        ("arms-transfer", "2022-11", "004", (963, 1139), "États-Unis"),
        ("sanction", "2023-03", "004", (1803, 1859), None),
    ],
)
def test_the_chronology_says_who_reports(
    pages: Pages,
    dossier: selon.Dossier,
    kind: str,
    edtf: str,
    page: str,
    at: Span,
    reporter: str | None,
) -> None:
    rows = [row for row in dossier.timeline(kind=kind) if row.edtf == edtf]
    places = {(p.document, p.span) for row in rows for p in row.passages}
    assert any(
        document == pages[page][0].id and start < at[1] and end > at[0] for document, (start, end) in places
    )
    reporters = {actor.name for row in rows for actor in row.reporters}
    assert reporter in reporters if reporter else not reporters


def test_quotations_are_found(pages: Pages, shared: Path) -> None:
    folder = shared / "gold/quotations/seeds"
    gold = read_gold((folder / "gold.jsonl").read_text("utf8").splitlines())
    documents = {document.source: (document, analysis) for document, analysis in pages.values()}
    found = {Path(source).name: found_page(analysis) for source, (_, analysis) in documents.items()}
    texts = {Path(source).name: document.text for source, (document, _) in documents.items()}
    assert numbers(compare_quotations(gold, found, texts))["f1@.3"] >= 0.65
