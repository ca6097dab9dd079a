"""The XML of a prospetto, read without ever reaching outside: no entities, no document types, no network."""

from collections.abc import Iterator

from lxml import etree

from portal.employers.companies.workforce_table import UnreadableFile

NAMESPACE = "http://servizi.lavoro.gov.it/UNIPI"


def document_of(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableFile(
            "L’XML non si legge: è incompleto o danneggiato. Esportalo di nuovo dal servizio del prospetto."
        ) from None
    if root.getroottree().docinfo.doctype or any(isinstance(one, etree._Entity) for one in root.iter()):
        raise UnreadableFile(
            "L’XML contiene definizioni di entità o di tipo di documento: per sicurezza il portale non lo legge."
        )
    name = etree.QName(root)
    if name.localname != "prospetto" or name.namespace not in (NAMESPACE, None):
        raise UnreadableFile("Questo XML non è un prospetto informativo UNIPI.")
    return root


def children(node: etree._Element, name: str) -> Iterator[etree._Element]:
    for one in node.iter():
        if isinstance(one.tag, str) and etree.QName(one).localname == name:
            yield one


def child(node: etree._Element | None, name: str) -> etree._Element | None:
    return None if node is None else next(children(node, name), None)


def value_of(node: etree._Element | None, name: str) -> str:
    """The value called ``name``, whether it is written as an attribute or as an element."""
    if node is None:
        return ""
    found = node.get(name)
    if found is None:
        element = child(node, name)
        found = element.text if element is not None else None
    return (found or "").strip()


def line_of(node: etree._Element) -> int:
    return int(node.sourceline or 0)
