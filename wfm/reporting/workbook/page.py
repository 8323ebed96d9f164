"""A sheet as a page: title, paper, what is repeated on every page, and the footer."""

from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from wfm.reporting.content import RunContent
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import put
from wfm.reporting.workbook.looks import Look

A3, A4 = 8, 9
PERSONAL = "contains personal data"


@dataclass(frozen=True, slots=True)
class Paper:
    """How a sheet is printed: one page wide, `title_rows` such as ``5:5`` on top of each page."""

    size: int = A4
    landscape: bool = True
    title_rows: str | None = None
    title_columns: str | None = None
    one_page: bool = False
    area: str | None = None


def new_sheet(book: Book, name: str, title: str, subtitle: str) -> Worksheet:
    """A sheet with its title in the first two rows and no grid lines."""
    sheet: Worksheet = book.workbook.create_sheet(name)
    sheet.sheet_view.showGridLines = False
    put(sheet, 1, 1, title, Look.TITLE)
    put(sheet, 2, 1, subtitle, Look.SUBTITLE)
    sheet.row_dimensions[1].height = 24
    return sheet


def print_as(sheet: Worksheet, paper: Paper, content: RunContent) -> None:
    """Set up paper, repeated rows and the footer with page number, run and the warning that people are named."""
    sheet.page_setup.paperSize = paper.size
    sheet.page_setup.orientation = "landscape" if paper.landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 1 if paper.one_page else 0
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.45, 0.7, 0.3, 0.35
    if paper.title_rows:
        sheet.print_title_rows = paper.title_rows
    if paper.title_columns:
        sheet.print_title_cols = paper.title_columns
    if paper.area:
        sheet.print_area = paper.area
    footer = HeaderFooterItem()
    footer.left.text = sheet.title
    footer.center.text = "Page &P of &N"
    footer.right.text = f"{content.run_name} · {PERSONAL}"
    sheet.HeaderFooter.oddFooter = footer


def set_widths(sheet: Worksheet, widths: Iterable[float], first_column: int = 1) -> None:
    """Column widths in characters, from `first_column` on."""
    for column, width in enumerate(widths, first_column):
        sheet.column_dimensions[get_column_letter(column)].width = width
