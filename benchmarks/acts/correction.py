"""The smallest act there could be: one row into one table. The product has none so small; a correction also changes the case."""

from benchmarks.acts.writing import FACTS, Act

_VERSION = """
        insert into cases_version (case_id, version, facts, changes, why, account_id, recorded, event_id, area_path)
        values ({case}, event::integer, '{facts}', '[]', '', 1, moment, event, '90/');
"""


def smallest(case: int) -> Act:
    """One more version of one case."""
    return Act(
        name="bench_smallest",
        kind="case.corrected",
        tables=("cases_version",),
        statements=_VERSION.format(case=case, facts=FACTS),
    )
