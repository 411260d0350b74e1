"""A city's colour → the five tones the stylesheet uses, dark enough to be read whatever colour was chosen."""

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
READABLE = 7.0  # contrast with white of text and buttons; WCAG AAA, so that the tones made from it keep AA

Rgb = tuple[int, int, int]


def stylesheet(colour: str) -> str:
    key = _darkened(_rgb(colour), READABLE)
    tones = {
        "key": key,
        "key-dark": _mixed(key, BLACK, 0.25),
        "key-mid": _darkened(_mixed(key, WHITE, 0.15), 4.5),
        "key-soft": _mixed(key, WHITE, 0.9),
        "key-line": _mixed(key, WHITE, 0.6),
    }
    return ":root{" + ";".join(f"--{name}:{_hex(tone)}" for name, tone in tones.items()) + "}"


def contrast(one: Rgb, other: Rgb) -> float:
    """WCAG's ratio, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _darkened(colour: Rgb, ratio: float) -> Rgb:
    while contrast(colour, WHITE) < ratio:
        colour = _mixed(colour, BLACK, 0.06)
    return colour


def _luminance(colour: Rgb) -> float:
    parts = (part / 255 for part in colour)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: Rgb, with_colour: Rgb, share: float) -> Rgb:
    red, green, blue = (int(a + (b - a) * share) for a, b in zip(colour, with_colour, strict=True))
    return red, green, blue


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
