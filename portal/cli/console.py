"""What the commands share towards the person at the terminal: words, refusals, settings."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping

from rich.console import Console

from portal.foundation.settings import Settings, SettingsError, load

STARTED_AT = time.monotonic()
"""When this process began, as near as it can tell."""

console = Console(highlight=False, soft_wrap=True)


class Refused(Exception):
    """An Italian sentence that names the thing and the way out; the process ends with `exit_code`.

    Not click's own exception: that would be drawn in a box, which breaks the lines of a log.
    """

    exit_code = 1

    def show(self) -> None:
        Console(stderr=True, highlight=False, soft_wrap=True).print(str(self), style="red", markup=False)


class SettingsRefused(Refused):
    exit_code = 2


def say(sentence: str) -> None:
    console.print(sentence, markup=False)


def settings_from(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings, or a refusal that lists everything wrong with them."""
    try:
        return load(environ)
    except SettingsError as problem:
        listed = "\n".join(f"– {sentence}" for sentence in problem.sentences)
        raise SettingsRefused(f"Il portale non parte: correggi le impostazioni.\n{listed}") from None
