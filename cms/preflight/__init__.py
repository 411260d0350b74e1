"""点検: what has to be put right before an entry is proposed, and what would read more easily. Saving is never stopped.

findings = inspect(page)          # a saved page, a version, or what stands unsaved in a form
blockers(findings)                # while there are any, no proposal may carry the page
"""

from .findings import Finding, Level, blockers
from .inspecting import inspect

__all__ = ["Finding", "Level", "blockers", "inspect"]
