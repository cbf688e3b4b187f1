"""The document as JSON: the same words, each table row beside its record and its group."""

import json
from typing import Any

from cypsc_desktop.output.document import Document, Heading, ListBlock, Paragraph, TableBlock


def render(document: Document) -> bytes:
    whole = {
        "title": document.title,
        "subtitle": document.subtitle,
        "language": document.language,
        "blocks": [_block(block) for block in document.blocks],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _block(block: Heading | Paragraph | ListBlock | TableBlock) -> dict[str, Any]:
    match block:
        case Heading():
            return {"heading": block.text, "level": block.level}
        case Paragraph():
            return {"paragraph": block.text}
        case ListBlock():
            return {"list": [{"label": point.label, "text": point.text} for point in block.points]}
        case TableBlock():
            return {
                "table": block.caption,
                "columns": [column.heading for column in block.columns],
                "rows": [
                    {"id": row.id or None, "group": group.heading, "cells": list(row.cells)}
                    for group in block.groups
                    for row in group.rows
                ],
            }
