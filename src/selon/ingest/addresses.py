"""Which network addresses may be asked for pages: those of the public internet, unless more is allowed."""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass

__all__ = ["Refusal", "find_addresses", "is_public"]

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
_MOST = 4
"""Addresses of one host that are tried."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is not fetched: a machine key, and the rest in words for a person."""

    reason: str
    detail: str = ""


async def find_addresses(host: str, port: int, allow_private: bool = False) -> tuple[str, ...] | Refusal:
    """The addresses of `host` that may be connected to, in the resolver's order.

    One private address among them is enough to refuse the host. Whoever connects must connect to one of
    these, not to the name: asked again, a hostile name server may give another answer (DNS rebinding).
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        return Refusal("no-address", f"{host}: {error}")
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = next((address for address in addresses if not is_public(address)), None)
    if private is not None and not allow_private:
        where = host if host == private else f"{host} ({private})"
        return Refusal("private-address", f"{where} is no address of the public internet")
    return addresses[:_MOST] or Refusal("no-address", f"{host} has none")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not private, loopback, link-local or the like.

    IPv4 addresses inside IPv6 ones (mapped, 6to4, Teredo, NAT64) are judged as what they lead to.
    """
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast
