"""Offsets as browsers count them, and back."""

from hypothesis import given
from hypothesis import strategies as st

from selon.export.offsets import from_browser, to_browser


def as_browser(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_emoji_and_line_ends() -> None:
    text = "a😀b\r\nc\rd"
    assert [to_browser(text, at) for at in range(len(text) + 1)] == [0, 1, 3, 4, 4, 5, 6, 7, 8]
    assert [from_browser(text, units) for units in range(9)] == [0, 1, 2, 2, 3, 5, 6, 7, 8]


@given(st.text(alphabet="aé😀\r\n𝄞 ", max_size=40), st.data())
def test_there_and_back(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    units = to_browser(text, at)
    assert (
        units
        == len(
            as_browser(text[:at] if text[at - 1 : at + 1] != "\r\n" else text[: at - 1]).encode("utf-16-le")
        )
        // 2
    )
    inside = at > 0 and text[at - 1 : at + 1] == "\r\n"
    assert from_browser(text, units) == (at - 1 if inside else at)
