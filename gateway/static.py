"""The page and its files, from the folder of the built web chat."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

REVALIDATE = "no-cache"


class PageFiles(StaticFiles):
    """Static files that a browser asks for again each time (they answer 304 when unchanged)."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Give one file."""
        answer = await super().get_response(path, scope)
        answer.headers["Cache-Control"] = REVALIDATE
        return answer
