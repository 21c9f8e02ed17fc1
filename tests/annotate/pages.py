"""Pages made for tests: one body block a line."""

from hypothesis import strategies as st

from selon.records import Block, Document, Published, document_id

MARKED = st.text(st.sampled_from("ab ' \" « » “ ” ‘ ’ .,\n\u00a0é"), max_size=120)


def page(text: str) -> Document:
    blocks, place = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            left = place + len(line) - len(line.lstrip())
            blocks.append(Block(left, place + len(line.rstrip()), "body"))
        place += len(line)
    return Document(
        id=document_id(text.encode("utf8", "replace")),
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
        published=Published(),
        text=text,
        blocks=tuple(blocks),
    )
