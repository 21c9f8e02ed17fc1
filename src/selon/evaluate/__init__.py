"""Gold readers and the field's metrics: pure functions over what was annotated and what was predicted.

This room only compares. Who calls it hands over the lines of gold, the texts and the predictions.
"""

from selon.evaluate import (
    calibration,
    entities,
    event_gold,
    events,
    floors,
    gold,
    grouping,
    names,
    pages,
    quotations,
    report,
    scores,
    stances,
    times,
)
from selon.evaluate.calibration import *  # noqa: F403
from selon.evaluate.entities import *  # noqa: F403
from selon.evaluate.event_gold import *  # noqa: F403
from selon.evaluate.events import *  # noqa: F403
from selon.evaluate.floors import *  # noqa: F403
from selon.evaluate.gold import *  # noqa: F403
from selon.evaluate.grouping import *  # noqa: F403
from selon.evaluate.names import *  # noqa: F403
from selon.evaluate.pages import *  # noqa: F403
from selon.evaluate.quotations import *  # noqa: F403
from selon.evaluate.report import *  # noqa: F403
from selon.evaluate.scores import *  # noqa: F403
from selon.evaluate.stances import *  # noqa: F403
from selon.evaluate.times import *  # noqa: F403

__all__ = [  # noqa: PLE0604
    *calibration.__all__,
    *entities.__all__,
    *event_gold.__all__,
    *events.__all__,
    *floors.__all__,
    *gold.__all__,
    *grouping.__all__,
    *names.__all__,
    *pages.__all__,
    *quotations.__all__,
    *report.__all__,
    *scores.__all__,
    *stances.__all__,
    *times.__all__,
]
