"""Counts of terms in blocks: they are those that a plain count gives."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from selon import store
from selon.store.term_counts import save_counts, term_counts

# The first and last numbers, some of one block, some at the borders of blocks.
NUMBERS = st.integers(0, 5) | st.integers(0, 2**32 - 1) | st.integers(-2, 1).map(lambda n: (9 << 22) + n)
NUMBERS |= st.just(2**32 - 1)
GROWTH = st.dictionaries(NUMBERS, st.integers(1, 1000), max_size=30)


@settings(max_examples=50, deadline=None)
@given(st.lists(GROWTH, max_size=4), st.lists(NUMBERS, max_size=10))
def test_counts_grow_by_what_is_told(growths: list[dict[int, int]], others: list[int]) -> None:
    counted = Counter[int]()
    with TemporaryDirectory() as folder:
        db = store.connect(Path(folder) / "d.selon", create=True)
        for growth in growths:
            save_counts(db, list(growth.items()))
            counted.update(growth)
            asked = {*counted, *others}
            assert term_counts(db, asked) == {term: counted[term] for term in asked if term in counted}
        assert term_counts(db, []) == {}
        assert db.execute("SELECT count(*) FROM story_term").fetchone()[0] == len(
            {it >> 22 for it in counted}
        )
        db.close()


def test_only_the_blocks_of_terms_are_written(tmp_path: Path) -> None:
    db = store.connect(tmp_path / "d.selon", create=True)
    save_counts(db, [(block << 22, 1) for block in range(1024)])
    before = db.total_changes
    save_counts(db, [(5, 1), (6, 1), (7 << 22, 2)])
    assert db.total_changes - before == 2
    assert term_counts(db, [0, 5, 6, 7 << 22, 8 << 22, 9]) == {0: 1, 5: 1, 6: 1, 7 << 22: 3, 8 << 22: 1}
    db.close()
