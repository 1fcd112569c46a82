"""Move a case to another area, with every row that carries its area. The area it leaves loses it at once.

Only whoever commands both areas may: neither county can push a person onto another, or take one from it. The rows move in
`scope.move_case`, which the policies bind as they bind everything else.
"""

from datetime import datetime

from django.db import connection

from outpace.desk.areas.models import Area
from outpace.desk.cases.keeping import keep_version
from outpace.desk.cases.models import Case
from outpace.desk.scope.actor import Actor
from outpace.words.area import is_within
from outpace.words.ids import random_key
from outpace.words.problem import ProblemError


def transfer_case(*, by: Actor, case: Case, to: Area, why: str, at: datetime) -> Case:
    """Move a case to an area. Needs a scope for transferring and both areas in the actor's ranges.

    Raises TRANSFER_REASON_NEEDED, TRANSFER_NOT_YOURS, TRANSFER_SAME_AREA, VERSION_CONFLICT where the case has gone on.
    """
    if not why.strip():
        raise ProblemError("TRANSFER_REASON_NEEDED")
    if not any(is_within(to.path, above) for above in by.paths):
        raise ProblemError("TRANSFER_NOT_YOURS", area=to.name_zh, area_en=to.name_en or to.name_zh)
    if to.path == case.area_path:
        raise ProblemError("TRANSFER_SAME_AREA", area=to.name_zh, area_en=to.name_en or to.name_zh)
    event, left = random_key(), case.area
    stood = Case.objects.filter(pk=case.pk, version=case.version)
    if not stood.update(version=case.version + 1, event_id=event):
        current = Case.objects.values_list("version", flat=True).get(pk=case.pk)
        raise ProblemError("VERSION_CONFLICT", yours=case.version, current=current)
    with connection.cursor() as cursor:
        cursor.execute("select scope.move_case(%s, %s)", [case.pk, to.pk])
        rows = int(cursor.fetchone()[0])
    moved = Case.objects.select_related("area", "incident__area").get(pk=case.pk)
    codes = {"old": left.code if left else None, "new": moved.area.code if moved.area else None}
    keep_version(
        by=by,
        case=moved,
        change={"field": "area", **codes},
        why=why.strip(),
        at=at,
        event=event,
        kind="case.transferred",
        data={"from": codes["old"], "to": codes["new"], "moved_rows": rows},
    )
    return moved
