"""The form that adds a paper."""

from portal.candidates.documents.rules import MOST_BYTES, SUFFIXES, kinds_to_add
from portal.candidates.documents.vocabulary import DOCUMENT_LABELS
from portal.candidates.people.file_access import FileAccess
from portal.foundation.web.forms import Choice, Day, Form, Once, Upload


class DocumentForm(Form):
    kind = Choice("Che documento è", choices=[], missing="Scegli che documento è.")
    dated_on = Day("Data del documento", required=False)
    file = Upload(
        "File",
        max_bytes=MOST_BYTES,
        suffixes=SUFFIXES,
        hint="PDF, immagine o testo. Al massimo 5 MB.",
        missing="Scegli il file da caricare.",
    )
    once = Once()


def choices_for(access: FileAccess) -> dict[str, list[tuple[str, str]]]:
    """Only the kinds that this reader may add."""
    return {"kind": [(kind.value, DOCUMENT_LABELS[kind]) for kind in kinds_to_add(access)]}
