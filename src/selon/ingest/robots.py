"""What a site allows to programs, as its robots.txt says (RFC 9309)."""

from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

__all__ = ["LONGEST", "Robots", "read_robots"]

LONGEST = 512_000
"""Bytes of a robots.txt that are read, as RFC 9309 asks (500 KiB at least)."""
_LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site: those of its file or, without `rules`, the same answer for all pages."""

    rules: RobotFileParser | None = None
    otherwise: bool = True

    def allows(self, agent: str, url: str) -> bool:
        """Whether the program named `agent` may read `url`."""
        return self.otherwise if self.rules is None else self.rules.can_fetch(agent, url)

    def wait(self, agent: str) -> float:
        """The seconds that the site wants between two requests, a minute at most; 0 when it does not say."""
        told = None if self.rules is None else self.rules.crawl_delay(agent)
        return min(float(told or 0), _LONGEST_WAIT)


def read_robots(status: int | None, data: bytes) -> Robots:
    """The rules of a robots.txt that was answered with `status`, null when there was no answer.

    A site without the file (4xx) allows everything, one whose server fails (5xx) or is silent nothing.
    """
    if status is None or status >= 500:
        return Robots(otherwise=False)
    if not 200 <= status < 300:
        return Robots()
    rules = RobotFileParser()
    rules.parse(data[:LONGEST].decode("utf-8-sig", errors="replace").splitlines())
    return Robots(rules)
