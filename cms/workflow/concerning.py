"""Which rows of a proposal are a department's business: what the drafter marked; suggested is what lies in its folder,
desks that its entries use, and texts that name it.
"""

from collections.abc import Iterable

from wagtail.models import Page

from cms.models import DepartmentPage, Post, ProgramDesk, ProposalStep
from cms.reading.pages import Change, Difference


def key(difference: Difference, change: Change) -> str:
    return f"{difference.page}:{change.anchor}"


def places(pages: Iterable[Page]) -> dict[int, list[str]]:
    """Page → its place in the tree and, of a desk, the places of the entries that use it."""
    found = {page.pk: [page.path] for page in pages}
    for desk, path in ProgramDesk.objects.filter(desk__in=list(found)).values_list("desk", "page__path"):
        found[desk].append(path)
    return found


def suggested(post: Post, differences: Iterable[Difference], paths: dict[int, list[str]]) -> list[str]:
    department = post.department
    return [
        key(found, change)
        for found in differences
        for change in found.for_others
        if any(path.startswith(department.path) for path in paths.get(found.page, ())) or _names(change, department)
    ]


def _names(change: Change, department: DepartmentPage) -> bool:
    name = department.title.split()[-1]
    return name in change.old or name in change.new


def of_step(step: ProposalStep, differences: Iterable[Difference]) -> set[str]:
    """Empty where nothing is marked, or nothing of it is left: then all of it is asked."""
    there = {key(found, change) for found in differences for change in found.for_others}
    return there & set(step.concerns)
