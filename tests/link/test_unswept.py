"""Python's search for cycles is put off, and goes on as it was."""

import gc

import pytest

from selon.link.unswept import unswept


def test_it_is_put_off_and_goes_on() -> None:
    assert gc.isenabled()
    with unswept():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_a_fault() -> None:
    with pytest.raises(ValueError, match="a fault"), unswept():
        raise ValueError("a fault")
    assert gc.isenabled()


def test_who_had_put_it_off_finds_it_so() -> None:
    with unswept():
        with unswept():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
