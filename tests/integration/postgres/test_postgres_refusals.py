"""What is refused, in one sentence, with nothing deleted and nothing left running."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from outpace.desk.postgres import Cluster, find_binaries, supervisor_of
from outpace.desk.postgres.guard import postmaster_of
from outpace.words.problem import ProblemError


def refused(cluster: Cluster) -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        cluster.start()
    assert supervisor_of(cluster.data) is None
    assert postmaster_of(cluster.data) is None
    assert caught.value.problem.text.zh
    return caught.value


def test_a_cluster_of_another_version(home: Path, cluster: Cluster, other_version: str) -> None:
    cluster.start().stop()
    other = Cluster.under(home, {"PG_BINDIR": other_version}, durable=False)
    sentence = str(refused(other))
    assert sentence.startswith("PG_WRONG_VERSION")
    assert f"PostgreSQL {cluster.binaries.major} " in sentence
    assert other.binaries.version in sentence
    cluster.start().stop()


def test_a_folder_with_something_else_in_it(new_cluster: Cluster) -> None:
    new_cluster.data.mkdir()
    (new_cluster.data / "letter.txt").write_text("mine")
    assert refused(new_cluster).problem.code == "PG_FOREIGN_FOLDER"
    assert (new_cluster.data / "letter.txt").read_text() == "mine"


def test_a_file_in_the_place_of_the_folder(new_cluster: Cluster) -> None:
    new_cluster.data.write_text("mine")
    assert refused(new_cluster).problem.code == "PG_FOREIGN_FOLDER"
    assert new_cluster.data.read_text() == "mine"


@pytest.mark.parametrize("mode", [0o755, 0o710])
def test_a_socket_folder_that_others_enter(new_cluster: Cluster, mode: int) -> None:
    new_cluster.sockets.mkdir()
    new_cluster.sockets.chmod(mode)
    os.chown(new_cluster.sockets, new_cluster.runner.uid, new_cluster.runner.gid)
    assert refused(new_cluster).problem.code == "PG_FOLDER_NOT_PRIVATE"


def test_a_socket_folder_that_is_a_link(new_cluster: Cluster, home: Path) -> None:
    (home / "target").mkdir(mode=0o700)
    new_cluster.sockets.symlink_to(home / "target")
    assert refused(new_cluster).problem.code == "PG_FOLDER_NOT_PRIVATE"
    new_cluster.sockets.unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_folders_of_somebody_else(cluster: Cluster) -> None:
    cluster.start().stop()
    os.chown(cluster.data, 12345, 12345)
    assert refused(cluster).problem.code == "PG_DATA_NOT_YOURS"
    os.chown(cluster.data, cluster.runner.uid, cluster.runner.gid)
    os.chown(cluster.sockets, 12345, 12345)
    assert refused(cluster).problem.code == "PG_FOLDER_NOT_PRIVATE"


def test_a_cluster_without_its_key(cluster: Cluster) -> None:
    cluster.start().stop()
    (cluster.keys / "postgres.password").unlink()
    assert refused(cluster).problem.code == "PG_KEY_MISSING"
    assert not (cluster.keys / "postgres.password").exists()


def test_a_key_that_others_read(cluster: Cluster) -> None:
    cluster.start().stop()
    (cluster.keys / "postgres.password").chmod(0o640)
    assert refused(cluster).problem.code == "PG_KEY_EXPOSED"


def test_a_broken_cluster_is_told_with_the_line_of_the_log(cluster: Cluster) -> None:
    cluster.start().stop()
    (cluster.data / "global" / "pg_control").unlink()
    told = refused(cluster)
    assert told.problem.code == "PG_START_FAILED"
    assert "pg_control" in str(told)
    assert "PG_VERSION" in os.listdir(cluster.data)


def test_a_setting_that_is_wrong_is_told_with_the_line_of_the_log(cluster: Cluster) -> None:
    cluster.start().stop()
    with (cluster.data / "postgresql.conf").open("a") as conf:
        conf.write("shared_buffers = lots\n")
    told = refused(cluster)
    assert told.problem.code == "PG_START_FAILED"
    assert "postgresql.conf" in str(told)


FULL_DISK = """
import subprocess, sys
from pathlib import Path
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m,mode=755", "tmpfs", sys.argv[1]], check=True)
from outpace.desk.postgres import Cluster
from outpace.words.problem import ProblemError
cluster = Cluster.under(Path(sys.argv[1]), {"PG_BINDIR": sys.argv[2]})
try:
    cluster.start()
except ProblemError as problem:
    print(problem, sorted(entry.name for entry in Path(sys.argv[1]).iterdir()))
"""


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="a small disk of one's own needs root")
def test_a_full_disk(home: Path, new_cluster: Cluster) -> None:
    command = ["unshare", "-m", sys.executable, "-c", FULL_DISK, str(home), str(new_cluster.binaries.folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.startswith("PG_INIT_FAILED")
    assert "No space left on device" in told
    assert "'postgres'" not in told
    assert "initdb'" not in told


def fake(folder: Path, version: str) -> Mapping[str, str]:
    folder.mkdir()
    for name in ("postgres", "initdb"):
        (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return {"PG_BINDIR": str(folder)}


def test_old_programs(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match=r"PG_TOO_OLD.*14\.11"):
        find_binaries(fake(tmp_path / "bin", "14.11 (Ubuntu 14.11-0ubuntu0.22.04.1)"))
    assert find_binaries(fake(tmp_path / "new", "19beta1")).major == 19
    for version in ("15.13", "16.9", "17.5"):
        with pytest.raises(ProblemError, match=rf"PG_TOO_OLD.*{version}"):
            find_binaries(fake(tmp_path / version, version))
    assert find_binaries(fake(tmp_path / "held", "15.14")).minor == 14


def test_a_bindir_without_programs(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="PG_BINDIR_WRONG"):
        find_binaries({"PG_BINDIR": str(tmp_path)})


def test_no_programs_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outpace.desk.postgres.binaries.find_spec", lambda name: None)
    with pytest.raises(ProblemError, match="PG_BINARIES_MISSING"):
        find_binaries({"PG_BINDIR": ""})


def test_the_wheel_is_found_without_its_wrapper() -> None:
    code = "import sys; from outpace.desk.postgres import find_binaries as f; print(f({}).major, *sys.modules)"
    major, *modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.split()
    assert major == "18"
    assert not [name for name in modules if name.startswith(("pixeltable", "django"))]


def test_another_system_is_told_to_bring_its_own_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outpace.desk.postgres.cluster.sys.platform", "darwin")
    with pytest.raises(ProblemError, match=r"PG_LINUX_ONLY.*darwin"):
        Cluster.under(tmp_path, {})
