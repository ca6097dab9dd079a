"""The messages of this slice. Each is stored in the transaction of its cause; none names the person."""

from datetime import date
from uuid import UUID

from portal.foundation import mail
from portal.foundation.addresses import absolute


async def month_to_close(*, to: str, code: str, month: date, plan_id: UUID) -> None:
    """``month`` is its first day."""
    url = absolute(f"/plans/{plan_id}/attendance?month={month:%Y-%m}")
    text = mail.compose("month_to_close.txt", code=code, month=month, url=url)
    await mail.send(to=to, subject="Controlla le presenze del mese", text=text, kind="month_to_close")


async def follow_up_due(*, to: str, code: str, months: int, plan_id: UUID) -> None:
    text = mail.compose("follow_up_due.txt", code=code, months=months, url=absolute(f"/plans/{plan_id}"))
    await mail.send(to=to, subject="È il momento di una verifica", text=text, kind="follow_up_due")


async def difficulty_reported(*, to: str, code: str, plan_id: UUID) -> None:
    text = mail.compose("difficulty_reported.txt", code=code, url=absolute(f"/plans/{plan_id}"))
    await mail.send(to=to, subject="Un tutor segnala una difficoltà", text=text, kind="difficulty_reported")


async def news(*, to: str, code: str, what: str, path: str) -> None:
    text = mail.compose("plan_news.txt", code=code, what=what, url=absolute(path))
    await mail.send(to=to, subject="Una novità su un percorso", text=text, kind="plan_news")
