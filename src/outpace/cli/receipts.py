"""Rejected rows as a command shows them."""

from typing import TYPE_CHECKING

from outpace.words.purpose import Purpose

if TYPE_CHECKING:
    from outpace.desk.intake.models import Receipt

SHOWN = 50


def rejected_rows(receipt: "Receipt") -> list[dict[str, object]]:
    """The first rejected rows of a receipt that are still open, with their problems."""
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    with scope(local_operator(), Purpose.IMPORT):
        rejects = receipt.rejects.filter(state="open").order_by("row")[:SHOWN]
        return [{"row": reject.row, "problems": reject.problems} for reject in rejects]
