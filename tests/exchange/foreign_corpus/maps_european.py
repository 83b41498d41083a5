"""Maps in German, French, Spanish, Portuguese, Italian and Russian."""

from __future__ import annotations

from tests.exchange.foreign_corpus import damages, layouts, marks
from tests.exchange.foreign_corpus.case import Case, one_map
from tests.exchange.foreign_corpus.journey import journey
from tests.exchange.foreign_corpus.layouts import Marks
from tests.exchange.foreign_corpus.sheet import Formula

GRID = ("touchpoint", "does", "thinks", "pain", "opportunity")
SHORT = ("stage", "touchpoint", "channel", "importance", "satisfaction")


def cases() -> tuple[Case, ...]:
    return (*_german(), *_french(), *_spanish(), *_portuguese(), *_italian(), *_russian())


def _german() -> tuple[Case, ...]:
    shop = journey("bike-shop")
    signs = Marks("de", feeling=marks.feeling_signs)
    means = Marks("de", marks.ten, marks.half_less, marks.feeling_number)
    words = Marks("de", marks.level, marks.out_of_five, marks.feeling_word)
    misspelt, key = layouts.touchpoint_rows(shop, words, stage="first")
    misspelt = damages.relabelled(
        misspelt,
        {
            "Kontaktpunkt": "Kontatkpunkt",
            "Zufriedenheit": "Zufridenheit",
            "Wichtigkeit": "wichtigkeit ",
        },
    )
    titled, titled_key = layouts.touchpoint_columns(
        shop, signs, ("touchpoint", "does", "feeling", "pain"), wording=1
    )
    titled = damages.titled(titled, "Kundenreise Fahrradladen", "Stand: Frühjahr")
    return (
        one_map(
            "Fahrradladen Kontaktpunkte.csv",
            layouts.touchpoint_rows(shop, means),
            encoding="cp1252",
            separator=";",
        ),
        one_map(
            "Fahrradladen Raster.xlsx",
            layouts.stage_columns(
                shop,
                signs,
                ("question", *GRID, "feeling"),
                corner=True,
                decorate=lambda n, name: f"Phase {n}: {name}",
            ),
        ),
        one_map("Fahrradladen verschrieben.xlsx", (misspelt, key)),
        one_map(
            "Fahrradladen verbundene Phasen.xlsx",
            (titled, titled_key),
            name="Kundenreise Fahrradladen",
        ),
        one_map(
            "Fahrradladen Phasen.ods",
            layouts.stage_rows(shop, signs, ("stage", *GRID), wording=1, bullet="– "),
        ),
    )


def _french() -> tuple[Case, ...]:
    hotel = journey("hotel")
    fives = Marks("fr", marks.five, marks.five, marks.feeling_word)
    titled, key = layouts.touchpoint_rows(hotel, fives, stage="merged")
    titled = damages.relabelled(
        titled, {"Importance": "Importance (1 à 5)", "Satisfaction": "Satisfaction (1 à 5)"}
    )
    titled = damages.titled(titled, "Parcours client de l'hôtel", "Atelier de printemps")
    starry, starry_key = layouts.touchpoint_rows(
        hotel, Marks("fr", marks.stars, marks.stars, marks.feeling_emoji), wording=1
    )
    return (
        one_map("hôtel points de contact.xlsx", (titled, key), name="Parcours client de l'hôtel"),
        one_map(
            "hôtel grille.xlsx",
            layouts.stage_columns(
                hotel,
                Marks("fr", feeling=marks.feeling_emoji),
                (*GRID, "feeling"),
                decorate=lambda n, name: f"Étape {n} : {name}",
            ),
        ),
        one_map(
            "hôtel première ligne.csv",
            layouts.touchpoint_rows(hotel, Marks("fr"), SHORT, stage="first"),
            encoding="utf-8-sig",
            separator=";",
        ),
        one_map("hôtel couché.xlsx", (starry.turned(), starry_key)),
        one_map(
            "hôtel une carte par cellule.xlsx",
            layouts.card_cells(hotel, Marks("fr"), GRID, wording=1),
        ),
    )


def _spanish() -> tuple[Case, ...]:
    gym = journey("gym")
    faces = Marks("es", marks.out_of_ten, marks.level, marks.feeling_emoji)
    footed, key = layouts.stage_columns(
        gym, faces, ("question", *GRID), wording=1, decorate=lambda n, name: f"{n}.- {name}"
    )
    footed = damages.footed(damages.titled(footed, "Mapa de experiencia"), "Fuente: encuesta")
    return (
        one_map("gimnasio puntos.xlsx", layouts.touchpoint_rows(gym, faces)),
        one_map("gimnasio mapa.xlsx", (footed, key), name="Mapa de experiencia"),
        one_map(
            "gimnasio sin celdas combinadas.xlsx",
            layouts.touchpoint_columns(
                gym, faces, ("touchpoint", "channel", "does", "pain", "feeling"), merged=False
            ),
        ),
    )


def _portuguese() -> tuple[Case, ...]:
    shop = journey("shop")
    words = Marks("pt", marks.level, marks.percent_as_text, marks.feeling_word)
    return (
        one_map("loja pontos.xlsx", layouts.touchpoint_rows(shop, words, stage="merged")),
        one_map("loja etapas.xlsx", layouts.stage_rows(shop, words, ("stage", *GRID), bullet="* ")),
        one_map(
            "loja mapa.xlsx", layouts.card_cells(shop, words, GRID, wording=1, label_in="each")
        ),
        one_map(
            "loja pontos.txt",
            layouts.touchpoint_rows(shop, Marks("pt"), SHORT),
            encoding="cp1252",
            separator="|",
        ),
    )


def _italian() -> tuple[Case, ...]:
    place = journey("restaurant")
    signs = Marks("it", feeling=marks.feeling_plain_signs)
    summed, key = layouts.touchpoint_rows(place, signs, SHORT, wording=1)
    summed = damages.totalled(summed, {1: "Media", 3: Formula("=AVERAGE(D2:D9)", 6.75)})
    return (
        one_map("ristorante punti.xlsx", (summed, key), numbering=r"6\.75"),
        one_map(
            "ristorante mappa.xlsx",
            layouts.stage_columns(place, signs, (*GRID, "feeling"), corner=True),
        ),
        one_map("ristorante elenchi.xlsx", layouts.lists_beside(place)),
    )


def _russian() -> tuple[Case, ...]:
    office = journey("town-office")
    words = Marks("ru", marks.level, marks.ten, marks.feeling_word)
    turned, key = layouts.touchpoint_rows(office, Marks("ru", marks.five, marks.five))
    return (
        one_map("паспорт точки контакта.xlsx", layouts.touchpoint_rows(office, words)),
        one_map(
            "паспорт карта.xlsx",
            layouts.stage_columns(
                office,
                Marks("ru", feeling=marks.feeling_emoji),
                ("question", *GRID, "feeling"),
                decorate=lambda n, name: f"{n}. {name}",
            ),
        ),
        one_map("паспорт боком.xlsx", (turned.turned(), key)),
        one_map(
            "паспорт этапы.csv",
            layouts.stage_rows(office, words, ("stage", "touchpoint", "pain", "opportunity")),
            separator=";",
        ),
    )
