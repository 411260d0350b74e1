"""Languages of editions, named in their own script. The first is the one that entries are written in."""

from django.conf.locale import LANG_INFO

LANGUAGES = [
    ("ja", "日本語"),
    ("ja-simple", "やさしい日本語"),
    ("en", "English"),
    ("zh-hans", "简体中文"),
    ("zh-hant", "繁體中文"),
    ("ko", "한국어"),
    ("vi", "Tiếng Việt"),
    ("ne", "नेपाली"),
    ("id", "Bahasa Indonesia"),
    ("fil", "Filipino"),
    ("pt", "Português"),
    ("es", "Español"),
    ("my", "မြန်မာဘာသာ"),
]

# Django does not know Filipino; without a name the language pickers of the admin fail.
LANG_INFO.setdefault("fil", {"bidi": False, "code": "fil", "name": "Filipino", "name_local": "Filipino"})
