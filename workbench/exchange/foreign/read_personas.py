"""Tables whose records are personas: one a row, or one a column."""

from __future__ import annotations

import re
from typing import Any

from workbench.exchange.foreign.read_stages import figure
from workbench.exchange.foreign.table_reader import TableReader
from workbench.exchange.foreign.text import normal
from workbench.model.ids import new_id

_NEEDS = ("goal", "need", "expectation", "frustration")
_TEXTS = ("segment", "summary", "quote", "buying_triggers", "objections")
_B2B = re.compile(r"\bb2b\b|business|company|firma|unternehmen|entreprise|empresa|azienda", re.I)


class PersonasReader(TableReader):
    """Reads a list of personas; they serve all maps that name no others."""

    def read(self) -> None:
        self.place_headers()
        for record in self.records():
            self._read_record(record)
        self.finish()

    def _read_record(self, record: int) -> None:
        name_use = self.use("name")
        name = " ".join(self.text(record, name_use).split())
        filled = [use for use in self.layout.uses if self.text(record, use)]
        if not filled or (not name and len(filled) < 2):
            return
        draft: dict[str, Any] = next(
            (it for it in self.making.personas if name and normal(it["name"]) == normal(name)), {}
        )
        if not draft:
            draft = {"id": new_id("personas"), "name": name}
            self.making.personas.append(draft)
        for use in filled:
            text = self.text(record, use)
            spot = self.spot(record, use.at)
            kind = use.taken_for
            if kind == "nothing":
                continue
            if kind == "name":
                self.making.place(spot, "persona", "personas", draft["id"], "name")
            elif kind in _NEEDS:
                for item in self._needs(text):
                    need = {"id": new_id("needs"), "persona": draft["id"], "kind": kind}
                    self.making.needs.append({**need, "text": item})
                self.making.place(spot, "field", "personas", draft["id"], "needs")
            elif kind in _TEXTS:
                self._add_line(draft, kind, text)
                self.making.place(spot, "field", "personas", draft["id"], kind)
            elif kind == "preferred_channels":
                names = [part.strip() for part in re.split(r"[\n,;、，/]", text)]
                ids = [self.making.channel(part) for part in names if part]
                kept = (*draft.get("preferred_channels", ()), *ids)
                draft["preferred_channels"] = tuple(dict.fromkeys(kept))
                self.making.place(spot, "channel", "personas", draft["id"], kind)
            elif kind == "share":
                share = figure(self.grid.value(record, use.at), percent=True)
                if share is not None and 0 <= share <= 100:
                    draft["share"] = share
                    self.making.place(spot, "field", "personas", draft["id"], kind)
            elif kind == "kind":
                draft["kind"] = "B2B" if _B2B.search(text) else "B2C"
                self.making.place(spot, "field", "personas", draft["id"], kind)
            elif kind == "order":
                self.making.place(spot, "order")
            else:
                labelled = f"{use.name}: {text}" if use.name else text
                self._add_line(draft, "details", labelled)
                self.making.place(spot, "field", "personas", draft["id"], "details")

    def _needs(self, text: str) -> list[str]:
        """The needs of a cell: one a line, or separated by semicolons."""
        found = self.cards(text)
        if len(found) == 1 and ";" in found[0]:
            found = [part.strip() for part in found[0].split(";") if part.strip()]
        return [" ".join(item.split()) for item in found]

    def _add_line(self, draft: dict[str, Any], name: str, text: str) -> None:
        before = draft.get(name, "")
        draft[name] = f"{before}\n{text}" if before else text
