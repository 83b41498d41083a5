"""Palette, personas and inspectors."""

TEXTS: dict[str, str | tuple[str, str]] = {
    "words.several": "several",
    "words.blank": "–",
    "chips.remove": "{name}\nClick the cross or press Delete to remove it",
    "score.clear": "Clear {label}",
    "score.number.tip": "1 to 10; decimals are welcome, blank is “not known”",
    "feeling.-2": "Very unhappy (−2)",
    "feeling.-1": "Unhappy (−1)",
    "feeling.0": "Neither (0)",
    "feeling.1": "Happy (+1)",
    "feeling.2": "Very happy (+2)",
    "feeling.mean": "{name}: {value} on average",
    "fields.date.placeholder": "2026-03-31",
    "fields.date.calendar": "Choose from a calendar",
}
