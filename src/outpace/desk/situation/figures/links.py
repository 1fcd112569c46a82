"""Transmission links (传播链) between counted cases. A link joins two cases; it is never a traced contact.

A link counts where both its cases are seen and count; one with the other end elsewhere is counted apart.
"""

from typing import Any

from django.db import connection

from outpace.desk.situation.frame import Frame

FROM_LINKS = """
from cases_link l
join cases_case a on a.subject_id = l.infector_id
join cases_case b on b.subject_id = l.infectee_id
where l.incident_id = %(incident)s
    and a.case_class is distinct from 'discarded' and b.case_class is distinct from 'discarded'
    and a.area_path >= %(low)s and a.area_path < %(high)s and b.area_path >= %(low)s and b.area_path < %(high)s
"""
_COUNT = f"""
with per_infectee as (select l.infectee_id, count(*) as candidates {FROM_LINKS} group by l.infectee_id)
select coalesce(sum(candidates), 0), count(*), count(*) filter (where candidates > 1),
    (select count(*) from cases_link
     where incident_id = %(incident)s and area_path >= %(low)s and area_path < %(high)s)
from per_infectee
"""  # noqa: S608 - only the clause above enters this text


def count_links(frame: Frame) -> dict[str, int]:
    """Count links, infectees, infectees with several candidates, and links whose other end is elsewhere or discarded."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, frame.values())
        total, infectees, ambiguous, stored = map(int, cursor.fetchone())
    return {"total": total, "infectees": infectees, "ambiguous": ambiguous, "left_out": stored - total}


def link_pairs(frame: Frame) -> list[tuple[int, int]]:
    """All (infector, infectee) pairs by subject key."""
    with connection.cursor() as cursor:
        cursor.execute(f"select l.infector_id, l.infectee_id {FROM_LINKS} order by l.id", frame.values())
        return cursor.fetchall()


def link_rows(frame: Frame, cases: list[int]) -> list[dict[str, Any]]:
    """The links among some cases: id, source, target, setting, setting_text."""
    wanted = {**frame.values(), "cases": cases}
    with connection.cursor() as cursor:
        cursor.execute(
            f"select l.id, l.infector_id, l.infectee_id, l.setting, l.setting_text {FROM_LINKS}"
            " and l.infector_id = any(%(cases)s) and l.infectee_id = any(%(cases)s) order by l.id",
            wanted,
        )
        names = ("id", "source", "target", "setting", "setting_text")
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
