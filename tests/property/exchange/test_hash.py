"""The hash of a record, written field by field, against the plain JSON encoder."""

import hashlib
import json
from dataclasses import fields

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outpace.exchange.canonical import json_value, row_hash
from outpace.exchange.linelist import CaseRecord
from outpace.exchange.links import LinkRecord
from outpace.words.case import CaseClass, Sex
from outpace.words.identity import Document, DocumentKind
from outpace.words.moment import Dated, Precision

TEXT = st.text(st.characters(), max_size=8)
DATED = st.builds(Dated, st.dates(), st.sampled_from([Precision.DAY, Precision.MONTH]))
DOCUMENT = st.builds(Document, st.sampled_from(DocumentKind), TEXT, TEXT)
CASES = st.builds(
    CaseRecord,
    number=TEXT,
    name=st.none() | TEXT,
    place=st.none() | TEXT,
    sex=st.none() | st.sampled_from(Sex),
    age=st.none() | st.integers(0, 120),
    case_class=st.none() | st.sampled_from(CaseClass),
    onset=st.none() | DATED,
    birth=st.none() | DATED,
    document=st.none() | DOCUMENT,
)
LINKS = st.builds(LinkRecord, infector=TEXT, infectee=TEXT, delay_days=st.none() | st.integers(-5, 400))


def _reference(record: CaseRecord | LinkRecord) -> bytes:
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    content = {name: v if isinstance(v, int) else str(v) for name, v in values.items() if v is not None}
    text = json.dumps([type(record).__name__, content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine draws slowly
@given(CASES | LINKS)
def test_the_hash_is_that_of_the_canonical_json(record: CaseRecord | LinkRecord) -> None:
    assert row_hash(record) == _reference(record)


@given(st.none() | st.booleans() | st.integers() | TEXT | DATED)
def test_a_value_is_read_back_as_it_was(value: object) -> None:
    assert json.loads(json_value(value)) == (str(value) if isinstance(value, Dated) else value)
