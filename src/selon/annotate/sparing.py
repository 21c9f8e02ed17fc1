"""The parser spared work that changes nothing of what is read from it, and run on one thread.

Products of matrices go to the library that numpy brings, which knows more processors than the parser's own:
on those that this does not know, it falls back on code for all of them, at a third of the speed.
"""

from contextlib import AbstractContextManager
from functools import cache
from typing import Any, cast

from threadpoolctl import ThreadpoolController

__all__ = ["on_one_thread", "spare"]


def spare(parser: Any) -> None:
    """Changes a loaded spaCy pipeline; parts that are not there are passed over."""
    _find_lemmas_in_sets(parser)
    _leave_tags_out(parser)
    _multiply_by_numpy(parser)


def on_one_thread() -> AbstractContextManager[Any]:
    """While it lasts, products of matrices take one thread: these are too small to be shared out."""
    return cast(AbstractContextManager[Any], _threads().limit(limits=1))


@cache
def _threads() -> Any:
    return ThreadpoolController().select(user_api="blas")


def _find_lemmas_in_sets(parser: Any) -> None:
    """The lemmatiser seeks words in lists of many thousands: sets hold the same words."""
    if parser.has_pipe("lemmatizer"):
        lookups = parser.get_pipe("lemmatizer").lookups
        if lookups.has_table("lemma_index"):
            index = lookups.get_table("lemma_index")
            for key, words in list(index.items()):
                index[key] = frozenset(words)


def _leave_tags_out(parser: Any) -> None:
    """Most rules of the attribute ruler only set fine-grained tags, which nothing reads."""
    if parser.has_pipe("attribute_ruler"):
        ruler = parser.get_pipe("attribute_ruler")
        telling = [rule for rule in ruler.patterns if set(rule["attrs"]) != {"TAG"}]
        ruler.clear()
        ruler.add_patterns(telling)


def _multiply_by_numpy(parser: Any) -> None:
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in parser.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            if type(node.ops) is NumpyOps:  # not those of a processor that has better ones
                node.ops = ops
