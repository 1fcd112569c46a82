"""A feed that stopped, a certificate, a workaround nobody lifted: each is seen by the next tick, and only it.

The replay is California's of 2020: a feed was off for days, a certificate was not renewed, a workaround was never undone.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.db import IntegrityError, transaction

from outpace.words.problem import ProblemError
from tests.integration.conftest import NOW, Province

Around = Callable[..., Any]
QUARTER = timedelta(minutes=15)


def certificate(file: Path, ends: datetime) -> Path:
    """Write a certificate of our own that ends at an instant."""
    key, name = Ed25519PrivateKey.generate(), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, ends - timedelta(days=90), ends)
    file.write_bytes(builder.sign(key, None).public_bytes(Encoding.PEM))
    return file


def standing() -> dict[str, list[str]]:
    """The open alarms: kind and what each is about. Events of the test's own making wait for no sequencer."""
    from outpace.desk.life.models import Alarm
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    found: dict[str, list[str]] = {}
    with scope(local_operator(), Purpose.TEST):
        for alarm in Alarm.objects.filter(closed_at=None).exclude(kind="events_without_leaf").order_by("what"):
            found.setdefault(alarm.kind, []).append(alarm.params.get("sender", alarm.params.get("name", alarm.what)))
    return found


def test_nothing_wrong_raises_nothing(twenty_feeds: Callable[[int], None], around: Around) -> None:
    from outpace.desk.life.alarms import watch

    twenty_feeds(-1)
    watch(NOW, around())
    assert standing() == {}


def test_a_server_that_lacks_security_fixes_is_told(
    twenty_feeds: Callable[[int], None], around: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    from outpace.desk.life.alarms import watch
    from outpace.desk.postgres import binaries

    twenty_feeds(-1)
    patched = dict.fromkeys(binaries.PATCHED, 99)
    for place in ("outpace.desk.postgres.binaries.PATCHED", "outpace.desk.life.findings.PATCHED"):
        monkeypatch.setattr(place, patched)
    watch(NOW, around())
    assert standing() == {"postgres_old": [""]}
    monkeypatch.undo()
    watch(NOW + QUARTER, around())
    assert "postgres_old" not in standing()


def test_california(twenty_feeds: Callable[[int], None], around: Around, tmp_path: Path) -> None:
    from outpace.desk.life.acts import lift_switch, set_switch
    from outpace.desk.life.alarms import watch
    from outpace.desk.life.models import Switch
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    twenty_feeds(7)
    file = certificate(tmp_path / "tls.pem", NOW - timedelta(minutes=10))
    here = around(certificate=file)
    with scope(local_operator(), Purpose.TEST) as by:
        set_switch(by=by, name="skip duplicates check", reason="backlog", starts=NOW - timedelta(days=9), ends=NOW)
    assert watch(NOW + QUARTER, here) >= 3
    assert standing() == {
        "feed_silent": ["lab-7"],
        "certificate_over": ["tls.pem"],
        "switch_over": ["skip duplicates check"],
    }
    assert watch(NOW + QUARTER, here) == 0, "a second look at the same instant changes nothing"
    certificate(file, NOW + timedelta(days=400))
    with scope(local_operator(), Purpose.TEST) as by:
        lift_switch(by=by, switch=Switch.objects.get(), at=NOW + QUARTER)
    watch(NOW + QUARTER, here)
    assert standing() == {"feed_silent": ["lab-7"]}


def test_silence_begins_after_twice_the_usual_gap(twenty_feeds: Callable[[int], None], around: Around) -> None:
    from outpace.desk.life.alarms import watch

    twenty_feeds(-1)
    watch(NOW + timedelta(hours=1, minutes=30), around())
    assert standing() == {}
    watch(NOW + timedelta(hours=1, minutes=45), around())
    assert standing() == {"feed_silent": ["lab-16", "lab-17", "lab-18", "lab-19"]}


@pytest.mark.parametrize(
    ("days", "kinds"),
    [(31, []), (29, ["certificate_ends"]), (0, ["certificate_over"]), (None, ["certificate_unreadable"])],
)
def test_certificates(days: int | None, kinds: list[str], province: Province, around: Around, tmp_path: Path) -> None:
    from outpace.desk.life.alarms import watch

    file = tmp_path / "tls.pem"
    if days is not None:
        certificate(file, NOW + timedelta(days=days))
    watch(NOW, around(certificate=file))
    assert list(standing()) == kinds


@pytest.mark.parametrize(("used", "kinds"), [(0.8, []), (0.81, ["disk_filling"])])
def test_disks(used: float, kinds: list[str], province: Province, around: Around) -> None:
    from outpace.desk.life.alarms import watch

    watch(NOW, around(used=lambda path: used))
    assert list(standing()) == kinds


def test_events_without_a_leaf(province: Province, around: Around, installation: Any) -> None:
    from outpace.desk.ledger.sequencer import place
    from outpace.desk.ledger.signer import checkpoint_signer
    from outpace.desk.life.alarms import watch
    from outpace.desk.life.models import Alarm
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    def is_open() -> bool:
        with scope(local_operator(), Purpose.TEST):
            return Alarm.objects.filter(kind="events_without_leaf", closed_at=None).exists()

    watch(NOW + timedelta(seconds=5), around())
    assert not is_open()
    watch(NOW + timedelta(seconds=6), around())
    assert is_open()
    while place(signer=checkpoint_signer(installation.home.keys), at=NOW):
        pass
    watch(NOW + timedelta(seconds=7), around())
    assert not is_open()


def test_an_alarm_is_taken_once_and_by_name(province: Province, around: Around) -> None:
    from outpace.desk.life.acts import acknowledge
    from outpace.desk.life.alarms import said, watch
    from outpace.desk.life.models import Alarm
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    watch(NOW, around(used=lambda path: 0.93))
    with scope(local_operator(), Purpose.TEST) as by:
        alarm = Alarm.objects.get(kind="disk_filling")
        acknowledge(by=by, alarm=alarm, note="more space tomorrow", at=NOW)
        assert alarm.closed_at is None
        assert "93" in said(alarm).en
        assert "93" in said(alarm).zh
        with pytest.raises(ProblemError, match="ALARM_TAKEN"):
            acknowledge(by=by, alarm=alarm, note="", at=NOW)


def test_a_switch_and_a_hold_have_an_end_in_the_database_itself(province: Province) -> None:
    from outpace.desk.life.models import Hold, Switch
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.TEST) as by:
        for make in (
            lambda **more: Switch.objects.create(name="x", reason="y", set_by_id=by.account, event_id=1, **more),
            lambda **more: Hold.objects.create(
                data_class="look_up", reason="y", set_by_id=by.account, event_id=1, **more
            ),
        ):
            for ends in (None, NOW, NOW - QUARTER):
                with pytest.raises(IntegrityError), transaction.atomic():
                    make(starts=NOW, ends=ends)
            with transaction.atomic():
                make(starts=NOW, ends=NOW + QUARTER)
                transaction.set_rollback(True)


