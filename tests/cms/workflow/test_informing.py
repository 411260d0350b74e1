"""供覧: the drafter lets others know; it stops nothing."""

from django.urls import reverse

from cms.models import Proposal

from .world import act, draft


def test_drafter_lets_others_know_and_they_read_it_after_the_decision(town, client):
    def desk_of(who: str) -> str:
        client.force_login(town[who])
        return client.get(reverse("wagtailadmin_home")).content.decode()

    told, words = [town.posts["viewer"].pk, town.posts["housing_clerk"].pk], "ほかの人にも知らせる（供覧）"
    page = draft(town.program, town["clerk"])
    client.force_login(town["clerk"])
    assert words in client.get(reverse("cms_propose")).content.decode()
    data = {"page": page.pk, "subject": "応援金", "kind": "amend", "reason": "可決した。", "tell": told}
    client.post(reverse("cms_propose"), data)
    found = Proposal.objects.get()
    act(town, found, "clerk", "recall")
    again = client.get(reverse("cms_propose_again", args=[found.pk])).context["screen"]
    assert [post.pk for post in again.told] == [post.pk for post in again.tellable if post.pk in told]
    client.post(reverse("cms_propose_again", args=[found.pk]), data)
    assert "知らせるだけです" not in desk_of("viewer")
    for who, move in (("chief", "check"), ("housing", "agree"), ("disability", "agree"), ("head", "decide")):
        act(town, found, who, move)
    assert "知らせるだけです" in desk_of("viewer")
    act(town, found, "viewer", "read")
    assert "知らせるだけです" not in desk_of("viewer")
    assert found.events.first().act == "inform_read"
