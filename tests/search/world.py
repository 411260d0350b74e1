"""A handbook of three worries, small enough to know every answer by heart."""

from search.index import Crisis, Entry, Everyday, Text, build

WORRIES = [
    Entry(11, (Text("家賃を払えない", 3, True), Text("I cannot pay my rent", 1, True)), category=1),
    Entry(12, (Text("介護に疲れた", 3, True),), category=2),
    Entry(13, (Text("消えてしまいたいと感じる", 3, True),), category=3),
]
PROGRAMS = [
    Entry(21, (Text("住居確保給付金", 3, True), Text("Housing benefit", 2, True)), "じゅうきょかくほきゅうふきん"),
    Entry(22, (Text("地域包括支援センター", 3, True), Text("高齢者の介護の相談")), "ちいきほうかつしえんせんたー"),
    Entry(23, (Text("いのちの電話", 3, True),), "いのちのでんわ"),
    Entry(24, (Text("生活保護", 3, True), Text("足りない生活費や家賃を支えます")), "せいかつほご"),
]
CATEGORIES = [
    Entry(1, (Text("住まい", 3, True),)),
    Entry(2, (Text("介護", 3, True),)),
    Entry(3, (Text("こころ", 3, True),)),
]
DESKS = [
    Entry(0, (Text("桜区役所 福祉課", 3, True),)),
    Entry(1, (Text("女性相談センター", 3, True), Text("かけこみ", 2, True))),
]
LINKS = [(11, 21, 3), (11, 24, 1), (12, 22, 3), (13, 23, 3)]
EVERYDAY = [Everyday(("アパート", "大家"), ("家賃", "住居")), Everyday(("母+世話", "徘徊"), ("介護",))]
CRISIS = [Crisis(("消えた", "死にた", "kill+myself"), ("inochi", "119")), Crisis(("刃物",), ("110", "119"))]


def index() -> dict:
    return build(WORRIES, PROGRAMS, CATEGORIES, LINKS, EVERYDAY, CRISIS, DESKS)
