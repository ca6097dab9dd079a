"""What arrived in the mailbox of somebody in the tests."""

import re

from portal.foundation import jobs, mail
from portal.foundation.mail import Message

BASE = "http://localhost"


async def letters_to(email: str) -> list[Message]:
    """The newest first."""
    await jobs.drain()
    return await mail.kept_for(email)


async def token_for(email: str, where: str) -> str:
    """The secret of the newest link to /``where``/… sent to the address."""
    for letter in await letters_to(email):
        found = re.search(rf"{BASE}/{where}/(\S+)", letter.text)
        if found:
            return found[1]
    raise AssertionError(f"no link to /{where} was sent to {email}")


async def invitation_token(email: str) -> str:
    return await token_for(email, "invitations")


async def reset_token(email: str) -> str:
    return await token_for(email, "password-reset")
