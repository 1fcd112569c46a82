"""The server's settings. SIZES stand in postgresql.conf at first start and may be changed there; LAWS are given at each
start and win over the file: no network, no personal data in the log, and what is acknowledged is on the disk."""

from collections.abc import Mapping
from pathlib import Path

SIZES: Mapping[str, str] = {
    "shared_buffers": "192MB",
    "effective_cache_size": "1GB",
    "maintenance_work_mem": "128MB",
    "work_mem": "8MB",
    "max_connections": "100",
    "max_wal_size": "2GB",
    "checkpoint_completion_target": "0.9",
    "random_page_cost": "1.1",
}

LAWS: Mapping[str, str] = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "wal_level": "replica",
    # How much log is kept on this disk for an archive that is away; past it the archive begins anew.
    "max_slot_wal_keep_size": "4GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_line_prefix": "%m [%p] ",
    # Values of rows must not reach the log: no statements, no parameters, no DETAIL line with the key that was doubled.
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}

DURABILITY = ("fsync", "synchronous_commit", "full_page_writes")


def command_line(sockets: Path, *, durable: bool) -> list[str]:
    """Return the server's `-c` arguments. Not durable: for throw-away clusters that may lose everything."""
    chosen = {**LAWS, "unix_socket_directories": str(sockets)}
    chosen |= dict.fromkeys(DURABILITY, "on" if durable else "off")
    return [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]


def conf_lines() -> str:
    """Return the lines appended to postgresql.conf at first start."""
    lines = "".join(f"{name} = {value}\n" for name, value in SIZES.items())
    return f"\n# Set by outpace at first start; change them here.\n{lines}"
