"""Maps in Japanese and Chinese."""

from __future__ import annotations

from tests.exchange.foreign_corpus import damages, layouts, marks
from tests.exchange.foreign_corpus.case import Case, one_map
from tests.exchange.foreign_corpus.journey import journey
from tests.exchange.foreign_corpus.layouts import Marks

GRID = ("touchpoint", "does", "thinks", "pain", "opportunity")
SHORT = ("stage", "touchpoint", "channel", "importance", "satisfaction")


def cases() -> tuple[Case, ...]:
    return (*_japanese(), *_chinese())


def _japanese() -> tuple[Case, ...]:
    inn = journey("inn")
    words = Marks("ja", marks.level, marks.five, marks.feeling_word)
    faces = Marks("ja", feeling=marks.feeling_emoji)
    titled, key = layouts.touchpoint_rows(inn, words, stage="merged")
    titled = damages.relabelled(titled, {"満足度": "満足度（5段階）"})
    titled = damages.titled(titled, "カスタマージャーニーマップ", "旅館のお客様")
    footed, footed_key = layouts.touchpoint_columns(
        inn, faces, ("touchpoint", "channel", "does", "thinks", "feeling", "pain"), wording=1
    )
    footed = damages.footed(footed, "※社外秘")
    return (
        one_map("旅館 接点.xlsx", (titled, key)),
        one_map(
            "旅館 マップ.xlsx",
            layouts.stage_columns(
                inn,
                faces,
                (*GRID, "feeling"),
                bullet="・",
                decorate=lambda n, name: "①②③④⑤"[n - 1] + name,
            ),
        ),
        one_map(
            "旅館 接点.csv",
            layouts.touchpoint_rows(inn, Marks("ja"), wording=1),
            encoding="cp932",
        ),
        one_map("旅館 横.xlsx", (footed, footed_key)),
        one_map(
            "旅館 段階.xlsx",
            layouts.stage_rows(inn, faces, ("stage", "question", *GRID), wording=2),
        ),
    )


def _chinese() -> tuple[Case, ...]:
    school = journey("language-school")
    words = Marks("zh", marks.level, marks.out_of_ten, marks.feeling_word)
    faces = Marks("zh", feeling=marks.feeling_emoji)
    return (
        one_map("网校 触点.xlsx", layouts.touchpoint_rows(school, words)),
        one_map(
            "网校 地图.xlsx",
            layouts.stage_columns(
                school,
                faces,
                (*GRID, "feeling"),
                wording=1,
                decorate=lambda n, name: f"阶段{'一二三四五'[n - 1]}：{name}",
            ),
        ),
        one_map(
            "网校 触点.csv",
            layouts.touchpoint_rows(school, Marks("zh", marks.stars), SHORT, stage="first"),
            encoding="gb18030",
        ),
        one_map(
            "网校 合并.xlsx", layouts.touchpoint_rows(school, words, wording=1, stage="merged")
        ),
        one_map("网校 卡片.ods", layouts.card_cells(school, faces, GRID, label_in="first")),
    )
