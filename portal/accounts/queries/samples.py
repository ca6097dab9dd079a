"""The codes of invented people, so that whoever tries the portal can pass the second factor as they would."""

from dataclasses import dataclass

import pyotp

from portal.foundation import clock, crypto, db

STEP = 30
MOST = 60


@dataclass(frozen=True, slots=True)
class SampleCode:
    email: str
    name: str
    organisation: str
    code: str
    seconds_left: int


async def sample_codes() -> list[SampleCode]:
    """Only of accounts marked as sample data, the oldest first. The caller refuses in production."""
    rows = await db.fetch(
        "SELECT a.id, a.email, a.name, a.totp_sealed, o.name AS organisation FROM account a"
        " JOIN organisation o ON o.id = (SELECT m.organisation FROM membership m"
        " WHERE m.account = a.id AND m.ends_on IS NULL ORDER BY m.organisation LIMIT 1)"
        " WHERE a.sintetico AND a.totp_sealed IS NOT NULL AND a.disabled_at IS NULL"
        " ORDER BY a.created_at, a.email LIMIT $1",
        MOST,
    )
    now = clock.now()
    left = STEP - int(now.timestamp()) % STEP
    return [
        SampleCode(
            row["email"],
            row["name"],
            row["organisation"],
            pyotp.TOTP(
                crypto.open_(row["totp_sealed"], table="account", column="totp_sealed", row=row["id"])
            ).at(now),
            left,
        )
        for row in rows
    ]
