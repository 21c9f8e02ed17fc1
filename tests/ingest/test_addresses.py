"""Which addresses are public, and what a name leads to."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.ingest.addresses import Refusal, find_addresses, is_public


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "193.0.6.139",
        "2001:4860:4860::8888",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
    ],
)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::1",
        "2001:db8::1",
    ],
)  # fmt: skip
def test_private(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses())
def test_every_address_is_judged(address: object) -> None:
    assert is_public(str(address)) in (True, False)


def test_names_are_resolved_once_and_all_their_addresses_judged() -> None:
    found = asyncio.run(find_addresses("localhost", 80))
    assert isinstance(found, Refusal)
    assert found.reason == "private-address"
    allowed = asyncio.run(find_addresses("localhost", 80, allow_private=True))
    assert not isinstance(allowed, Refusal)
    assert set(allowed) <= {"127.0.0.1", "::1"}
    lost = asyncio.run(find_addresses("a" * 80 + ".invalid", 80))
    assert isinstance(lost, Refusal)
    assert lost.reason == "no-address"
