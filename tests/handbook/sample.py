"""A small handbook as a Release: one entry for every rule that the reader keeps."""

from handbook.release.schema import (
    Category,
    Contact,
    Desk,
    Edition,
    Freshness,
    Hotline,
    Link,
    Match,
    Phone,
    Program,
    Question,
    Release,
    Tombstones,
    Worry,
)

HOSTILE = "<script>alert('1 & 2')</script>"

EDITION = Edition(
    key="mihonshi",
    title="見本市 お悩みハンドブック",
    organisation="見本市（架空）",
    scope_label="見本市",
    exit_url="https://weather.example/",
    contact=Contact("福祉課", "000-000-0020", "平日 8:30〜17:15"),
    about="見本です。",
    notice="これは下書きです。",
    is_public=True,
)

WORRIES = (
    Worry(1, "食べる物がない", "家にも店にも。", urgency="soon", hotlines=(1,)),
    Worry(2, "家賃が払えない"),
    Worry(3, f"借金がある {HOSTILE}"),
    Worry(4, "家族がこわい", urgency="emergency", sensitive=True, hotlines=(2, 0)),
)

HOTLINES = (
    Hotline("h0", "警察", "110", "emergency", hours="24時間", cost="無料", on_top_page=True),
    Hotline(
        "h1", "よりそい", "0120-000-001", hours="24時間", on_top_page=True, freshness=Freshness("", "", "2026-11-23")
    ),
    Hotline("h2", "女性の相談", "#8008", hours="平日", url="https://chat.example/", program=40),
)

DESKS = (
    Desk("d1", "くらし窓口", (Phone("000-000-0001", "代表", "123"),), "平日 8:30〜17:15", address="市役所1階"),
    Desk("d2", "市の代表電話", (Phone("000-000-0002"),), never_for_sensitive=True),
    Desk("d3", "女性相談室", (Phone("000-000-0003"),), fax="000-000-0004"),
)

PROGRAMS = (
    Program(
        10,
        "p10",
        1,
        "consultation",
        "くらしの相談",
        summary="まとめて聞きます。",
        desks=("d1",),
        scope="見本市",
        local=True,
        say="何から話せばよいか、わかりません。",
        freshness=Freshness("福祉課", "2026-11-23", "2026-10-01"),
    ),
    Program(
        20,
        "p20",
        2,
        "benefit",
        "住居確保給付金",
        summary="家賃を支えます。",
        body="長い説明。",
        target="仕事をやめた人",
        benefit="家賃",
        fiscal_year="令和8年度",
        how_to_apply="電話します\n書類を出します",
        deadline="いつでも",
        documents="通帳",
        where_to_ask="福祉課",
        url="https://law.example/",
        law="生活困窮者自立支援法",
        ministry="厚生労働省",
        age_min=18,
        age_max=64,
        links=(Link("案内", "https://leaflet.example/"),),
        scope="全国共通",
        freshness=Freshness("", "", "2026-11-23"),
    ),
    Program(30, "p30", 3, "loan", f"貸付 {HOSTILE}", summary="借ります。", contact_without_phone="窓口で聞きます。"),
    Program(40, "p40", 4, "consultation", "家族のことの相談", summary="聞きます。", sensitive=True, desks=("d2", "d3")),
)

MATCHES = (
    Match(1, 10, weight=3, reason="一緒に考えます"),
    Match(1, 30, weight=1),
    Match(2, 20, weight=3, reason="家賃を支えます"),
    Match(2, 10, weight=1),
    Match(3, 10, weight=2),
    Match(3, 20, effect="caution", weight=0, reason=f"先に相談を {HOSTILE}"),
    Match(3, 30, effect="exclude", weight=0),
    Match(4, 40, weight=3),
    Match(4, 10, weight=1),
)

RELEASE = Release(
    edition=EDITION,
    language="ja",
    categories=(
        Category(1, "okane", "お金", "お金のこと。", "yen", (Question("お金", "", WORRIES[:3]),)),
        Category(
            2, "kowai", "こわい", "こわいこと。", "shield", (Question("いま", "", WORRIES[3:]), Question("前", "", ()))
        ),
    ),
    programs=PROGRAMS,
    desks=DESKS,
    hotlines=HOTLINES,
    matches=MATCHES,
    tombstones=Tombstones(worries={"91": 2, "92": None}, programs={"81": 20, "82": None, "83": 81, "84": 85, "85": 84}),
)
