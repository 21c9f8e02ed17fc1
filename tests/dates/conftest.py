from collections.abc import Callable

import pytest

from selon.records import Block, Document, Published, document_id

Page = Callable[..., Document]


@pytest.fixture(scope="session")
def page() -> Page:
    """Makes a page of one body block, or of the blocks given, published on an EDTF date or never."""

    def make(text: str, published: str | None, blocks: tuple[Block, ...] | None = None) -> Document:
        return Document(
            id=document_id(text.encode("utf8", "surrogatepass")),
            source="page.txt",
            url=None,
            retrieved=None,
            media_type="text/plain",
            charset="utf-8",
            title=None,
            publisher=None,
            authors=(),
            agencies=(),
            language="fr",
            published=Published(published),
            text=text,
            blocks=blocks or (Block(0, len(text), "body"),),
        )

    return make
