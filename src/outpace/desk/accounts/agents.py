"""What kind of browser a session belongs to, in two words: enough for its owner to know it, not enough to follow anybody."""

_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def agent_of(header: str) -> str:
    """Name browser and system of a User-Agent header; empty where neither is known."""
    found = (next((name for sign, name in kinds if sign in header), "") for kinds in (_BROWSERS, _SYSTEMS))
    return " · ".join(name for name in found if name)
