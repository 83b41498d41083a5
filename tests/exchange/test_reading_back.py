"""What each edit of an exported workbook suggests, and what the workspace is afterwards."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
import openpyxl
import pytest

from tests.exchange.books import Exchange, append, column, put, row_of, sentences
from workbench.model import rules
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.patch import Added, FieldChange, Label, Removed
from workbench.model.proposal import Proposal, decode, encode, select

MAP = "maF1RSTV1S1T0R"
PRICE_PAGE = "tpPR1CEPAGE000"
DECISION = "stDEC1S10N0000"

Book = openpyxl.Workbook


def only(proposal: Proposal) -> Any:
    """The one suggestion of a proposal that has nothing else."""
    assert proposal.unread == ()
    (suggestion,) = proposal.suggestions
    return suggestion


def after(document: Document, proposal: Proposal, *, everything: bool = False) -> Document:
    """The document once what is ticked, or everything, was accepted; always a sound one."""
    chosen = [i for i, item in enumerate(proposal.suggestions) if item.ticked or everything]
    result = document.apply(select(document, proposal, chosen, Label.of("import", n=1)))
    assert rules.check(result) == []
    return result


def test_an_edited_score_is_suggested_with_its_cell(
    bakery_book: Exchange, bakery: Document
) -> None:
    where = ""

    def change(book: Book) -> None:
        nonlocal where
        where = put(book["Touchpoints"], "Price & hours page", "Satisfaction", 5)

    proposal = bakery_book.back(bakery, change)
    suggestion = only(proposal)
    assert suggestion.change == FieldChange("touchpoints", PRICE_PAGE, "satisfaction", 3.0, 5.0)
    assert suggestion.source == where
    assert suggestion.ticked
    assert not suggestion.conflict
    assert after(bakery, proposal).touchpoints[PRICE_PAGE].satisfaction == 5.0


def test_a_cleared_owner_is_suggested_as_cleared(bakery_book: Exchange, bakery: Document) -> None:
    proposal = bakery_book.back(
        bakery, lambda book: put(book["Touchpoints"], "Price & hours page", "Owner", None) and None
    )
    assert only(proposal).change == FieldChange(
        "touchpoints", PRICE_PAGE, "owner", "Shop manager", ""
    )


@pytest.mark.parametrize(
    ("header", "typed", "field", "value"),
    [
        ("Status", "planned", "status", "planned"),
        ("Status", "Missing", "status", "missing"),
        ("Moment of truth", "no", "moment_of_truth", False),
        ("Moment of truth", None, "moment_of_truth", False),
        ("Importance", "7,5", "importance", 7.5),
        ("Importance", None, "importance", None),
        ("Feeling", -1.5, "feeling", -1.5),
        ("Channel", "Email", "channel", "chEMA110000000"),
        ("Channel", "EMAIL", "channel", "chEMA110000000"),
        ("Stage", "Purchase", "stage", "stPVRCHASE0000"),
        ("Builds", "Trust\nPersonal experience", "drivers", ("trust", "experience")),
        ("Builds", "Personal experience; trust", "drivers", ("experience", "trust")),
        ("Answers these needs", "Order ahead\nPay by card", "needs",
         ("ne0RDERAHEAD00", "nePAYBYCARD000")),
        ("Evidence date", datetime.date(2026, 10, 1), "evidence_date", datetime.date(2026, 10, 1)),
        ("Evidence date", "2026-10-01", "evidence_date", datetime.date(2026, 10, 1)),
        ("Asked how many", 777, "evidence_n", 777),
        ("Title", 2026, "title", "2026"),
        ("Remarks", "=1+1 says nothing", "remarks", None),
    ],
)  # fmt: skip
def test_values_are_read_as_people_write_them(
    bakery_book: Exchange, bakery: Document, header: str, typed: Any, field: str, value: Any
) -> None:
    def change(book: Book) -> None:
        put(book["Touchpoints"], "Price & hours page", header, typed)
        if isinstance(typed, str) and typed.startswith("="):
            sheet = book["Touchpoints"]
            cell = sheet.cell(row_of(sheet, "Price & hours page"), column(sheet, header))
            cell.data_type = "s"

    suggestion = only(bakery_book.back(bakery, change))
    expected = typed if header == "Remarks" else value
    assert (suggestion.change.field, suggestion.change.after) == (field, expected)


def test_a_value_that_cannot_be_read_changes_nothing_and_is_named(
    bakery_book: Exchange, bakery: Document
) -> None:
    where = []

    def change(book: Book) -> None:
        sheet = book["Touchpoints"]
        for name, header, value in (
            ("Counter service", "Importance", "very"),
            ("Counter service", "Satisfaction", 40),
            ("Counter service", "Status", "sometimes"),
            ("Counter service", "Channel", "Pigeon"),
            ("Counter service", "Evidence date", "last week"),
            ("Counter service", "Moment of truth", "perhaps"),
            ("Counter service", "Asked how many", 3.5),
            ("Counter service", "Stage", None),
            ("Counter service", "Lane", "Pain points"),
        ):
            where.append(put(sheet, name, header, value))

    proposal = bakery_book.back(bakery, change)
    assert proposal.suggestions == ()
    told = dict(zip((s.split(":")[0] for s in sentences(proposal.unread)),
                    sentences(proposal.unread), strict=True))  # fmt: skip
    assert set(told) == set(where)
    assert told[where[0]] == f"{where[0]}: a number from 1 to 10 is needed; kept 9."
    assert told[where[1]] == f"{where[1]}: a number from 1 to 10 is needed; kept 8."
    assert told[where[3]] == f"{where[3]}: there is no channel “Pigeon”; kept “Shop visit”."
    assert told[where[7]] == f"{where[7]}: this cannot be empty; kept “Purchase”."
    assert [dict(problem.parameters)["item"] for problem in proposal.unread] == [
        "Counter service"
    ] * len(where)


def test_a_deleted_row_suggests_removal_unticked(bakery_book: Exchange, bakery: Document) -> None:
    def change(book: Book) -> None:
        sheet = book["Touchpoints"]
        sheet.delete_rows(row_of(sheet, "Stamp card"))

    proposal = bakery_book.back(bakery, change)
    suggestion = only(proposal)
    assert suggestion.change == Removed("touchpoints", bakery.touchpoints["tpSTAMPCARD000"])
    assert not suggestion.ticked
    assert suggestion.source == ""
    following = after(bakery, proposal, everything=True)
    assert "tpSTAMPCARD000" not in following.touchpoints
    assert all("tpSTAMPCARD000" not in (c.source, c.target) for c in following.connections.values())


def test_a_row_emptied_but_for_its_hidden_cells_is_a_missing_row(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        sheet = book["Touchpoints"]
        for cell in sheet[row_of(sheet, "Stamp card")][2:]:
            cell.value = None

    suggestion = only(bakery_book.back(bakery, change))
    assert isinstance(suggestion.change, Removed)
    assert suggestion.change.id == "tpSTAMPCARD000"


def test_a_deleted_sheet_and_a_deleted_column_are_not_sent(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        del book["Connections"]
        book["Touchpoints"].delete_cols(column(book["Touchpoints"], "Owner"))
        book["Triggers"].delete_cols(column(book["Triggers"], "Message for First-time local"))

    assert bakery_book.back(bakery, change) == Proposal()


def test_a_new_row_is_added_at_the_end_of_its_cell(bakery_book: Exchange, bakery: Document) -> None:
    def change(book: Book) -> None:
        append(
            book["Touchpoints"],
            Title="Order ahead form",
            Stage="Decision",
            Lane="Touchpoints",
            Channel="Website page",
            Status="Planned",
            Importance=8,
        )

    proposal = bakery_book.back(bakery, change)
    suggestion = only(proposal)
    entity = suggestion.change.entity
    assert (entity.title, entity.map, entity.stage) == ("Order ahead form", MAP, DECISION)
    assert (entity.channel, entity.status, entity.importance) == ("chWEBS1TE00000", "planned", 8)
    others = [t.rank for t in bakery.touchpoints.values() if t.stage == DECISION]
    assert all(entity.rank > rank for rank in others)
    assert suggestion.ticked
    assert after(bakery, proposal).touchpoints[entity.id] == entity


def test_a_new_row_needs_no_map_or_lane_where_there_is_one_choice(
    bakery_book: Exchange, bakery: Document
) -> None:
    proposal = bakery_book.back(
        bakery,
        lambda book: (
            append(book["Notes"], Text="The bell rings", Stage="Purchase", Kind="Pain point")
            and None
        ),
    )
    note = only(proposal).change.entity
    assert (note.lane, note.kind, note.map) == ("laPA1NP01NTS00", "pain", MAP)


def test_a_new_card_on_a_new_stage_needs_that_stage(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        append(book["Stages"], Name="Dreaming", Depth="Brief")
        append(book["Touchpoints"], Title="Window display", Stage="dreaming")
        put(book["Maps"], "First-time visitors", "Goal stage", "Dreaming")

    proposal = bakery_book.back(bakery, change)
    goal, stage, card = proposal.suggestions
    assert isinstance(stage.change, Added)
    assert card.change.entity.stage == stage.change.id
    assert (goal.needs, stage.needs, card.needs) == ((1,), (), (1,))
    picked = select(bakery, proposal, [2], Label.of("import", n=1))
    assert {change.table for change in picked.changes} == {"stages", "touchpoints"}
    assert after(bakery, proposal).maps[MAP].goal_stage == stage.change.id


def test_a_new_row_without_what_it_needs_is_left_out_and_said(
    bakery_book: Exchange, bakery: Document
) -> None:
    at = 0

    def change(book: Book) -> None:
        nonlocal at
        at = append(book["Touchpoints"], Title="Nowhere", Importance=5)

    proposal = bakery_book.back(bakery, change)
    assert proposal.suggestions == ()
    assert sentences(proposal.unread) == [
        f"Touchpoints!E{at}: the new touchpoint was left out, because it needs a Stage."
    ]


def test_of_rows_with_one_id_the_first_keeps_it(bakery_book: Exchange, bakery: Document) -> None:
    def change(book: Book) -> None:
        sheet = book["Touchpoints"]
        at = row_of(sheet, "Stamp card")
        copy = [cell.value for cell in sheet[at]]
        sheet.append(copy)
        sheet.cell(sheet.max_row, column(sheet, "Title")).value = "Stamp card on the phone"

    suggestion = only(bakery_book.back(bakery, change))
    entity = suggestion.change.entity
    assert isinstance(suggestion.change, Added)
    assert entity.id not in bakery.touchpoints
    original = bakery.touchpoints["tpSTAMPCARD000"]
    assert entity == msgspec.structs.replace(
        original, id=entity.id, title="Stamp card on the phone", rank=entity.rank
    )


def test_an_unknown_id_is_a_new_row(bakery_book: Exchange, bakery: Document) -> None:
    def change(book: Book) -> None:
        sheet = book["Channels"]
        at = append(sheet, Name="Tram advertisement", Family="Paid")
        sheet.cell(at, 1).value = "chSOMEBODY0000"

    entity = only(bakery_book.back(bakery, change)).change.entity
    assert (entity.name, entity.family) == ("Tram advertisement", "paid")
    assert entity.id != "chSOMEBODY0000"


def test_a_foreign_id_in_a_row_of_something_else_makes_the_old_row_missing(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        sheet = book["Needs"]
        sheet.cell(row_of(sheet, "Pay by card"), 1).value = "neSOMEBODY0000"
        put(sheet, "Pay by card", "What", "Somewhere to lock a bicycle")
        put(sheet, "Somewhere to lock a bicycle", "Importance", 3)

    added, removed = bakery_book.back(bakery, change).suggestions
    assert added.change.entity.text == "Somewhere to lock a bicycle"
    assert removed.change.id == "nePAYBYCARD000"
    assert (added.ticked, removed.ticked) == (True, False)


def test_sorting_rows_and_moving_columns_suggests_nothing(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        sheet = book["Touchpoints"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        order = [0, *range(len(rows[0]) - 1, 0, -1)]
        shuffled = [rows[0], *rows[:0:-1]]
        sheet.delete_rows(1, sheet.max_row)
        sheet.insert_rows(1, 2)
        for row, values in enumerate(shuffled, start=3):
            for at, source in enumerate(order, start=1):
                sheet.cell(row, at).value = values[source]
        sheet["A1"] = "Looked through by the team"

    assert bakery_book.back(bakery, change) == Proposal()


def test_a_renamed_column_is_known_by_what_is_in_it(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        sheet = book["Touchpoints"]
        put(sheet, "Price & hours page", "Owner", "Baker")
        sheet.cell(1, column(sheet, "Owner")).value = "Who looks after it"

    assert only(bakery_book.back(bakery, change)).change.after == "Baker"


def test_a_column_of_their_own_is_left_out_and_said(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        sheet = book["Touchpoints"]
        at = sheet.max_column + 1
        sheet.cell(1, at).value = "Budget"
        sheet.cell(2, at).value = 100

    proposal = bakery_book.back(bakery, change)
    assert proposal.suggestions == ()
    (told,) = sentences(proposal.unread)
    assert told.startswith("Touchpoints!Y1: the column “Budget”")


def test_a_sheet_without_its_headings_is_left_out_and_said(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        book["Needs"].delete_rows(1)
        put(book["Touchpoints"], "Price & hours page", "Importance", 8)

    proposal = bakery_book.back(bakery, change)
    assert [item.change.field for item in proposal.suggestions] == ["importance"]
    (told,) = sentences(proposal.unread)
    assert told.startswith("The sheet “Needs” has lost the row of headings")


def test_a_renamed_stage_keeps_its_cards(bakery_book: Exchange, bakery: Document) -> None:
    proposal = bakery_book.back(
        bakery, lambda book: put(book["Stages"], "Decision", "Name", "Making up my mind") and None
    )
    # every touchpoint still says "Decision", which is still that stage
    assert only(proposal).change == FieldChange(
        "stages", DECISION, "name", "Decision", "Making up my mind"
    )


def test_messages_are_edited_per_persona(bakery_book: Exchange, bakery: Document) -> None:
    def change(book: Book) -> None:
        sheet = book["Triggers"]
        event = "Opens the price page twice within a week"
        put(sheet, event, "Message for First-time local", "Your loaf is waiting.")

    proposal = bakery_book.back(bakery, change)
    trigger = after(bakery, proposal).triggers["trPR1CETW1CE00"]
    assert [message.persona for message in trigger.messages] == ["peF1RST10CA100", "pe0FF1CE0RDER0"]
    assert trigger.messages[0].text == "Your loaf is waiting."
    assert trigger.messages[1] == bakery.triggers["trPR1CETW1CE00"].messages[1]


class TestTheWorkspaceMovedOn:
    def moved(self, bakery: Document, value: float) -> Document:
        return bakery.apply(
            edit.set_field(bakery, "touchpoints", PRICE_PAGE, "satisfaction", value)
        )

    def test_what_only_the_workspace_changed_is_kept(
        self, bakery_book: Exchange, bakery: Document
    ) -> None:
        assert bakery_book.back(self.moved(bakery, 6)) == Proposal()

    def test_what_both_changed_alike_is_no_change(
        self, bakery_book: Exchange, bakery: Document
    ) -> None:
        bakery_book.edit(
            lambda book: put(book["Touchpoints"], "Price & hours page", "Satisfaction", 6) and None
        )
        assert bakery_book.back(self.moved(bakery, 6)) == Proposal()

    def test_what_both_changed_differently_is_a_conflict(
        self, bakery_book: Exchange, bakery: Document
    ) -> None:
        bakery_book.edit(
            lambda book: put(book["Touchpoints"], "Price & hours page", "Satisfaction", 5) and None
        )
        suggestion = only(bakery_book.back(self.moved(bakery, 6)))
        assert suggestion.conflict
        assert not suggestion.ticked
        assert suggestion.base == 3.0
        assert (suggestion.change.before, suggestion.change.after) == (6.0, 5.0)

    def test_what_the_workspace_added_is_never_missing(
        self, bakery_book: Exchange, bakery: Document
    ) -> None:
        extra = msgspec.structs.replace(bakery.needs["nePAYBYCARD000"], id="neNEW000000000")
        grown = bakery.apply(edit.add(bakery, "needs", extra))
        assert bakery_book.back(grown) == Proposal()

    def test_what_the_workspace_deleted_stays_deleted_unless_it_was_edited(
        self, bakery_book: Exchange, bakery: Document
    ) -> None:
        smaller = bakery.apply(edit.remove(bakery, [("touchpoints", "tpSTAMPCARD000")]))
        assert bakery_book.back(smaller) == Proposal()
        proposal = bakery_book.back(
            smaller,
            lambda book: put(book["Touchpoints"], "Stamp card", "Importance", 10) and None,
        )
        suggestion = only(proposal)
        assert isinstance(suggestion.change, Added)
        assert not suggestion.ticked
        following = after(smaller, proposal, everything=True)
        assert following.touchpoints["tpSTAMPCARD000"].importance == 10
        assert following.touchpoints["tpSTAMPCARD000"].title == "Stamp card"


class TestTwoMaps:
    @pytest.fixture
    def two(self, bakery: Document) -> Document:
        from workbench.model.commands import maps

        return bakery.apply(maps.duplicate(bakery, MAP, "Regulars"))

    def test_names_are_looked_up_on_the_row_s_own_map(
        self, exchange: Exchange, two: Document
    ) -> None:
        exchange.export(two)

        def change(book: Book) -> None:
            append(book["Touchpoints"], Title="Newsletter", Map="Regulars", Stage="Decision")

        entity = only(exchange.back(two, change)).change.entity
        assert two.maps[entity.map].name == "Regulars"
        assert two.stages[entity.stage].map == entity.map
        assert entity.stage != DECISION

    def test_a_stage_of_another_map_is_refused(self, exchange: Exchange, two: Document) -> None:
        other = next(s for s in two.stages.values() if s.map != MAP and s.name == "Decision")
        two = two.apply(edit.set_field(two, "stages", other.id, "name", "Choosing"))
        exchange.export(two)

        def change(book: Book) -> None:
            sheet = book["Touchpoints"]
            # the first row of that title is on the first map
            put(sheet, "Price & hours page", "Stage", "Choosing")
            put(sheet, "Stamp card", "Map", "Regulars")

        proposal = exchange.back(two, change)
        assert proposal.suggestions == ()
        moved, chosen = sorted(sentences(proposal.unread))
        assert "a row cannot move to another map" in moved
        assert "the stage “Choosing” is on another map; kept “Decision”" in chosen

    def test_a_row_that_does_not_say_its_map_is_left_out(
        self, exchange: Exchange, two: Document
    ) -> None:
        exchange.export(two)
        proposal = exchange.back(
            two, lambda book: append(book["Stages"], Name="Somewhere") and None
        )
        assert proposal.suggestions == ()
        (told,) = sentences(proposal.unread)
        assert "because it needs a Map" in told

    def test_maps_cannot_be_based_on_each_other_in_a_circle(
        self, exchange: Exchange, two: Document
    ) -> None:
        exchange.export(two)

        def change(book: Book) -> None:
            put(book["Maps"], "Regulars", "Based on", "First-time visitors")
            put(book["Maps"], MAP, "Based on", "Regulars")

        proposal = exchange.back(two, change)
        assert len(proposal.suggestions) == 1
        assert [problem.code for problem in proposal.unread] == ["cell.circle"]

    def test_a_new_map_with_a_stage_of_its_own(self, exchange: Exchange, two: Document) -> None:
        exchange.export(two)

        def change(book: Book) -> None:
            append(book["Maps"], Name="Wholesale", Goal_stage="Order")
            append(book["Stages"], Map="Wholesale", Name="Order")

        proposal = exchange.back(two, change)
        following = after(two, proposal)
        new = next(item for item in following.maps.values() if item.name == "Wholesale")
        assert following.stages[str(new.goal_stage)].map == new.id


def test_connections_may_turn_round_but_not_bite_their_tail(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        sheet = book["Connections"]
        turned, looped = row_of(sheet, "coADMAP0000000"), row_of(sheet, "coADREV1EWS000")
        start, end = column(sheet, "From"), column(sheet, "To")
        sheet.cell(turned, start).value, sheet.cell(turned, end).value = "Map listing", "Search ad"
        sheet.cell(looped, end).value = "Search ad"

    proposal = bakery_book.back(bakery, change)
    assert [problem.code for problem in proposal.unread] == ["cell.self"]
    connection = after(bakery, proposal).connections["coADMAP0000000"]
    assert (connection.source, connection.target) == ("tpMAP11ST1NG00", "tpSEARCHAD0000")


def test_a_formula_in_a_value_cell_needs_a_result(bakery_book: Exchange, bakery: Document) -> None:
    # openpyxl saves no results, as a program would that did not calculate
    proposal = bakery_book.back(
        bakery,
        lambda book: put(book["Touchpoints"], "Price & hours page", "Importance", "=5+4") and None,
    )
    assert proposal.suggestions == ()
    (told,) = sentences(proposal.unread)
    assert "the formula has no result" in told
    assert told.endswith("kept 9.")


def test_scores_and_gaps_are_never_read_back(bakery_book: Exchange, bakery: Document) -> None:
    def change(book: Book) -> None:
        put(book["Touchpoints"], "Price & hours page", "Opportunity", 1)
        book["Gaps"].delete_rows(2, 5)
        book["Map"]["B3"] = "Scribbled over"

    assert bakery_book.back(bakery, change) == Proposal()


def test_proposals_cross_processes(bakery_book: Exchange, bakery: Document) -> None:
    def change(book: Book) -> None:
        sheet = book["Touchpoints"]
        put(sheet, "Price & hours page", "Evidence date", datetime.date(2026, 1, 31))
        put(sheet, "Price & hours page", "Answers these needs", "Pay by card")
        put(sheet, "Counter service", "Importance", "very")
        append(book["Channels"], Name="Tram")
        sheet.delete_rows(row_of(sheet, "Stamp card"))

    proposal = bakery_book.back(bakery, change)
    assert len(proposal.suggestions) == 4
    assert decode(encode(proposal)) == proposal
