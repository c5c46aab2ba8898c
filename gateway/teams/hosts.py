"""Which addresses of Microsoft a token may go to and an activity may name."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from microsoft_agents.hosting.core.security import OutboundHostValidator

from gateway.teams.settings import LOOPBACK

type HostRule = Callable[[str], bool]


def listed(hosts: tuple[str, ...]) -> HostRule:
    """Give the rule: https, no user in the address, and a host on the list or below one."""
    validator = OutboundHostValidator(
        list(hosts), enabled=True, include_default_microsoft_hosts=False
    )

    def allowed(url: str) -> bool:
        return _plain(url) and validator.is_allowed(url)

    return allowed


def loopback_only(url: str) -> bool:
    """Tell whether an address is one of this machine: the rule of a local trial."""
    return _plain(url) and urlsplit(url).hostname in LOOPBACK


def _plain(url: str) -> bool:
    """Tell whether an address can be read in one way only."""
    if not url.isascii() or any(each in url for each in "\\?#%") or not url.isprintable():
        return False
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
