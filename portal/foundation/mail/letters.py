"""The words of a message, from ``templates/emails/``. Nothing personal that the recipient does not already know."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parents[3] / "templates" / "emails"


def compose(template: str, **values: Any) -> str:
    """The text of ``templates/emails/<template>``. Raises jinja2.UndefinedError for a value that is missing."""
    return _environment().get_template(template).render(**values).strip() + "\n"


@cache
def _environment() -> Environment:
    # here, because its package brings the web framework, which jobs that write no letter do without
    from portal.foundation.web.italian import FILTERS

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        # plain text: escaping would show «&#39;» to people
        autoescape=False,  # noqa: S701
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment
