"""pool.xlsx: the retraining pool, apart from the roster because it says how people do."""

from pathlib import Path

from wfm.reporting.content import RunContent
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.flex_pool import write_flex_pool
from wfm.reporting.workbook.programme import write_programme
from wfm.reporting.workbook.quality_samples import write_quality_samples
from wfm.reporting.workbook.training_log import write_training_log


def write_pool_workbook(content: RunContent, path: Path) -> None:
    """Write pool.xlsx, for trainers and the leads concerned."""
    book = Book.blank(f"Retraining pool {content.centre.name}", content)
    write_flex_pool(book, content)
    write_training_log(book, content)
    write_programme(book, content)
    write_quality_samples(book, content)
    book.workbook.save(path)
