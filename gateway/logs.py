"""Logs as one JSON object a line: what happened and how long it took, never what was said."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

# What may stand in a line beside its name. Anything else is dropped, so that no text gets in by
# accident, not even with an exception.
FIELDS = ("method", "route", "status", "ms", "kind", "where", "channel", "port", "bytes")


class JsonLines(logging.Formatter):
    """Writes a record's fixed message and the allowed fields; no arguments, no tracebacks."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        ours = record.name.startswith("gateway")
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            # What a library says may quote a request; only its place is told.
            "event": record.msg if ours else f"{record.module}:{record.lineno}",
        }
        for name in FIELDS:
            value = getattr(record, name, None)
            if value is not None:
                line[name] = value
        if record.exc_info and record.exc_info[0] is not None:
            line["kind"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False)


def to_standard_error(level: int = logging.INFO) -> None:
    """Send every log of this process to standard error in this form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("gateway").setLevel(level)
