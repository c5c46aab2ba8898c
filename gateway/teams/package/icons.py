"""The two icons of the app, drawn from one shape by typst: PNG, to the pixel as Teams asks."""

from __future__ import annotations

import struct

import typst

COLOUR_SIZE = 192
OUTLINE_SIZE = 32
BRAND = "#5115ef"
WHITE = "#ffffff"
# The kitchen table of the web chat's icon, on a field of 32 by 32.
TABLE = "M4 11h24v4H4zM7 15h3v13H7zM22 15h3v13h-3zM11 4h4v5h-4z"
PNG = b"\x89PNG\r\n\x1a\n"


def colour() -> bytes:
    """Give the icon in colour: the table in the middle half of a field."""
    return _drawn(COLOUR_SIZE, f'rgb("{BRAND}")', COLOUR_SIZE // 2)


def outline() -> bytes:
    """Give the icon in white on nothing."""
    return _drawn(OUTLINE_SIZE, "none", OUTLINE_SIZE)


def size_of(image: bytes) -> tuple[int, int]:
    """Give width and height of a PNG in pixels. Raises ValueError for anything else."""
    if not image.startswith(PNG) or image[12:16] != b"IHDR":
        raise ValueError("no PNG")
    width, height = struct.unpack(">II", image[16:24])
    return width, height


def _drawn(size: int, fill: str, inner: int) -> bytes:
    shape = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<path fill="{WHITE}" d="{TABLE}"/></svg>'
    ).replace('"', '\\"')
    source = (
        f"#set page(width: {size}pt, height: {size}pt, margin: 0pt, fill: {fill})\n"
        f'#align(center + horizon, image(bytes("{shape}"), format: "svg", width: {inner}pt))\n'
    )
    # At 72 per inch a point is a pixel.
    made = typst.compile(source.encode(), format="png", ppi=72.0)
    if not isinstance(made, bytes):
        raise ValueError("one page was expected")
    return made
