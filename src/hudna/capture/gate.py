"""The gate to the network: which addresses may be spoken to, looked at where the connection is made.

A name is resolved once, every answer is held against our own table, and the connection goes to the very address that was
looked at; addresses that need no resolving are looked at when the socket is made.  So redirects, odd spellings of loopback
and names that change their answer all meet the same gate.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Final

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""A host and a port to all of its numeric addresses."""

DENIED: Final[tuple[tuple[Network, str], ...]] = tuple(
    (ip_network(network), why)
    for network, why in (
        ("0.0.0.0/8", "this host"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a carrier's customers"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "AS112"),
        ("192.52.193.0/24", "AMT"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "AS112"),
        ("198.18.0.0/15", "benchmarks"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "an IPv4 address in IPv6"),
        ("::ffff:0:0:0/96", "an IPv4 address in IPv6"),
        ("::/96", "an IPv4 address in IPv6"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "NAT64"),
        ("100::/64", "discarded"),
        ("2001::/32", "Teredo"),
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("2620:4f:8000::/48", "AS112"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
"""Where no press is.  Not `ipaddress.is_global`, which calls the NAT64 and 6to4 forms of loopback global."""
GLOBAL_IPV6: Final = IPv6Network("2000::/3")
ISATAP: Final = (0x00005EFE, 0x02005EFE)
"""The upper half of an interface's id that ends with an IPv4 address."""


class AddressRefused(OSError):
    """An address that the gate does not let anybody speak to."""


def refusal(address: str) -> str:
    """Why a numeric address may not be spoken to, or ""; what is no address is refused too."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "no address"
    for network, why in DENIED:
        if found in network:
            return why
    if isinstance(found, IPv6Address):
        if found not in GLOBAL_IPV6:
            return "not in use"
        if int(found) >> 32 & 0xFFFFFFFF in ISATAP:
            return "an IPv4 address in IPv6 (ISATAP)"
    return ""


async def resolved(host: str, port: int) -> list[str]:
    """The addresses that the system has for a name."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in found))


class Gate:
    """What may be spoken to: everything but the table; `allowed` are networks that tests need, and nobody else."""

    def __init__(self, allowed: Sequence[str] = (), resolve: Resolve = resolved) -> None:
        self.allowed = tuple(ip_network(network) for network in allowed)
        self.resolve = resolve

    def check(self, host: str, address: str) -> None:
        """Raises `AddressRefused` where the address may not be spoken to; `host` is what it was asked for as."""
        if (why := refusal(address)) and not self._allows(address):
            named = address if host == address else f"{host} is {address}"
            raise AddressRefused(f"{named}: {why}")

    def _allows(self, address: str) -> bool:
        try:
            found: IPv4Address | IPv6Address = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self.allowed)

    def connector(self, at_once: int) -> aiohttp.TCPConnector:
        """What makes the connections of a session, through this gate; to be called while a loop runs."""
        return aiohttp.TCPConnector(
            limit=at_once, resolver=_Checked(self), use_dns_cache=False, socket_factory=self._socket
        )

    def _socket(self, answer: Any) -> socket.socket:
        """The last look, at the address that is connected to."""
        family, kind, protocol, _, address = answer
        self.check(str(address[0]), str(address[0]))
        made = socket.socket(family=family, type=kind, proto=protocol)
        made.setblocking(False)
        return made


class _Checked(AbstractResolver):
    """Names to addresses all of which have passed the gate."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        answers = await self.gate.resolve(host, port)
        if not answers:
            raise OSError(f"{host} has no address")
        for address in answers:
            self.gate.check(host, address)
        return [_result(host, port, address) for address in answers]

    async def close(self) -> None:
        """Nothing is held open."""


def _result(host: str, port: int, address: str) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=flags)
