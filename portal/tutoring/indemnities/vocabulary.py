"""Words of the register of the indemnities."""

from enum import StrEnum

from portal.tutoring.vocabulary import PlanKind


class Payer(StrEnum):
    HOST = "host"
    SERVICE = "service"
    PUBLIC_BODY = "public_body"


PAYER_LABELS: dict[Payer, str] = {
    Payer.HOST: "L’azienda che ospita",
    Payer.SERVICE: "Il servizio",
    Payer.PUBLIC_BODY: "Un ente pubblico",
}


def usual_payer(kind: PlanKind) -> Payer:
    """Of a TIS the region or the body sets it and may pay it (Accordo 7/CSR of 22-01-2015); else whoever hosts."""
    return Payer.PUBLIC_BODY if kind is PlanKind.TIS else Payer.HOST