def test_every_alarm_has_words_and_every_word_an_alarm(repository: Path) -> None:
    import re

    from outpace.desk.life.alarms import sentences

    text = (repository / "src/outpace/desk/life/findings.py").read_text("utf-8")
    raised = re.findall(r'(?:Finding\(|"(?:backup|check|replay)", )"([a-z_]+)"', text)
    feeds = re.findall(r'kind = "(feed_[a-z_]+)" if feed.is_file else "(feed_[a-z_]+)"', text)
    assert {*raised, *(kind for pair in feeds for kind in pair)} == set(sentences())


@pytest.mark.parametrize(
    ("standing", "since_s", "base_h", "kinds"),
    [
        ("kept", 3600, 20, set()),
        ("copying", 3600, None, set()),
        ("behind", 59, 20, set()),
        ("behind", 61, 20, {"archive_behind"}),
        ("kept", 3600, 51, {"archive_base_old"}),
        ("copying", 51 * 3600, None, {"archive_base_old"}),
        (None, 0, None, {"archive_behind"}),
    ],
)
def test_an_archive_that_does_not_follow(
    standing: str | None, since_s: int, base_h: int | None, kinds: set[str], province: Province, around: Any
) -> None:
    from outpace.desk.archive import Standing, State
    from outpace.desk.life.findings import archive_behind
    from outpace.desk.life.models import Installation as Here
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    at = NOW
    base = None if base_h is None else at - timedelta(hours=base_h)
    state = State(Standing(standing), at - timedelta(seconds=since_s), at, base, "") if standing else None
    with scope(local_operator(), Purpose.TEST):
        here = Here.objects.get()
        found = archive_behind(here.since + timedelta(days=1) if state is None else at, around(archive=lambda _: state))
        assert {finding.kind for finding in found} == kinds
    assert list(archive_behind(at, around())) == []
