"""Which rows of a proposal are a department's business: what the drafter marked; suggested is what lies in its folder,
desks that its entries use, and texts that name it.
"""

from collections.abc import Iterable

from cms.models import DepartmentPage, Post, ProgramDesk, ProposalStep
from cms.reading.pages import Change, Difference


def key(difference: Difference, change: Change) -> str:
    return f"{difference.page}:{change.anchor}"


def suggested(post: Post, differences: Iterable[Difference], paths: dict[int, str]) -> list[str]:
    """`paths`: page → place in the tree."""
    department = post.department
    return [
        key(found, change)
        for found in differences
        for change in found.for_others
        if paths.get(found.page, "").startswith(department.path)
        or _names(change, department)
        or _uses(department, found)
    ]


def _names(change: Change, department: DepartmentPage) -> bool:
    name = department.title.split()[-1]
    return name in change.old or name in change.new


def _uses(department: DepartmentPage, found: Difference) -> bool:
    rows = ProgramDesk.objects.filter(desk=found.page, page__path__startswith=department.path)
    return found.page is not None and rows.exists()


def of_step(step: ProposalStep, differences: Iterable[Difference]) -> set[str]:
    """Empty where nothing is marked, or nothing of it is left: then all of it is asked."""
    there = {key(found, change) for found in differences for change in found.for_others}
    return there & set(step.concerns)
