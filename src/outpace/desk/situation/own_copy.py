"""A person's copy of all that is held about herself, as the lines of one CSV file."""

from collections.abc import Iterator, Mapping
from typing import Any

COLUMNS = ("part", "since", "until", "what_zh", "what_en", "why_zh", "why_en", "by_zh", "by_en")
Line = list[object]


def copy_lines(me: Mapping[str, Any]) -> Iterator[Line]:
    """The lines of `me.me`: identity, records with their tests, every opening, every request."""
    for field in ("name", "phone"):
        yield _line("person", what={"zh": me["person"][field] or "", "en": me["person"][field] or ""})
    for record in me["records"]:
        yield _line("record", record["since"], record["end"], record["what"], record["why"], record["decided_by"])
        for test in record["tests"]:
            yield _line("test", test["on"], None, test["label"])
    for row in me["opened_by"]:
        yield _line("opening", row["at"], None, row["level_text"], row["reason"] or row["purpose_text"], row["who"])
    for row in me["requests"]:
        said = {"zh": row["text"], "en": row["text"]}
        yield _line("request", row["at"], row["answered_at"], said, _same(row["answer"]), row["kind_text"])


def _same(text: str | None) -> dict[str, str] | None:
    return None if text is None else {"zh": text, "en": text}


def _line(
    part: str,
    since: str | None = None,
    until: str | None = None,
    what: Mapping[str, str] | None = None,
    why: Mapping[str, str] | None = None,
    by: Mapping[str, str] | None = None,
) -> Line:
    texts = [text and text[language] for text in (what, why, by) for language in ("zh", "en")]
    return [part, since, until, *texts]
