"""A person at the portal: opens pages, follows links, fills forms. What answers may be plain HTTP or a real browser.

What is typed is given by the names of the fields. Where one chooses, the words of the choice are enough: «Lecco».
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urljoin, urlsplit

import httpx

from tests.journeys.dom import Element, label_of, read


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes
    type: str = "text/csv"


Typed = str | bool | File | Sequence[str]
"""A text, a choice by its words or value, a tick, several choices, a file."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done to one control of a form."""

    control: Element
    do: str
    """type, select, check, uncheck, attach."""
    what: Any = None


class Hands(Protocol):
    """``status`` and ``html`` are of the page in view, ``path`` its address without the host."""

    status: int
    html: str
    path: str

    async def open(self, path: str) -> None: ...

    async def send(
        self, action: str, typed: Mapping[str, Typed] | None = None, *, button: str | None = None
    ) -> None:
        """Fills the form whose action ends so and presses its button."""
        ...


def words_of(hands: Hands) -> str:
    return read(hands.html).root.words


def sees(hands: Hands, *expected: str) -> None:
    """The page in view is a good answer and holds these words."""
    words = words_of(hands)
    assert hands.status == 200, f"{hands.path} answered {hands.status}: {words[:600]}"
    for one in expected:
        assert one in words, f"«{one}» does not stand on {hands.path}: {words[:3000]}"


def does_not_see(hands: Hands, *hidden: str) -> None:
    """None of these stands anywhere on the page, not even in what is not shown."""
    for one in hidden:
        assert one not in hands.html, f"«{one}» stands on {hands.path}"


def link(hands: Hands, words: str) -> str:
    """Where the first link with these words leads."""
    links = [one for one in read(hands.html).root.all("a") if one.at.get("href")]
    found = next((one for one in links if words in one.words), None)
    assert found is not None, f"no link «{words}» on {hands.path}: {[one.words for one in links]}"
    return urljoin(hands.path, found.at["href"])


async def follow(hands: Hands, words: str) -> None:
    await hands.open(link(hands, words))


def form_on(root: Element, action: str, path: str) -> Element:
    """The first form whose action, without its query, ends so. A form without action sends to its own page."""
    forms = list(root.all("form"))
    for form in forms:
        if urlsplit(form.at.get("action") or path).path.endswith(action):
            return form
    actions = [form.at.get("action", "") for form in forms]
    raise AssertionError(f"no form to «{action}» on {path}, only {actions}: {root.words[:1500]}")


def has_form(hands: Hands, action: str) -> bool:
    forms = read(hands.html).root.all("form")
    return any(urlsplit(one.at.get("action") or hands.path).path.endswith(action) for one in forms)


def acts(form: Element, root: Element, typed: Mapping[str, Typed]) -> Iterator[Act]:
    """What hands do to fill the form."""
    for name, wanted in typed.items():
        controls = [one for one in form.all("input", "select", "textarea") if one.at.get("name") == name]
        shown = [one for one in controls if one.at.get("type") != "hidden"]
        names = sorted({one.at.get("name", "") for one in form.all("input", "select", "textarea")})
        assert shown, f"no field «{name}» to fill, only {names}"
        kind = shown[0].at.get("type", "text") if shown[0].tag == "input" else shown[0].tag
        if isinstance(wanted, File):
            yield Act(shown[0], "attach", wanted)
        elif kind == "select":
            assert isinstance(wanted, str)
            yield Act(shown[0], "select", _option(shown[0], wanted))
        elif kind in {"radio", "checkbox"}:
            yield from _ticks(shown, root, wanted, kind)
        else:
            assert isinstance(wanted, str)
            yield Act(shown[0], "type", wanted)


def _ticks(controls: list[Element], root: Element, wanted: Typed, kind: str) -> Iterator[Act]:
    if isinstance(wanted, bool):
        yield Act(controls[0], "check" if wanted else "uncheck")
        return
    asked = [wanted] if isinstance(wanted, str) else list(wanted) if not isinstance(wanted, File) else []
    chosen = [
        _among([(one, label_of(one, root), one.at.get("value", "on")) for one in controls], one)
        for one in asked
    ]
    for one in controls:
        if any(one is other for other in chosen):
            yield Act(one, "check")
        elif kind == "checkbox":
            yield Act(one, "uncheck")


def _option(select: Element, wanted: str) -> str:
    options = [(one, one.words, one.at.get("value", one.words)) for one in select.all("option")]
    return str(_among(options, wanted).at.get("value", ""))


