"""The prospetto as a request of avviamento for the posts it declares (L. 68/1999 art. 9 c. 3, to be verified)."""

from collections import Counter
from datetime import date

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.measures.rules.drafts import Period, RequestDraft
from portal.employers.obligations.rules.avviamento import RequestKind
from portal.employers.obligations.vocabulary import Subject
from portal.employers.prospetto_informativo.rules.document import Document
from portal.kernel.parameters import Parameters
from portal.reference import unipi

_SUBJECTS = {unipi.DISABLED: Subject.ART3, unipi.PROTECTED: Subject.ART18}


def is_request(on: date, parameters: Parameters) -> bool:
    return parameters.value("prospetto.is_request", on) == 1


def requests_of(document: Document, sent_on: date, code: str) -> list[RequestDraft]:
    """One for each province and quota with posts, by the ordinary channel of the employer."""
    places: Counter[tuple[str, str]] = Counter()
    for province in document.provinces:
        for post in province.posts:
            places[province.province, post.subject] += post.places
    way = RequestKind.NUMERICA if document.employer is EmployerKind.PUBLIC else RequestKind.NOMINATIVA
    return [
        RequestDraft(
            _SUBJECTS[subject], province, way, units, Period(sent_on, None), f"Prospetto, codice {code}"
        )
        for (province, subject), units in sorted(places.items())
    ]
