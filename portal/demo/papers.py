"""The few papers of the sample data: a curriculum, as a text that office programs open."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

from portal.candidates.documents.actions import Paper
from portal.candidates.documents.vocabulary import DocumentKind
from portal.demo.world.models import Person
from portal.reference import professions, skills

FIRST = 24
"""Only the first people have one: a file on disk for each of many thousands would show nothing more."""
_TYPE = "application/vnd.oasis.opendocument.text"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def brought_on(number: int, person: Person) -> date | None:
    """The day she brought it; None for who brought none."""
    return person.life.development_on if number < FIRST else None


def curriculum(person: Person) -> Paper:
    lines = [
        f"{person.contact.first_name} {person.contact.last_name}",
        "Esperienze: " + "; ".join(professions.name(one.profession_code) for one in person.experiences),
        "Competenze: " + "; ".join(skills.name(code) for code in person.skills),
        "Persona inventata: dati di esempio.",
    ]
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{_OFFICE}"'
        f' xmlns:text="{_TEXT}" office:version="1.2"><office:body><office:text>{paragraphs}</office:text>'
        "</office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{_MANIFEST}"'
        f' manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as folder:
        # the type comes first and plain, as the format asks
        folder.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        folder.writestr("content.xml", content)
        folder.writestr("META-INF/manifest.xml", manifest)
    return Paper(DocumentKind.CURRICULUM, "curriculum.odt", held.getvalue())
