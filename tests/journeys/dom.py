"""A page as a tree of elements: what a person finds on it (words, links, forms), without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)
_SILENT = frozenset({"script", "style", "title", "template"})


@dataclass(slots=True)
class Element:
    tag: str
    at: dict[str, str] = field(default_factory=dict)
    inside: list[Element | str] = field(default_factory=list)
    parent: Element | None = None

    def all(self, *tags: str) -> Iterator[Element]:
        """Elements of these kinds inside, in the order of the page; every element when no kind is given."""
        for one in self.inside:
            if isinstance(one, Element):
                if not tags or one.tag in tags:
                    yield one
                yield from one.all(*tags)

    def first(self, *tags: str) -> Element | None:
        return next(self.all(*tags), None)

    def by_id(self, id: str) -> Element | None:
        return next((one for one in self.all() if one.at.get("id") == id), None)

    def ancestors(self) -> Iterator[Element]:
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    @property
    def words(self) -> str:
        """What is read, spaces made single."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        if self.tag in _SILENT:
            return
        if self.tag == "br":
            yield " "
        for one in self.inside:
            yield one if isinstance(one, str) else "".join(one._texts())
        if self.tag in {
            "p",
            "li",
            "h1",
            "h2",
            "h3",
            "h4",
            "dt",
            "dd",
            "td",
            "th",
            "div",
            "option",
            "legend",
            "label",
        }:
            yield " "


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document")
        self._open = [self.root]
        self.unclosed: list[str] = []
        """Closing tags that close nothing, and elements closed by another's end."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        above = self._open[-1]
        element = Element(tag, {name: value or "" for name, value in attrs}, parent=above)
        above.inside.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        above = self._open[-1]
        above.inside.append(Element(tag, {name: value or "" for name, value in attrs}, parent=above))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not any(one.tag == tag for one in self._open[1:]):
            self.unclosed.append(f"</{tag}>")
            return
        while self._open[-1].tag != tag:
            self.unclosed.append(f"<{self._open.pop().tag}>")
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)


@dataclass(frozen=True, slots=True)
class Document:
    root: Element
    unclosed: tuple[str, ...]


def read(html: str) -> Document:
    builder = _Builder()
    builder.feed(html)
    builder.close()
    builder.unclosed += [f"<{one.tag}>" for one in builder._open[1:]]
    return Document(builder.root, tuple(builder.unclosed))


def label_of(control: Element, root: Element) -> str:
    """The words of a control's label, without its mark «(facoltativo)»; empty when it has none."""
    if "aria-label" in control.at:
        return control.at["aria-label"]
    found = next(
        (one for one in root.all("label") if control.at.get("id") and one.at.get("for") == control.at["id"]),
        None,
    ) or next((one for one in control.ancestors() if one.tag == "label"), None)
    if found is not None:
        return found.words.removesuffix("(facoltativo)").strip()
    named_by = control.at.get("aria-labelledby", "").split()
    return " ".join(one.words for id in named_by if (one := root.by_id(id)) is not None)
