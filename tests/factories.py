"""Pages of a handbook, made through the models, live at once and as small as they may be.

    handbook = small_handbook()                       # a national edition that composes
    city = make_city(handbook.edition)                # an edition built on it, with a folder
    worry = make_question(handbook.category, "眠れない").numbers[0]
    program = make_program(handbook.department, "睡眠外来", matches={worry: 3})

What must not be live or needs a history is changed by the test that cares.
"""

import itertools
from dataclasses import dataclass

from wagtail.models import Locale, Page, Site

from cms.models import (
    CategoryPage,
    CrisisHotline,
    CrisisWord,
    DepartmentPage,
    DeskHours,
    DeskPage,
    DeskPhone,
    EditionLanguage,
    EditionPage,
    EditionWard,
    EverydayWord,
    Holding,
    HotlinePage,
    HotlineWorry,
    Post,
    ProgramDesk,
    ProgramLink,
    ProgramMatch,
    ProgramNumber,
    ProgramPage,
    QuestionPage,
    Worry,
    WorryNumber,
)

_count = itertools.count(1)


def locale(language: str = "ja") -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]


def _add(parent: Page, page: Page) -> Page:
    page.locale = parent.locale if parent.depth > 1 else locale()
    page.slug = page.slug or f"page-{next(_count)}"
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return page


def make_edition(key: str = "zenkoku", languages: tuple[str, ...] = (), wards: tuple[str, ...] = (), **fields):
    given = {"title": "くらしの手引き", "organisation": "全国", "scope_label": "全国共通"} | fields
    page = EditionPage(slug=key, **given)
    page.languages = [EditionLanguage(locale=locale(language)) for language in languages]
    page.wards = [EditionWard(name=name) for name in wards]
    return _add(Page.objects.get(depth=1), page)


def make_edition_language(edition: EditionPage, language: str) -> None:
    EditionLanguage.objects.create(edition=edition, locale=locale(language))


def make_city(base: EditionPage, key: str = "mihonshi", **fields) -> "City":
    given = {"title": "見本市のくらしの手引き", "organisation": "見本市", "scope_label": "見本市"} | fields
    edition = make_edition(key, base=base, **given)
    return City(edition, make_department(edition, "福祉課", is_welfare=True))


def make_site(edition: EditionPage, hostname: str = "testserver", is_default_site: bool = True) -> Site:
    if is_default_site:
        Site.objects.filter(is_default_site=True).delete()
    return Site.objects.create(hostname=hostname, root_page=edition, is_default_site=is_default_site)


def make_department(edition: EditionPage, title: str = "福祉課", **fields) -> DepartmentPage:
    return _add(edition, DepartmentPage(title=title, **fields))


def seat(person, department: DepartmentPage, role: str = "drafter", title: str = "", **fields) -> Post:
    """The person holds a post of this role in the department from long ago until further notice."""
    post, _is_new = Post.objects.get_or_create(
        department=department, title=title or f"{role} の職", defaults={"role": role} | fields
    )
    Holding.objects.create(post=post, person=person, since="2020-01-01")
    return post


def make_category(department: DepartmentPage, title: str = "お金", slug: str = "", **fields) -> CategoryPage:
    return _add(department, CategoryPage(title=title, slug=slug, **{"lead": "毎日のお金の困りごとです。"} | fields))


@dataclass
class Question:
    page: QuestionPage

    @property
    def numbers(self) -> list[WorryNumber]:
        return [worry.number for worry in self.page.worries.order_by("sort_order")]


def make_question(category: CategoryPage, *worries: str | dict, title: str = "いまの気持ち", **fields) -> Question:
    """Worries are texts, or dictionaries of fields with at least a text."""
    page = QuestionPage(title=title, **fields)
    rows = [{"text": worry} if isinstance(worry, str) else worry for worry in worries]
    page.worries = [Worry(locale=category.locale, sort_order=order, **row) for order, row in enumerate(rows)]
    return Question(_add(category, page))


def make_program(
    department: DepartmentPage,
    title: str = "生活保護",
    matches: dict[WorryNumber, int | str] | None = None,
    desks: tuple[DeskPage, ...] = (),
    links: dict[str, str] | None = None,
    **fields,
) -> ProgramPage:
    """A match is a weight, or the words "caution" and "exclude"."""
    page = ProgramPage(title=title, **{"kind": "benefit", "summary": "暮らしを支えるお金が出ます。"} | fields)
    page.matches = [_match(worry, value, department.locale) for worry, value in (matches or {}).items()]
    page.desks = [ProgramDesk(desk=desk, sort_order=order) for order, desk in enumerate(desks)]
    page.links = [ProgramLink(label=label, url=url, locale=department.locale) for label, url in (links or {}).items()]
    return _add(department, page)


