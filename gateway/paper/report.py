"""The report of a worker as Markdown and as a Word document, from the data of its entry alone.

Both hold the same: a heading per step, then facts, meaning, quotes and what only the worker can
judge under names of their own, each claim with its source.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

QUOTE, JUDGEMENT = "citaat", "oordeel"
LANGUAGE = "nl-NL"
MARKUP = re.compile(r"([\\`*_\[\]<>#|])")
# What XML cannot hold; the text was cleaned before, so this is the last line only.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

type Report = Mapping[str, Any]
type Part = Mapping[str, Any]


def _by_kind(report: Report, parts: Iterable[Part]) -> Iterable[tuple[str, str | None, list[Part]]]:
    """Give runs of parts of one kind, with the name of that kind, None for one without."""
    for kind, several in groupby(parts, key=lambda part: str(part["kind"])):
        yield kind, report["names"].get(kind), list(several)


def day_of(at: str) -> str:
    """Give the day of an ISO time as it is written in Dutch, `27-11-2026`."""
    return datetime.fromisoformat(at).strftime("%d-%m-%Y")


# -- Markdown ------------------------------------------------------------------------------------


def markdown(report: Report, at: str) -> str:
    """Give the report as Markdown; nothing that was typed is read as markup."""
    lines = [f"# {_bare(report['title'])}", "", day_of(at), "", _bare(report["intro"])]
    for section in report["sections"]:
        lines += ["", f"## {_bare(section['kop'])}"]
        for kind, name, parts in _by_kind(report, section["parts"]):
            lines += ["", f"**{_bare(name)}**"] if name else []
            lines.append("")
            for part in parts:
                told = _bare(part["text"])
                shown = f"> {told}" if kind == QUOTE else f"- {told}"
                lines.append(shown + (f" *({_bare(part['source'])})*" if part["source"] else ""))
    return "\n".join([*lines, "", f"**{_bare(report['disclaimer'])}**", ""])


def _bare(text: object) -> str:
    return MARKUP.sub(r"\\\1", " ".join(str(text).split()))


# -- Word ----------------------------------------------------------------------------------------


def docx(report: Report, at: str) -> bytes:
    """Give the report as a .docx, in Dutch for whatever reads it aloud, with real headings."""
    document = Document()
    _speak_dutch(document)
    properties = document.core_properties
    properties.title, properties.language = _clean(report["title"]), LANGUAGE
    # The template's own name and dates say nothing of this report.
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = datetime.fromisoformat(at).replace(tzinfo=None)
    document.add_heading(_clean(report["title"]), level=0)
    document.add_paragraph(day_of(at))
    document.add_paragraph(_clean(report["intro"]))
    for section in report["sections"]:
        document.add_heading(_clean(section["kop"]), level=1)
        for kind, name, parts in _by_kind(report, section["parts"]):
            if name:
                document.add_heading(_clean(name), level=2)
            for part in parts:
                _add(document, kind, part)
    end = document.add_paragraph()
    end.add_run(_clean(report["disclaimer"])).bold = True
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add(document: Any, kind: str, part: Part) -> None:
    quoted = kind == QUOTE
    paragraph = document.add_paragraph(style="Quote" if quoted else "List Bullet")
    told = _clean(part["text"])
    run = paragraph.add_run(f"‘{told}’" if quoted else told)
    run.bold = kind == JUDGEMENT
    if part["source"]:
        source = paragraph.add_run(f" ({_clean(part['source'])})")
        source.italic = True
        source.font.size = Pt(9)


def _speak_dutch(document: Any) -> None:
    """Set the language of every style that says none."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), LANGUAGE)


def _clean(text: object) -> str:
    return UNPRINTABLE.sub("", str(text))
