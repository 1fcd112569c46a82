"""Checks a whole folder of protocols, and says what is wrong and what is overdue. Stops at nothing: every document is read.

An overdue review is a note for people, never an error.
"""

from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable

from outpace.protocols.dated_line import last_day
from outpace.protocols.edition import Edition
from outpace.protocols.law import check_laws
from outpace.protocols.numbers import Number
from outpace.protocols.shelf import Shelf, put_together, read_document, read_files
from outpace.words.moment import Dated, Precision
from outpace.words.problem import Problem, ProblemError


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the documents that can be read, what is wrong, and the shelf where nothing is."""

    editions: tuple[Edition, ...]
    problems: tuple[Problem, ...]
    shelf: Shelf | None


def check_folder(root: Traversable) -> Checked:
    """Read every document, then the lines and laws they make. One problem a document, then one of the whole."""
    editions: list[Edition] = []
    problems: list[Problem] = []
    files = read_files(root)
    for name, texts in files.editions.items():
        try:
            editions.append(read_document(name, texts))
        except ProblemError as refusal:
            problems.append(refusal.problem)
    if problems:
        return Checked(tuple(editions), tuple(problems), None)
    try:
        found = put_together(tuple(editions), files)
        check_laws(found)
    except ProblemError as refusal:
        return Checked(tuple(editions), (refusal.problem,), None)
    return Checked(tuple(editions), (), found)


def overdue(edition: Edition, on: date) -> tuple[Number, ...]:
    """The numbers whose review was due before a day."""
    return tuple(number for number in edition.numbers.values() if is_overdue(number.review_by, on))


def is_overdue(review_by: str, on: date) -> bool:
    """Whether a review date, a day or a month, has passed."""
    return last_day(_dated(review_by)) < on


def _dated(text: str) -> Dated:
    if len(text) == len("2021-05"):
        return Dated(date.fromisoformat(f"{text}-01"), Precision.MONTH)
    return Dated(date.fromisoformat(text))
