"""What every process is told before it works: keys, mail server, search engine, own address."""

from portal.foundation import addresses, crypto, mail, search
from portal.foundation.settings import Settings


def configure(settings: Settings) -> None:
    crypto.configure(settings)
    mail.configure(settings)
    search.configure(settings)
    addresses.configure(settings.base_url)
