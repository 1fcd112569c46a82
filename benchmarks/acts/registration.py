"""Registering one case: the statements that `register_cases` sends, in its order, with a sealed person for the vault.

Only the COPY into the stage is an INSERT here, which a procedure can do. `inserts` leaves the stage out: the rows alone.
"""

from datetime import date

from benchmarks.acts.writing import FACTS, Act
from outpace.desk.areas.queries import Place
from outpace.desk.cases import acts
from outpace.desk.people.acts import Newcomer, profile_of
from outpace.desk.people.sealing import seal
from outpace.matching.blocking import blocking_keys

_TABLES = ("cases_case", "people_subject", "people_person", "cases_version")
_NAMES = {"incident": "outbreak", "at": "moment", "account": "1"}
_PLAIN = {"case_class": "'confirmed'", "found_by": "'community'"}
_VARIABLES = """
    outbreak bigint := {incident};
    home bigint := {area};
    person_key bigint;
    digest bytea;
    keys text;
    pack bytea := '\\x{pack}';
    kept bigint;
"""
_BEFORE = """
        person_key := event + 1000000000000;
        digest := sha256(int8send(event));
        select '{{' || string_agg(((random() - 0.5) * 1.8e19)::bigint::text, ',') || '}}' into keys
        from generate_series(1, {keys});
        perform number, row_hash, subject_id from cases_case
        where incident_id = outbreak and number = any(array['N-' || event]);
"""
_AFTER = """
        perform vault.put_packed(array[person_key], array[pack], array[keys], array[event], true);
"""
_STAGE = """
        drop table if exists pg_temp.stage_case;
        create temporary table stage_case ({shape}) on commit drop;
        insert into stage_case values ({cells});
        analyze stage_case;
"""
_ROWS = """
        {cases} into kept;
        insert into people_subject (id, kind, area_path) values (event, 'case', '90/'), (person_key, 'person', '90/');
        insert into people_person (subject_id, sex, age, area_id, area_path, event_id)
        values (person_key, 'f', 34, home, '90/', event);
        insert into cases_version (case_id, version, facts, changes, why, account_id, recorded, event_id, area_path)
        values (event, 1, '{facts}', '[]', '', 1, moment, event, '90/');
"""


def registration(incident: int, area: int) -> Act:
    """Register a case as the product does: staged, then table by table."""
    shape = ", ".join(f'"{name}" {kind}' for name, kind in acts._SHAPE.items())
    staged = (
        acts._CASES % _NAMES + " into kept",
        acts._REFUSED,
        acts._SUBJECTS,
        acts._PERSONS,
        acts._VERSIONS % _NAMES,
    )
    stage = _STAGE.format(shape=shape, cells=_cells())
    return _act("bench_register", stage + ";".join(staged) + ";", incident, area)


def inserts(incident: int, area: int) -> Act:
    """The rows of a registration without the stage that they pass."""
    names = ", ".join(f'"{name}"' for name in acts._SHAPE)
    cases = f"with stage_case ({names}) as (values ({_cells()}))" + acts._CASES % _NAMES
    return _act("bench_insert", _ROWS.format(cases=cases, facts=FACTS), incident, area)


def _act(name: str, statements: str, incident: int, area: int) -> Act:
    here = Place(id=area, path="90/", zone="UTC", cutoff_hour=0)
    known = profile_of(
        Newcomer(
            place=here, name="林小明", phone="13800001234", sex="f", age=34, address="测试路一号", seen=date(2022, 3, 4)
        )
    )
    return Act(
        name=name,
        kind="case.registered",
        tables=_TABLES,
        variables=_VARIABLES.format(incident=incident, area=area, pack=seal(1, known).packed.hex()),
        statements=_BEFORE.format(keys=len(list(blocking_keys(known)))) + statements + _AFTER,
        item="digest",
    )


def _cells() -> str:
    known = {"n": "1", "subject": "event", "person": "person_key", "number": "'N-' || event", "area": "home"}
    known |= {"path": "'90/'", "sex": "'f'", "age": "34::smallint", "event": "event", "hash": "digest"}
    known |= {"precisions": "'{}'::jsonb", "facts": f"'{FACTS}'::jsonb", **_PLAIN}
    known |= {name: "'2022-03-04'::date" for name in ("onset", "reported")}
    return ", ".join(known.get(name, f"null::{kind}") for name, kind in acts._SHAPE.items())
