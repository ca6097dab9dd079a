"""What every process is told before it works: keys, folder of files, mail server, search engine, own address, k."""

from portal.foundation import addresses, crypto, files, mail, search, threshold
from portal.foundation.settings import Settings


def configure(settings: Settings) -> None:
    crypto.configure(settings)
    files.configure(settings.data_dir / "files")
    mail.configure(settings)
    search.configure(settings)
    addresses.configure(settings.base_url)
    threshold.configure(settings.k_threshold)