def _match(worry: WorryNumber, value: int | str, language: Locale) -> ProgramMatch:
    weighs = isinstance(value, int)
    return ProgramMatch(
        worry=worry,
        locale=language,
        effect="match" if weighs else value,
        weight=value if weighs else 0,
        reason="生活費が足りないときに使えます",
    )


def make_adaptation(department: DepartmentPage, base: ProgramPage, change: str = "adapt", **fields) -> ProgramPage:
    """Everything that is not given is empty, so it inherits."""
    given = {"title": base.title, "kind": "", "summary": ""} | fields
    return make_program(department, base=base, change=change, **given)


def make_desk(department: DepartmentPage, title: str = "くらし相談窓口", phone: str = "000-000-0001", **fields):
    page = DeskPage(title=title, **{"hours": "平日8:30〜17:15"} | fields)
    page.phones = [DeskPhone(number=phone)] if phone else []
    page.weekly_hours = [DeskHours(weekday=day, opens="08:30", closes="17:15") for day in range(1, 6)]
    return _add(department, page)


def make_hotline(department: DepartmentPage, title: str = "いのちの電話", worries: tuple = (), **fields) -> HotlinePage:
    """Worries are numbers, or pairs of a number and a rank."""
    page = HotlinePage(title=title, **{"number": "0120-783-556", "kind": "consult"} | fields)
    pairs = [worry if isinstance(worry, tuple) else (worry, 1) for worry in worries]
    page.worries = [HotlineWorry(worry=worry, rank=rank) for worry, rank in pairs]
    return _add(department, page)


def make_everyday_word(edition: EditionPage, stems: str, means: str) -> EverydayWord:
    return EverydayWord.objects.create(edition=edition, stems=stems, means=means)


def make_crisis_word(edition: EditionPage, stems: str, *hotlines: HotlinePage) -> CrisisWord:
    word = CrisisWord(edition=edition, stems=stems)
    word.hotlines = [CrisisHotline(hotline=hotline, sort_order=order) for order, hotline in enumerate(hotlines)]
    word.save()
    return word


def translate(page: Page, language: str, rows: dict[str, str] | None = None, **texts) -> Page:
    """The page in another language, its parents included; `rows` maps the Japanese of child rows to the translation."""
    target = locale(language)
    existing = page.get_translation_or_none(target)
    copy = existing.specific if existing else page.copy_for_translation(target, copy_parents=True).specific
    for name, value in texts.items():
        setattr(copy, name, value)
    for relation, field in (("worries", "text"), ("matches", "reason"), ("links", "label")):
        if rows and hasattr(copy, relation) and hasattr(getattr(copy, relation).model, "translation_key"):
            translated = list(getattr(copy, relation).all())
            for row in translated:
                setattr(row, field, rows.get(getattr(row, field), getattr(row, field)))
            setattr(copy, relation, translated)
    copy.live = True
    copy.save()
    return copy


@dataclass
class City:
    edition: EditionPage
    department: DepartmentPage


@dataclass
class Handbook:
    """The smallest handbook that may be released: two worries, one of them urgent, two programs, a desk, a hotline."""

    edition: EditionPage
    department: DepartmentPage
    category: CategoryPage
    question: QuestionPage
    money: WorryNumber
    danger: WorryNumber
    benefit: ProgramPage
    consultation: ProgramPage
    desk: DeskPage
    hotline: HotlinePage


def small_handbook(key: str = "zenkoku", **edition_fields) -> Handbook:
    edition = make_edition(key, **edition_fields)
    department = make_department(edition, "福祉課", is_welfare=True)
    category = make_category(department, slug="okane")
    question = make_question(
        category,
        "手持ちのお金がほとんどない",
        {"text": "家に居ると危ない", "urgency": "emergency", "sensitive": True},
    )
    money, danger = question.numbers
    desk = make_desk(department)
    benefit = make_program(department, matches={money: 3}, desks=(desk,))
    consultation = make_program(
        department,
        "くらしの相談",
        matches={money: 2, danger: 3},
        kind="consultation",
        summary="何でも相談できます。",
    )
    hotline = make_hotline(department, "警察", worries=(danger,), number="110", kind="emergency", on_top_page=True)
    return Handbook(edition, department, category, question.page, money, danger, benefit, consultation, desk, hotline)


def fill(handbook: Handbook, programs: int) -> list[ProgramPage]:
    """So many more programs, each with a worry, a match, a desk row and a link of its own."""
    return [
        make_program(
            handbook.department,
            f"制度{index}",
            matches={make_question(handbook.category, f"困りごと{index}").numbers[0]: 2},
            desks=(handbook.desk,),
            links={"くわしく": "https://example.org/"},
        )
        for index in range(programs)
    ]


def retire(number: ProgramNumber | WorryNumber, replaced_by=None) -> None:
    type(number).objects.get(pk=number.pk).retire(replaced_by=replaced_by)
