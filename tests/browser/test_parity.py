"""With and without JavaScript: the same entries, in the same order, in the same words."""

import pytest

from tests.browser.resident import (
    AFRAID_OF_PARTNER,
    CARE,
    JOBLESS,
    LOAN,
    NO_BED_TONIGHT,
    NO_FOOD,
    RENT,
    WANT_TO_VANISH,
    Resident,
)

PEOPLE = {
    "one worry": ([RENT], ()),
    "an emergency": ([WANT_TO_VANISH], ()),
    "emergencies among others": ([WANT_TO_VANISH, AFRAID_OF_PARTNER, NO_BED_TONIGHT, NO_FOOD], ()),
    "the hardest named": ([NO_FOOD, CARE, JOBLESS], (CARE,)),
    "more than one screen": ([NO_FOOD, RENT, CARE, JOBLESS, LOAN, AFRAID_OF_PARTNER], (LOAN, JOBLESS)),
}
VISIBLE = ("#rn", "#rgone", "#plist", "#out > :not(form)")  # the question for the ward has a button without JavaScript


def everything_visible(resident: Resident) -> dict[str, list[str]]:
    """With every card unfolded; what stands in two lines here may stand in one there."""
    page = resident.page
    page.evaluate("document.querySelectorAll('#out details').forEach(details => { details.open = true; })")
    if resident.javascript:
        page.locator("#out .card:not(.hot) dl").last.wait_for(state="attached")
    return {place: " ".join(page.locator(place).all_inner_texts()).split() for place in VISIBLE}


@pytest.mark.parametrize("person", PEOPLE)
def test_24_posted_form_gives_the_page_that_the_browser_makes(person, new_context):
    worries, hardest = PEOPLE[person]
    here = Resident(new_context()).begin().tick(*worries, hardest=hardest).see_result()
    posted = Resident(new_context(javascript=False), javascript=False).begin()
    posted.tick(*worries, hardest=hardest).see_result()
    assert here.programs == posted.programs
    assert len(set(here.programs)) > 1
    assert everything_visible(here) == everything_visible(posted)


def test_24_what_is_named_hardest_changes_the_order(new_context):
    """Otherwise the comparison above would compare nothing where the mark is lost on both sides."""
    resident = Resident(new_context()).begin().tick(NO_FOOD, CARE, JOBLESS, hardest=(CARE,)).see_result()
    other = Resident(new_context()).begin().tick(NO_FOOD, CARE, JOBLESS).see_result()
    assert resident.programs != other.programs
