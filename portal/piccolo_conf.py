"""What Piccolo looks for: the engine, and the slices that have tables, each above what it refers to."""

from piccolo.conf.apps import AppRegistry

from portal.foundation.db import ENGINE as DB

__all__ = ["APP_REGISTRY", "DB"]

APP_REGISTRY = AppRegistry(
    apps=[
        "portal.foundation.piccolo_app",
        "portal.reference.piccolo_app",
        "portal.accounts.piccolo_app",
        "portal.network.piccolo_app",
        "portal.employers.piccolo_app",
        "portal.candidates.piccolo_app",
        "portal.matching.piccolo_app",
        "portal.tutoring.piccolo_app",
        "portal.privacy.piccolo_app",
    ]
)
