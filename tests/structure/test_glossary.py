"""Italian names in the code are legal institutes, whole, and each stands in the glossary."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
ENTRIES = set(re.findall(r"^- `([a-z0-9_]+)`", GLOSSARY, re.M))

# Italian words that may stand in an identifier only as part of a glossary entry.
WORDS = {
    "computo",
    "quota",
    "riserva",
    "scopertura",
    "scoperture",
    "esonero",
    "esonerati",
    "convenzione",
    "convenzioni",
    "prospetto",
    "compensazione",
    "sospensione",
    "diffida",
    "gradualita",
    "nulla",
    "osta",
    "tirocinio",
    "tirocini",
    "comune",
    "comuni",
    "provincia",
    "collocamento",
    "mirato",
    "tis",
    "ccnl",
    "pec",
    "ateco",
    "postazione",
    "segnalazione",
    "avviamento",
    "progetto",
    "sintetico",
}


def _identifiers() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in (ROOT / "portal").rglob("*.py"):
        if "piccolo_migrations" in path.parts:
            continue
        where = str(path.relative_to(ROOT))
        found.setdefault(path.stem, where)
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                found.setdefault(node.name, where)
            elif isinstance(node, ast.arg):
                found.setdefault(node.arg, where)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.setdefault(node.target.id, where)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.setdefault(node.id, where)
    return found


def _words(name: str) -> list[str]:
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return [word for word in snake.split("_") if word]


def _explained(name: str) -> bool:
    """Every Italian word of the name belongs to a glossary entry that the name holds whole."""
    words = _words(name)
    joined = "_" + "_".join(words) + "_"
    covered = {word for entry in ENTRIES if f"_{entry}_" in joined for word in entry.split("_")}
    return all(word in covered for word in words if word in WORDS)


def test_every_italian_identifier_has_a_glossary_entry() -> None:
    unexplained = {name: where for name, where in _identifiers().items() if not _explained(name)}
    assert unexplained == {}


def test_every_glossary_entry_says_what_it_is() -> None:
    lines = re.findall(r"^- `[a-z0-9_]+`(.*)$", GLOSSARY, re.M)
    assert lines
    assert [line for line in lines if len(line.strip(" :–")) < 10] == []
