"""Every template has a user, names only what it is given, and holds nothing inline."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, meta, nodes

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
PAGES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
MAILS = sorted(path.stem for path in (TEMPLATES / "emails").glob("*.txt"))

# What web/templating.py and web/responses.py give to every page.
GIVEN = {
    "site",
    "viewer",
    "menu",
    "csrf_token",
    "csrf_input",
    "request_id",
    "path",
    "flash",
    "today",
    "impersonation",
    "session_expires_at",
    "notifications_count",
    "person_session",
    "asset",
    "icon",
    "page",
    "form",
}


def _environment() -> Environment:
    from portal.foundation.web.italian import FILTERS

    env = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    env.filters.update(FILTERS)
    return env


def _python() -> str:
    return "\n".join(path.read_text() for path in (ROOT / "portal").rglob("*.py"))


def _sources() -> dict[str, str]:
    return {name: (TEMPLATES / name).read_text() for name in PAGES}


def test_every_template_is_used_by_a_page_or_another_template() -> None:
    code, sources = _python(), _sources()
    unused = [
        name
        for name in PAGES
        if f'"{name}"' not in code
        and not any(name in source for other, source in sources.items() if other != name)
    ]
    assert unused == []


def test_every_mail_template_is_composed_somewhere() -> None:
    code = _python()
    assert [name for name in MAILS if f'"{name}"' not in code and f'"{name}.txt"' not in code] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_template_names_only_what_it_is_given(name: str) -> None:
    env = _environment()
    tree = env.parse((TEMPLATES / name).read_text())
    unknown = meta.find_undeclared_variables(tree) - GIVEN - set(env.globals) - _made_here(tree)
    assert unknown - _OPTIONAL.get(name, set()) == set()


def _made_here(tree: nodes.Template) -> set[str]:
    """Names that the template imports, sets or defines itself; Jinja's own inside blocks and macros."""
    names = {"self", "super", "loop", "caller", "varargs", "kwargs"}
    for found in tree.find_all(nodes.FromImport):
        names |= {one[1] if isinstance(one, tuple) else one for one in found.names}
    for imported in tree.find_all(nodes.Import):
        names.add(imported.target)
    for macro in tree.find_all(nodes.Macro):
        names.add(macro.name)
    for assigned in tree.find_all((nodes.Assign, nodes.AssignBlock)):
        names |= {name.name for name in assigned.find_all(nodes.Name) if name.ctx == "store"}
    return names


# Asked with «is defined» before use.
_OPTIONAL: dict[str, set[str]] = {}

INLINE = re.compile(
    r"<style|<script(?![^>]*\b(?:src=|type=\"application/ld\+json\"))|\sstyle=|\son[a-z]+=|javascript:|hx-on",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", PAGES)
def test_a_template_holds_no_inline_script_or_style(name: str) -> None:
    assert INLINE.findall((TEMPLATES / name).read_text()) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_form_that_changes_something_carries_its_token(name: str) -> None:
    source = (TEMPLATES / name).read_text()
    for form in re.findall(r'<form[^>]*method="post".*?</form>', source, re.S | re.IGNORECASE):
        assert "csrf_input()" in form, form[:120]
