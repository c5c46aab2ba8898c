"""Requests to our own servers."""

from __future__ import annotations

import urllib.request
from functools import cache


@cache
def loopback() -> urllib.request.OpenerDirector:
    """Give the opener for addresses on loopback: never through a proxy.

    It is kept, because making one reads all the certificates of the machine.
    """
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))
