"""The life of an installation: alarms, retention, copies, upgrades."""
