"""The web side of the foundation: what routes import, from one place."""

from litestar import Response, Router, delete, get, post
from litestar.params import FromPath, FromQuery

from portal.foundation.web.forms import Form, FormInput
from portal.foundation.web.requests import PortalRequest, read_form
from portal.foundation.web.responses import download, fragment, invalid, page, see_other

__all__ = [
    "Form",
    "FormInput",
    "FromPath",
    "FromQuery",
    "PortalRequest",
    "Response",
    "Router",
    "delete",
    "download",
    "fragment",
    "get",
    "invalid",
    "page",
    "post",
    "read_form",
    "see_other",
]