def _among(offered: list[tuple[Element, str, str]], wanted: str) -> Element:
    """The choice with these words, else the first that begins with them, else with this value."""
    for fits in (
        lambda words, value: words == wanted,
        lambda words, value: value == wanted,
        lambda words, value: words.startswith(wanted),
    ):
        for element, words, value in offered:
            if fits(words, value):
                return element
    raise AssertionError(f"«{wanted}» is not offered, only {[(words, value) for _, words, value in offered]}")


def button_of(form: Element, words: str | None) -> Element:
    """The button with these words, or the form's first."""
    buttons = [
        one
        for one in form.all("button", "input")
        if one.at.get("type", "submit" if one.tag == "button" else "text") == "submit"
    ]
    found = next(
        (one for one in buttons if words is None or words in (one.words or one.at.get("value", ""))), None
    )
    assert found is not None, f"no button «{words}», only {[one.words for one in buttons]}"
    return found


class PlainHands:
    """Without a browser, and so without JavaScript: what any program that speaks HTTP may do."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.status, self.html, self.path = 0, "", "/"
        self.answer = ""
        """What the last knock was told."""

    def _saw(self, response: httpx.Response) -> None:
        self.status, self.html = response.status_code, response.text
        self.path = response.url.raw_path.decode() + (
            f"#{response.url.fragment}" if response.url.fragment else ""
        )

    async def open(self, path: str) -> None:
        self._saw(await self.client.get(path, follow_redirects=True))

    async def knock(self, method: str, path: str, fields: Mapping[str, str] | None = None) -> int:
        """What a program answers itself that asks for an address no page offered; redirects are not followed."""
        if method == "GET":
            return (await self.client.get(path)).status_code
        if "csrf" not in self.client.cookies:
            await self.client.get("/healthz")
        data = {**(fields or {}), "_csrf_token": self.client.cookies.get("csrf") or ""}
        response = await self.client.post(path, data=data)
        self.answer = response.text
        return response.status_code

    async def send(
        self, action: str, typed: Mapping[str, Typed] | None = None, *, button: str | None = None
    ) -> None:
        root = read(self.html).root
        form = form_on(root, action, self.path)
        fields, files = _as_it_stands(form), {}
        for act in acts(form, root, typed or {}):
            name = act.control.at["name"]
            if act.do == "attach":
                files[name] = (act.what.name, act.what.content, act.what.type)
            elif act.do in {"type", "select"}:
                fields = [*((key, value) for key, value in fields if key != name), (name, act.what)]
            else:
                value = act.control.at.get("value", "on")
                radio = act.control.at.get("type") == "radio"
                fields = [(key, was) for key, was in fields if not (key == name and (radio or was == value))]
                if act.do == "check":
                    fields.append((name, value))
        pressed = button_of(form, button)
        if pressed.at.get("name"):
            fields.append((pressed.at["name"], pressed.at.get("value", "")))
        target = urljoin(self.path, pressed.at.get("formaction") or form.at.get("action") or self.path)
        if form.at.get("method", "get").lower() == "get":
            url = httpx.URL(target).copy_with(params=httpx.QueryParams(fields))
            self._saw(await self.client.get(url, follow_redirects=True))
            return
        data: dict[str, list[str]] = {}
        for key, value in fields:
            data.setdefault(key, []).append(value)
        if form.at.get("enctype") == "multipart/form-data":
            # a browser sends an empty part for a file that was not chosen
            for one in form.all("input"):
                if one.at.get("type") == "file":
                    files.setdefault(one.at["name"], ("", b"", "application/octet-stream"))
        self._saw(await self.client.post(target, data=data, files=files or None, follow_redirects=True))


def _as_it_stands(form: Element) -> list[tuple[str, str]]:
    """What a browser sends if nobody touches the form."""
    fields: list[tuple[str, str]] = []
    for one in form.all("input", "select", "textarea"):
        name = one.at.get("name")
        if not name or "disabled" in one.at:
            continue
        if one.tag == "textarea":
            text = "".join(part for part in one.inside if isinstance(part, str))
            fields.append((name, text.removeprefix("\n")))
        elif one.tag == "select":
            options = list(one.all("option"))
            chosen = next(
                (option for option in options if "selected" in option.at), options[0] if options else None
            )
            if chosen is not None:
                fields.append((name, chosen.at.get("value", chosen.words)))
        elif one.at.get("type", "text") in {"checkbox", "radio"}:
            if "checked" in one.at:
                fields.append((name, one.at.get("value", "on")))
        elif one.at.get("type", "text") not in {"submit", "button", "file", "image", "reset"}:
            fields.append((name, one.at.get("value", "")))
    return fields
