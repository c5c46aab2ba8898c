"""Rasa's command line, with what this house puts in the place of Rasa's own.

`python -m assistant.serve run ...` takes what `rasa run ...` takes. Training does not come by
here: no model depends on it.
"""

from __future__ import annotations

from rasa.__main__ import main

from assistant import speed
from assistant.stores import faults


def serve() -> None:
    """Put our parts in place, then do what the arguments say."""
    speed.install()
    faults.install()
    main()


if __name__ == "__main__":
    serve()
