"""What the addresses of the duties share: the form of an address, the company asked for."""

from portal.foundation.web import FormInput, PortalRequest


def asked(request: PortalRequest) -> FormInput:
    """The questions of the address, as a form reads them."""
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        found.setdefault(name, []).append(str(value))
    return FormInput(found)
