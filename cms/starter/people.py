"""The people and posts of the demonstration: a small town hall in which a proposal can be played from end to end."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from cms.models import DepartmentPage, Post, Role


@dataclass(frozen=True)
class Seat:
    username: str
    family: str
    given: str
    place: str  # edition/folder
    title: str
    role: Role
    says: str


CLERK, CHIEF, HEAD = _("drafts and proposes"), _("checks, passes on"), _("decides, answers for the department")
STANDS_IN = _("decides in the place of an absent head")
WELFARE = _("releases, sees everything")

SEATS = [
    Seat("kodomo", "山下", "美咲", "mihonshi/kodomo", "手当係 主事", Role.DRAFTER, CLERK),
    Seat("kodomo-kakaricho", "田中", "健", "mihonshi/kodomo", "手当係長", Role.CHECKER, CHIEF),
    Seat("kodomo-kacho", "佐藤", "由美", "mihonshi/kodomo", "課長", Role.HEAD, HEAD),
    Seat("kodomo-hosa", "井上", "恵", "mihonshi/kodomo", "課長補佐", Role.CONCURRER, STANDS_IN),
    Seat("jutaku", "森", "大輔", "mihonshi/jutaku", "管理係 主任", Role.DRAFTER, CLERK),
    Seat("jutaku-kacho", "髙橋", "誠", "mihonshi/jutaku", "課長", Role.HEAD, HEAD),
    Seat("shogai-kacho", "中村", "明", "mihonshi/shogai", "課長", Role.HEAD, HEAD),
    Seat("fukushi", "木村", "直人", "mihonshi/fukushi", "福祉政策係 主査", Role.WELFARE, WELFARE),
    Seat("fukushi-kacho", "小川", "進", "mihonshi/fukushi", "課長", Role.HEAD, HEAD),
    Seat("zenkoku", "石井", "薫", "zenkoku/henshubu", "編集", Role.WELFARE, _("national edition: writes and releases")),
    Seat("zenkoku-cho", "西村", "悟", "zenkoku/henshubu", "編集長", Role.HEAD, _("national edition: decides")),
]
# post → who decides or answers in its place on a day of absence, first first
STAND_INS = {("mihonshi/kodomo", "課長"): [("mihonshi/kodomo", "課長補佐"), ("mihonshi/kodomo", "手当係長")]}


def post_of(seat: Seat, departments: dict[str, DepartmentPage]) -> Post:
    post, _is_new = Post.objects.get_or_create(
        department=departments[seat.place], title=seat.title, defaults={"role": seat.role}
    )
    return post
