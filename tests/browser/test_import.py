"""A line list with a mistake is previewed, imported, corrected and replayed on the page."""

from pathlib import Path

from tests.browser.conftest import Visitor

ROWS = "编号,性别,年龄,发病日期,报告日期\nUP-001,男,40,2022-03-01,2022-03-02\nUP-002,女,41,2022-02-31,2022-03-02\n"


def test_a_rejected_row_is_corrected_on_the_page(visitor: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "upload.csv"
    file.write_text(ROWS, "utf-8")
    page = visitor.arrive("commander", on="/imports")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Start the import").click()
    page.get_by_text("2 = 1 + 0 + 1").wait_for()
    page.get_by_role("row").filter(has_text="upload.csv").get_by_role("button").first.click()
    page.get_by_text("31").first.wait_for()
    cell = page.locator("input[value='2022-02-31']")
    cell.fill("2022-02-28")
    page.get_by_role("button", name="Send the changed rows again").click()
    page.get_by_text("2 = 2 + 0 + 0").wait_for()
