"""Machine keys and dates in the words of the reader's language (French or English).

The words lie in `locale/*/LC_MESSAGES/selon.po`; after a change there, compile them with
`pybabel compile -d src/selon/wording/locale -D selon` (a test checks that this was done).
"""

from selon.wording._catalog import LANGUAGES, word
from selon.wording._claims import claim_in_words
from selon.wording._dates import date_in_words

__all__ = ["LANGUAGES", "claim_in_words", "date_in_words", "word"]
