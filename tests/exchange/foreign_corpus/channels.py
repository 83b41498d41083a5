"""Which channels of our library the corpus’s names stand for, of channels and of touchpoints."""

from __future__ import annotations

LIBRARY: dict[str, tuple[str, ...]] = {
    "Website page": (
        "Website",
        "Webseite",
        "Site web",
        "Sitio web",
        "ウェブサイト",
        "官网",
        "Сайт",
    ),
    "Phone call": ("Phone", "Call centre", "Telefono", "Телефон"),
    "Text message": ("SMS", "СМС"),
    "Email": ("E-Mail", "E-mail", "Courriel", "Correo electrónico", "メール", "邮件"),
    "Word of mouth": ("Neighbours", "Boca a boca", "口コミ", "口碑", "Личное общение"),
    "Online review": (
        "Online reviews",
        "Review site",
        "Review portal",
        "Site d'avis",
        "Sito di recensioni",
        "口コミ",
    ),
    "Shop visit": ("Laden",),
    "App": ("Aplicación",),
    "Online shop": ("Loja virtual",),
    "Chat": ("在线客服",),
    "Event": ("Evento",),
    "Delivery": ("Entrega",),
    "Own social profile": ("Réseaux sociaux", "Redes sociais", "SNS", "微信"),
    "Newspaper or magazine ad": ("Magazine", "Zeitung", "雑誌"),
    "Local press": ("Presse", "Zeitung", "Magazine", "雑誌"),
    "Flyer / print": ("Print",),
    "Search result (unpaid)": ("Google",),
    "Map listing": ("Google",),
    "Shop window & sign": ("Schaufenster",),
}


def same_channel(read: str, shown: str) -> bool:
    """Whether the channel `read` is what the sheet shows: by its name, or as the library's."""
    if not read or not shown:
        return read == shown
    return read.casefold() == shown.casefold() or shown in LIBRARY.get(read, ())
