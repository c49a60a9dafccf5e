"""System checks: what an installer gets wrong is said at start-up, with an id that stays.

Each says something that can be known from where it runs. `deployment` is for ``check --deploy``, and `database` for the
moment a database is about to be changed.
"""

from . import configuration, database, deployment, front_end, installation, readiness, search_engines  # noqa: F401
from .configuration import setting_names

__all__ = ["setting_names"]
