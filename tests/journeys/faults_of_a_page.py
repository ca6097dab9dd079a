"""What is wrong with a page before any browser looks at it: structure, names, labels, doubled ids."""

from __future__ import annotations

from collections import Counter

from tests.journeys.dom import Element, label_of, read

_CONTROLS = ("input", "select", "textarea")
_NAMELESS = frozenset({"hidden", "submit", "button", "reset", "image"})


def faults(html: str) -> list[str]:
    """A sentence for each fault; empty for a page that is well made."""
    document = read(html)
    root = document.root
    found = [f"{tag} is not opened or closed where it should be" for tag in document.unclosed]
    if not html.lstrip().lower().startswith("<!doctype html>"):
        found.append("the page does not begin with its doctype")
    html_element = root.first("html")
    if html_element is None or html_element.at.get("lang") != "it":
        found.append("the page does not say that it is Italian")
    title = root.first("title")
    if title is None or not "".join(one for one in title.inside if isinstance(one, str)).strip(" ·"):
        found.append("the page has no title")
    for tag in ("main", "h1"):
        count = sum(1 for _ in root.all(tag))
        if count != 1:
            found.append(f"the page has {count} <{tag}>")
    found += _headings(root)
    found += [f"id «{id}» is used {count} times" for id, count in _ids(root).items() if count > 1]
    found += _references(root)
    found += _controls(root)
    found += _things_inline(root)
    found += [
        f"a link to «{one.at['href']}» has no words"
        for one in root.all("a")
        if "href" in one.at and not (one.words or one.at.get("aria-label"))
    ]
    found += [
        f"a button in the form to «{_form_of(one)}» has no words"
        for one in root.all("button")
        if not (one.words or one.at.get("aria-label"))
    ]
    found += [
        f"the picture «{one.at.get('src')}» has no alt" for one in root.all("img") if "alt" not in one.at
    ]
    return found


def _headings(root: Element) -> list[str]:
    # a summary of errors stands before the page's own heading
    found, before = [], 1
    for heading in root.all("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.tag[1])
        if level > before + 1:
            found.append(f"the heading «{heading.words}» is an {heading.tag} after an h{before}")
        before = level
    return found


def _ids(root: Element) -> Counter[str]:
    return Counter(one.at["id"] for one in root.all() if "id" in one.at)


def _references(root: Element) -> list[str]:
    """Labels, descriptions and links within the page that point at nothing."""
    ids = set(_ids(root))
    found = []
    for one in root.all():
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            found += [
                f"{name}=«{id}» of a <{one.tag}> points at nothing"
                for id in one.at.get(name, "").split()
                if id not in ids
            ]
        href = one.at.get("href", "")
        if one.tag == "a" and href.startswith("#") and len(href) > 1 and href[1:] not in ids:
            found.append(f"the link «{one.words}» to {href} points at nothing")
    return found


def _controls(root: Element) -> list[str]:
    found = []
    for one in root.all(*_CONTROLS):
        if one.tag == "input" and one.at.get("type", "text") in _NAMELESS:
            continue
        if not label_of(one, root):
            found.append(f"the field «{one.at.get('name')}» has no label")
    for form in root.all("form"):
        if form.at.get("method", "get").lower() == "post" and not any(
            one.at.get("name") == "_csrf_token" for one in form.all("input")
        ):
            found.append(f"the form to «{form.at.get('action')}» carries no token")
    return found


def _things_inline(root: Element) -> list[str]:
    """What the content security policy would refuse."""
    found = []
    for one in root.all():
        found += [
            f"<{one.tag}> has the inline {name}"
            for name in one.at
            if name == "style" or name.startswith("on")
        ]
        # data for search engines is never run, and the policy lets it be
        runs = one.tag == "script" and one.at.get("type") != "application/ld+json"
        if one.tag == "style" or (runs and "src" not in one.at):
            found.append(f"the page has an inline <{one.tag}>")
    return found


def _form_of(element: Element) -> str:
    return next((one.at.get("action", "") for one in element.ancestors() if one.tag == "form"), "nothing")
