"""The command line. Each command imports what it needs when it runs, so that none waits for the others."""

from __future__ import annotations

import rich_click as click

from portal.cli.administrator import administrator
from portal.cli.check import check
from portal.cli.demo import demo
from portal.cli.match import match
from portal.cli.migrate import migrate
from portal.cli.obligations import esonero, incentive, sanction, working_days
from portal.cli.privacy import privacy
from portal.cli.quota import quota
from portal.cli.reference import reference
from portal.cli.release import release
from portal.cli.search import search
from portal.cli.serve import serve
from portal.cli.worker import worker


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.rich_config(
    help_config={
        "options_panel_title": "Opzioni",
        "commands_panel_title": "Comandi",
        "errors_panel_title": "Errore",
        "errors_suggestion": "",
    }
)
def main() -> None:
    """Incontro, il portale del collocamento mirato."""


RUNNING = (serve, worker, migrate, administrator, demo, release, privacy, search, reference, check)
DOCUMENTS = (quota, esonero, sanction, incentive, working_days, match)
for command in (*RUNNING, *DOCUMENTS):
    main.add_command(command)
