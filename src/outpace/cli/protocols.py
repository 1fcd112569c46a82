"""`outpace protocols`: what health authorities say, what changed between two editions, and why a rule decides as it does.

Reads the files only: no database and no installation is needed.
"""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outpace.cli.say import said, tell, tell_json
from outpace.desk.clock import now
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.protocols import Edition

app = typer.Typer(
    no_args_is_help=True, help="Editions of protocols: list them, read them, compare them, check them, ask their rules."
)

Day = Annotated[str | None, typer.Option(metavar="DAY", help="day to look at, as YYYY-MM-DD; today unless given")]
Area = Annotated[str, typer.Option(help="path of the area, such as 330000/330100/; none unless given")]
AsJson = Annotated[bool, typer.Option("--json", help="one JSON object on the last line")]


def day_of(text: str | None) -> date:
    """The day asked for, today where none is. Raises ProblemError DAY_MALFORMED."""
    if text is None:
        return now().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ProblemError("DAY_MALFORMED", value=text) from None


@app.command("list")
def list_(on: Day = None, as_json: AsJson = False) -> None:
    """List all documents and local overlays: validity, how sure the numbers are, what is due for review."""
    from outpace.cli.editions_shown import list_json, overlay_json, print_list, print_overlays
    from outpace.protocols.shelf import shelf

    day, found = day_of(on), shelf()
    if as_json:
        overlays = [overlay_json(overlay, day) for overlay in found.overlays]
        editions = [list_json(edition, day) for edition in found.editions]
        tell_json({"on": str(day), "editions": editions, "overlays": overlays})
        return
    print_list(found.editions, day)
    print_overlays(found.overlays, day)


@app.command()
def show(
    edition: Annotated[str, typer.Argument(help="id of the document")],
    on: Day = None,
    area: Area = "",
    law: Annotated[bool, typer.Option("--law", help="with all that holds beside it on that day at that area")] = False,
    as_json: AsJson = False,
) -> None:
    """Show a document: clauses, and every number with its source and how sure we are of it."""
    from outpace.cli.editions_shown import edition_json, print_edition
    from outpace.protocols import law_of, load_edition

    day = day_of(on)
    found = law_of(edition, day, area) if law else load_edition(edition)
    if as_json:
        tell_json(edition_json(found, day))
        return
    print_edition(found, day)


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="id of the earlier edition")],
    new: Annotated[str, typer.Argument(help="id of the later edition")],
    alone: Annotated[bool, typer.Option("--alone", help="without supplements and treatment editions")] = False,
    area: Area = "",
    as_json: AsJson = False,
) -> None:
    """Say what changed between two editions: by topic, from what to what, and which way for the people concerned.

    Supplements and treatment editions are compared too: those of the last day of the earlier edition against those of the
    first day of the later one. Common documents belong to neither.
    """
    from outpace.cli.changes_shown import change_json, print_changes
    from outpace.protocols import load_edition
    from outpace.protocols.compare import compare
    from outpace.protocols.law import law_at_the_end, law_at_the_start

    first, last = load_edition(old), load_edition(new)
    if not alone:
        first, last = law_at_the_end(old, area), law_at_the_start(new, area)
    changes = compare(first, last)
    if as_json:
        documents = {"old": list(first.documents), "new": list(last.documents)}
        tell_json({**documents, "changes": [change_json(change) for change in changes]})
        return
    print_changes(first, last, changes)


@app.command()
def check(
    path: Annotated[Path | None, typer.Argument(help="folder of protocols; this installation's unless given")] = None,
    on: Day = None,
    as_json: AsJson = False,
) -> None:
    """Check all documents, the laws they make together, and their examples; say what is due for review."""
    from outpace.cli.editions_shown import overdue_json, print_overdue
    from outpace.protocols.checking import check_folder
    from outpace.protocols.shelf import data_root
    from outpace.rulebook.worked import wrong_examples

    root, day = path or data_root(), day_of(on)
    found = check_folder(root)
    wrong = wrong_examples(root, found.shelf) if found.shelf else ()
    if as_json:
        problems = [{"code": each.code, "zh": each.text.zh, "en": each.text.en} for each in (*found.problems, *wrong)]
        late = [overdue_json(edition, day) for edition in found.editions]
        tell_json({"editions": len(found.editions), "problems": problems, "overdue": [each for each in late if each]})
    else:
        for problem in (*found.problems, *wrong):
            tell(*[said(problem)] * 2)
        print_overdue(found.editions, day)
        tell(
            f"{len(found.editions)} 份文件，{len(found.problems) + len(wrong)} 处问题。",
            f"{len(found.editions)} documents, {len(found.problems) + len(wrong)} problems.",
        )
    if found.problems or wrong:
        raise typer.Exit((*found.problems, *wrong)[0].kind.exit)


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(help="name of the rule; `outpace protocols explain list` names them all")],
    edition: Annotated[
        str | None, typer.Option(help="id of the edition; the first that has examples unless given")
    ] = None,
    given: Annotated[Path | None, typer.Option(help="YAML or JSON file with facts to decide on")] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="TIME", help="local time of the decision, as 2021-12-12T10:00; now unless given"
        ),
    ] = None,
    zone: Annotated[str, typer.Option(help="time zone of the place")] = "Asia/Shanghai",
    area: Area = "",
    as_json: AsJson = False,
) -> None:
    """Explain a rule: what it decides, which clauses it quotes, its examples; with --given, decide and say why."""
    from outpace.cli import rules_shown

    if rule == "list":
        rules_shown.print_rules()
        return
    if given is not None:
        answer = _decide(rule, rules_shown.chosen(rule, edition), given, as_of, zone, area)
        tell_json(answer) if as_json else rules_shown.print_answer(answer)
        return
    found = rules_shown.explained(rule, edition)
    tell_json(rules_shown.rule_json(found)) if as_json else rules_shown.print_rule(found)


def _decide(name: str, edition: "Edition", given: Path, as_of: str | None, zone: str, area: str) -> dict[str, Any]:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    import yaml

    from outpace.protocols import law_of
    from outpace.protocols.examples import SheetLoader
    from outpace.rulebook.catalogue import rule
    from outpace.rulebook.render import as_json

    try:
        at = datetime.fromisoformat(as_of).replace(tzinfo=ZoneInfo(zone)) if as_of else now()
        facts = yaml.load(given.read_text("utf-8"), SheetLoader)
    except ZoneInfoNotFoundError:
        raise ProblemError("ZONE_UNKNOWN", zone=zone) from None
    except ValueError:
        raise ProblemError("DAY_MALFORMED", value=as_of or "") from None
    except yaml.YAMLError as error:
        raise ProblemError("PROTOCOL_YAML", where=str(given), what=str(error)) from None
    law = law_of(edition.id, at.date(), area)
    return as_json(rule(name).answer(facts, law, at, zone))


@app.command()
def schema() -> None:
    """Print the JSON schema of the files, for editors and programs."""
    import json
    import sys

    from outpace.protocols.schema import schema_of_files

    json.dump(schema_of_files(), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
