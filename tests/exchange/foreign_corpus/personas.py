"""Lists of personas: one a row, one a column, alone and together with a map."""

from __future__ import annotations

from tests.exchange.foreign_corpus import layouts
from tests.exchange.foreign_corpus.case import Case
from tests.exchange.foreign_corpus.journey import journey
from tests.exchange.foreign_corpus.key import Key, PersonaKey
from tests.exchange.foreign_corpus.layouts import Marks
from tests.exchange.foreign_corpus.sheet import Percent, Sheet, table


def cases() -> tuple[Case, ...]:
    patients, patient_keys = _patients()
    rows, stages = layouts.touchpoint_rows(
        journey("dentist"), Marks("en"), ("stage", "touchpoint", "channel")
    )
    guests, guest_keys = _guests()
    inn, inn_stages = layouts.stage_columns(
        journey("inn"), Marks("ja"), ("touchpoint", "does", "thinks", "pain", "opportunity")
    )
    inn.title, guests.title = "マップ", "ペルソナ"
    return (
        Case("patients personas.xlsx", (patients,), Key((), patient_keys)),
        Case("patients as columns.xlsx", (patients.turned(),), Key((), patient_keys)),
        Case(
            "patients above touchpoints.xlsx",
            (patients.above(rows, gap=2),),
            Key((stages,), patient_keys),
        ),
        Case("Radfahrer.csv", (_riders()[0],), Key((), _riders()[1]), "cp1252", ";"),
        Case("clientas del gimnasio.xlsx", (_members()[0],), Key((), _members()[1])),
        Case("旅館 ペルソナとマップ.xlsx", (guests, inn), Key((inn_stages,), guest_keys)),
    )


def _patients() -> tuple[Sheet, tuple[PersonaKey, ...]]:
    sheet = table(
        [
            ["Persona", "Segment", "Share of customers", "Goals", "Needs", "Frustrations", "Quote"],
            [
                "Anxious adult",
                "Adults who avoid dentists",
                Percent(0.35),
                "- keep the teeth\n- no pain",
                "Somebody who explains each step",
                "Feeling judged for waiting so long",
                "I only come when it hurts.",
            ],
            [
                "Busy parent",
                "Families nearby",
                Percent(0.45),
                "- all children on one day",
                "Appointments after school",
                "Forms for every child",
                "Saturday would be perfect.",
            ],
            [
                "Retired regular",
                "Pensioners",
                Percent(0.2),
                "- chew without thinking of it",
                "Time for questions",
                "Stairs to the practice",
                "I have come here for thirty years.",
            ],
        ],
        "Personas",
    )
    keys = (
        PersonaKey(
            "Anxious adult",
            (
                ("goal", "keep the teeth"),
                ("goal", "no pain"),
                ("need", "Somebody who explains each step"),
                ("frustration", "Feeling judged for waiting so long"),
            ),
            "I only come when it hurts.",
            "Adults who avoid dentists",
            35,
        ),
        PersonaKey(
            "Busy parent",
            (
                ("goal", "all children on one day"),
                ("need", "Appointments after school"),
                ("frustration", "Forms for every child"),
            ),
            "Saturday would be perfect.",
            "Families nearby",
            45,
        ),
        PersonaKey(
            "Retired regular",
            (
                ("goal", "chew without thinking of it"),
                ("need", "Time for questions"),
                ("frustration", "Stairs to the practice"),
            ),
            "I have come here for thirty years.",
            "Pensioners",
            20,
        ),
    )
    return sheet, keys


def _riders() -> tuple[Sheet, tuple[PersonaKey, ...]]:
    sheet = table(
        [
            ["Persona", "Beschreibung", "Ziele", "Bedürfnisse", "Erwartungen", "Frustrationen"],
            [
                "Pendlerin",
                "Fährt täglich zwölf Kilometer zur Arbeit.",
                "Pünktlich und trocken ankommen",
                "Ein wartungsarmes Rad",
                "Reparatur am selben Tag",
                "Volle Fahrradständer am Bahnhof",
            ],
            [
                "Wochenendfahrer",
                "Fährt bei Sonne ins Grüne.",
                "Neue Strecken entdecken",
                "Ein leichtes Rad",
                "Ehrliche Beratung",
                "Fachwörter im Prospekt",
            ],
        ]
    )
    rows = (
        (
            "Pendlerin",
            "Fährt täglich zwölf Kilometer zur Arbeit.",
            "Pünktlich und trocken ankommen",
            "Ein wartungsarmes Rad",
            "Reparatur am selben Tag",
            "Volle Fahrradständer am Bahnhof",
        ),
        (
            "Wochenendfahrer",
            "Fährt bei Sonne ins Grüne.",
            "Neue Strecken entdecken",
            "Ein leichtes Rad",
            "Ehrliche Beratung",
            "Fachwörter im Prospekt",
        ),
    )
    kinds = ("goal", "need", "expectation", "frustration")
    keys = tuple(
        PersonaKey(name, tuple(zip(kinds, needs, strict=True)), said=(summary,))
        for name, summary, *needs in rows
    )
    return sheet, keys


def _members() -> tuple[Sheet, tuple[PersonaKey, ...]]:
    sheet = table(
        [
            ["Nombre", "La principiante", "El veterano"],
            ["Edad", "25 a 35", "más de 50"],
            [
                "Descripción",
                "Empieza después de años sin deporte.",
                "Entrena tres veces por semana.",
            ],
            ["Objetivos", "Sentirse en forma", "Mantener la espalda sana"],
            ["Necesidades", "Que alguien le enseñe las máquinas", "Máquinas libres por la mañana"],
            ["Frustraciones", "Se siente observada", "La música está muy alta"],
            ["Frase", "No quiero hacer el ridículo.", "Aquí me conocen todos."],
        ]
    )
    keys = (
        PersonaKey(
            "La principiante",
            (
                ("goal", "Sentirse en forma"),
                ("need", "Que alguien le enseñe las máquinas"),
                ("frustration", "Se siente observada"),
            ),
            "No quiero hacer el ridículo.",
            said=("25 a 35", "Empieza después de años sin deporte."),
        ),
        PersonaKey(
            "El veterano",
            (
                ("goal", "Mantener la espalda sana"),
                ("need", "Máquinas libres por la mañana"),
                ("frustration", "La música está muy alta"),
            ),
            "Aquí me conocen todos.",
            said=("más de 50", "Entrena tres veces por semana."),
        ),
    )
    return sheet, keys


def _guests() -> tuple[Sheet, tuple[PersonaKey, ...]]:
    sheet = table(
        [
            ["ペルソナ", "年齢", "目標", "ニーズ", "不満"],
            [
                "温泉好きの夫婦",
                "50代",
                "月に一度はのんびりする",
                "静かな部屋",
                "週末はどこも混んでいる",
            ],
            [
                "一人旅の会社員",
                "30代",
                "仕事を忘れる",
                "一人でも泊まれる部屋",
                "一人だと割高になる",
            ],
        ]
    )
    keys = (
        PersonaKey(
            "温泉好きの夫婦",
            (
                ("goal", "月に一度はのんびりする"),
                ("need", "静かな部屋"),
                ("frustration", "週末はどこも混んでいる"),
            ),
            said=("50代",),
        ),
        PersonaKey(
            "一人旅の会社員",
            (
                ("goal", "仕事を忘れる"),
                ("need", "一人でも泊まれる部屋"),
                ("frustration", "一人だと割高になる"),
            ),
            said=("30代",),
        ),
    )
    return sheet, keys
