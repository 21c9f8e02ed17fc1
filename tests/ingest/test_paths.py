"""Files, folders and standard input: order, what is passed over, what is turned away."""

import io
import os
from pathlib import Path

import pytest

from selon.ingest import count_paths, read_paths
from selon.records import RawPage, Rejected, SourceNotFound, document_id


def put(folder: Path, name: str, data: bytes = b"x") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names(folder: Path, *paths: str | Path) -> list[str]:
    return [os.path.relpath(page.source, folder) for page in read_paths(paths)]


def test_folder_is_read_recursively_sorted_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/y.md", "c.htm", "a/b/x.XHTML", "d.markdown"):
        put(tmp_path, name)
    assert names(tmp_path, tmp_path) == ["a/b/x.XHTML", "a/y.md", "a/z.html", "b.txt", "c.htm", "d.markdown"]


def test_hidden_and_other_files_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/a.txt", "picture.png", "a.txt", "noname"):
        put(tmp_path, name)
    assert names(tmp_path, tmp_path) == ["a.txt"]


def test_a_file_named_itself_is_given_out_whatever_its_suffix(tmp_path: Path) -> None:
    path = put(tmp_path, "page.dat", b"some text")
    (page,) = read_paths([path])
    assert page == RawPage(str(path), b"some text", None)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.html", "text/html"),
        ("a.TXT", "text/plain"),
        ("a.md", "text/markdown"),
        ("a.xhtml", "application/xhtml+xml"),
    ],
)
def test_suffix_tells_the_media_type(tmp_path: Path, name: str, media_type: str) -> None:
    (page,) = read_paths([put(tmp_path, name)])
    assert isinstance(page, RawPage)
    assert page.media_type == media_type


def test_missing_path_is_told_before_anything_is_read(tmp_path: Path) -> None:
    there = put(tmp_path, "a.txt")
    with pytest.raises(SourceNotFound, match=r"gone\.txt"):
        read_paths([there, tmp_path / "gone.txt"])


def test_standard_input() -> None:
    (page,) = read_paths(["-"], stdin=io.BytesIO(b"from a pipe"))
    assert page == RawPage("-", b"from a pipe", None)


def test_dash_without_standard_input() -> None:
    with pytest.raises(SourceNotFound, match="standard input"):
        read_paths(["-"])


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path, "outside/secret.txt")
    inside = put(tmp_path, "in/a.txt")
    (tmp_path / "in/escape.txt").symlink_to(secret)
    (tmp_path / "in/folder").symlink_to(secret.parent)
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    (tmp_path / "in/twin.txt").symlink_to(inside)
    assert names(tmp_path, tmp_path / "in") == ["in/a.txt", "in/twin.txt"]


def test_page_over_the_limit_is_turned_away_and_the_next_one_read(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", b"y" * 101)
    put(tmp_path, "b.txt", b"y" * 100)
    large, fitting = read_paths([tmp_path], limit=100)
    assert isinstance(large, Rejected)
    assert (large.reason, "100 bytes" in large.detail) == ("too-large", True)
    assert isinstance(fitting, RawPage)


def test_endless_standard_input_is_read_to_the_limit_only() -> None:
    class Endless(io.BytesIO):
        given = 0

        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert size >= 0
            self.given += size
            return b"z" * size

    stream = Endless()
    (page,) = read_paths(["-"], stdin=stream, limit=1000)
    assert isinstance(page, Rejected)
    assert page.reason == "too-large"
    assert stream.given == 1001


def test_file_that_cannot_be_opened_is_a_value(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt")
    pages = read_paths([path])
    path.unlink()
    (page,) = pages
    assert isinstance(page, Rejected)
    assert page.reason == "unreadable"


def test_the_count_is_that_of_the_pages(tmp_path: Path) -> None:
    for name in ("a.txt", "b/c.html", "b/d.png"):
        put(tmp_path, name)
    assert count_paths([tmp_path, "-"]) == 3
    with pytest.raises(SourceNotFound):
        count_paths([tmp_path / "gone"])


def test_rejected_bytes_have_an_id_of_their_own(tmp_path: Path) -> None:
    (page,) = read_paths([put(tmp_path, "a.txt", b"12345")], limit=3)
    assert isinstance(page, Rejected)
    assert page.id == document_id(b"1234")
