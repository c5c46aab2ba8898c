"""The trace that a message belongs to: passed on to the actions, in the message's metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping

HEADER = "traceparent"
# W3C Trace Context, version 00.
FORM = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


def trace_of(headers: Mapping[str, str]) -> dict[str, str]:
    """Give the metadata for the trace of a request; empty where it has none of the right form."""
    found = headers.get(HEADER, "")
    return {HEADER: found} if FORM.fullmatch(found) else {}
