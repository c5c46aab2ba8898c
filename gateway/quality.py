"""The quality report: how often a product was proposed, and how often another one was chosen.

`python -m gateway.quality` writes one JSON object per line. It holds counts per month and product;
nothing of a client, a worker or a conversation.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict

from gateway.store.receipts import Receipts
from gateway.store.store import Store

VARIABLE = "KT_GATEWAY_DATABASE_URL"
DEFAULT = "sqlite:///.run/conversations.db"


def main() -> int:
    """Write the report on standard output."""
    # Counting needs no secret, so the settings of a whole gateway are not asked for.
    store = Store(os.environ.get(VARIABLE, DEFAULT), idle_seconds=1, absolute_seconds=1)
    try:
        for row in Receipts(store.engine).quality():
            sys.stdout.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
    finally:
        store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
