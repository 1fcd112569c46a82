"""Transmission links (传播链) into counted cases. A link joins two cases; it is never a traced contact.

A link whose infector lies outside the area or the scope still counts: its infectee has one more, nameless candidate.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from outpace.desk.situation.frame import Frame
from outpace.words.moment import Dated, Precision

FROM_LINKS = """
from cases_link l
join cases_case b on b.subject_id = l.infectee_id
left join cases_case a on a.subject_id = l.infector_id
where l.incident_id = %(incident)s
    and b.case_class is distinct from 'discarded' and a.case_class is distinct from 'discarded'
    and b.area_path >= %(low)s and b.area_path < %(high)s
"""
_SEEN = "coalesce(a.area_path >= %(low)s and a.area_path < %(high)s, false)"
_COUNT = f"""
with per_infectee as (
    select l.infectee_id, count(*) as candidates, count(*) filter (where not {_SEEN}) as outside {FROM_LINKS}
    group by l.infectee_id)
select coalesce(sum(candidates), 0), count(*), count(*) filter (where candidates > 1), coalesce(sum(outside), 0)
from per_infectee
"""  # noqa: S608 - only the clauses above enter this text
_PAIRS = f"""
select l.infector_id, l.infectee_id, case when {_SEEN} then a.number end, b.number {FROM_LINKS} order by l.id
"""
_AMONG = f"""
select l.id, l.infector_id, l.infectee_id, l.setting, l.setting_text {FROM_LINKS}
    and l.infector_id = any(%(cases)s) and l.infectee_id = any(%(cases)s)
order by l.id
"""
_BY_INFECTEE = f"""
select b.subject_id, b.number, b.exposure_end, b.precision ->> 'exposure_end', array_agg(l.id order by l.id)
{FROM_LINKS} group by b.subject_id, b.number, b.exposure_end, b.precision
"""


def count_links(frame: Frame) -> dict[str, int]:
    """Count links, infectees, infectees with several candidates, and links from an infector outside."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, frame.values())
        return dict(zip(("total", "infectees", "ambiguous", "from_outside"), map(int, cursor.fetchone()), strict=True))


def link_pairs(frame: Frame) -> list[tuple[int, int, str | None, str]]:
    """All pairs: infector and infectee by subject key, then their numbers; an infector out of sight has none."""
    return _rows(_PAIRS, frame.values())


def links_among(frame: Frame, cases: list[int]) -> list[tuple[int, int, int, str | None, str | None]]:
    """The links among some cases: key, infector, infectee, setting, setting as written."""
    return _rows(_AMONG, {**frame.values(), "cases": cases})


@dataclass(frozen=True, slots=True)
class Infectee:
    """A case that somebody infected, its last exposure, and the links from all its candidate infectors."""

    key: int
    number: str
    last_exposure: Dated | None
    links: tuple[int, ...]


def infectees(frame: Frame) -> list[Infectee]:
    """Every infectee of a link."""
    rows = _rows(_BY_INFECTEE, frame.values())
    return [
        Infectee(key, number, day and Dated(day, Precision(precision or Precision.DAY)), tuple(links))
        for key, number, day, precision, links in rows
    ]


def _rows(statement: str, values: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
