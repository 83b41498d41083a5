"""A worksheet that prepares a formula once, however many cells have it."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class QuickWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """XlsxWriter looks for some forty names in every formula it is given.

    A table of 10,000 touchpoints has its score formula 20,000 times, which took as long as a
    quarter of the workbook.
    """

    def __init__(self) -> None:
        super().__init__()
        self._prepared: dict[tuple[str, bool], str] = {}

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        key = (formula, expand_future_functions)
        if key not in self._prepared:
            self._prepared[key] = super()._prepare_formula(formula, expand_future_functions)
        return self._prepared[key]
