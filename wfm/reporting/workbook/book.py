"""A workbook being written, with the looks its cells share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from wfm.reporting.content import RunContent
from wfm.reporting.workbook.cells import Value, fill
from wfm.reporting.workbook.looks import Look, style_of


@dataclass(frozen=True)
class Book:
    """`styles` are the looks as openpyxl's arrays: long tables hand them on instead of looking up names."""

    workbook: Workbook
    styles: Mapping[Look, StyleArray]

    @classmethod
    def blank(cls, title: str, content: RunContent) -> "Book":
        """A workbook without sheets that knows its looks and, in its properties, its run."""
        workbook = Workbook()
        for sheet in workbook.worksheets:
            workbook.remove(sheet)
        styles = {}
        for look in Look:
            style = style_of(look)
            workbook.add_named_style(style)
            styles[look] = StyleArray(style.as_tuple())
        workbook.properties.title = title
        workbook.properties.creator = "wfm"
        workbook.properties.description = f"run {content.run_name}"
        workbook.calculation.fullCalcOnLoad = True
        return cls(workbook, styles)

    def append(self, sheet: Worksheet, values: Sequence[tuple[Value, Look]]) -> None:
        """Write one row below the last one, from the first column on; openpyxl then tells each cell its row."""
        cells = []
        for column, (value, look) in enumerate(values, 1):
            cell = Cell(sheet, 1, column, style_array=self.styles[look])
            fill(cell, value)
            cells.append(cell)
        sheet.append(cells)

    def name(self, name: str, reference: str) -> None:
        """Give a range a name that formulas and drop-downs can use."""
        self.workbook.defined_names[name] = DefinedName(name, attr_text=reference)
