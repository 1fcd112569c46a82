"""What a receipt rests on: identity of content and of files, and sums that close."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from outpace.exchange.balance import Balance
from outpace.exchange.canonical import file_hash, row_hash
from outpace.exchange.linelist import CaseRecord
from outpace.exchange.links import LinkRecord
from outpace.words.case import Sex
from outpace.words.moment import Dated, Precision
from outpace.words.problem import ProblemError


def test_the_hash_is_of_the_content_as_written_down_here() -> None:
    record = CaseRecord(number="A1", name="张三", sex=Sex.MALE, age=46, onset=Dated(date(2015, 5, 11)))
    text = '["CaseRecord",{"age":46,"name":"张三","number":"A1","onset":"2015-05-11","sex":"m"}]'
    assert row_hash(record) == hashlib.sha256(text.encode()).digest()


def test_a_month_is_not_its_first_day_and_a_link_is_no_case() -> None:
    month = CaseRecord(number="A1", onset=Dated(date(2015, 5, 1), Precision.MONTH))
    day = CaseRecord(number="A1", onset=Dated(date(2015, 5, 1)))
    link = LinkRecord(infector="A1", infectee="A2")
    assert len({row_hash(month), row_hash(day), row_hash(link)}) == 3


def test_a_file_is_hashed_as_it_stands(tmp_path: Path) -> None:
    content = bytes(range(256)) * 5000
    (tmp_path / "a").write_bytes(content)
    assert file_hash(tmp_path / "a") == hashlib.sha256(content).hexdigest()


def test_a_balanced_receipt_closes() -> None:
    total = Balance(read=5, accepted=3, duplicate=1, rejected=1) + Balance(read=2, rejected=2)
    assert total.closed() == Balance(read=7, accepted=3, duplicate=1, rejected=3)


def test_an_unbalanced_receipt_does_not_close() -> None:
    balance = Balance(read=5, accepted=3)
    assert not balance.balanced
    with pytest.raises(ProblemError) as refused:
        balance.closed()
    assert refused.value.problem.code == "RECEIPT_UNBALANCED"


def test_counts_are_not_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        Balance(read=-1)
