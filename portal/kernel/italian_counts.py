"""So many of something, as Italian sentences write it: «1 posto», «3 posti»."""


def count_it(count: int, one: str, many: str) -> str:
    """With words before the number too: ``count_it(1, "manca # posto", "mancano # posti")``, where # is the number."""
    words = one if count == 1 else many
    return words.replace("#", str(count)) if "#" in words else f"{count} {words}"
