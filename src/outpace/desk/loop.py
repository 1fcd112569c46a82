"""What one fact sets in motion: read it from top to bottom.

Facts come in, the rulebook decides, the ledger records, people act, facts come in. Each line is an event kind and the acts
that follow from it, in order; each act takes effect once for each event, however often it is tried. Delivery is in
`drain`, the acts' glue between rooms in `effects`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from outpace.desk import effects
from outpace.desk.command import sharing
from outpace.desk.ledger.models import Pending
from outpace.desk.scope.actor import Actor

Effect = Callable[[Actor, Sequence[Pending], datetime], object]
Reach = Callable[[Sequence[Pending]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """When an event of this kind is recorded, this act follows. `emits` are the kinds it may record.

    `reach` gives the areas beside the events' own that the act has to see. A line that closes a circle says in `bound` why
    the circle ends.
    """

    kind: str
    act: Effect
    emits: tuple[str, ...]
    reach: Reach | None = None
    bound: str = ""


class Lane(StrEnum):
    """The queue that an event waits in; each has a worker of its own (see `lanes`)."""

    POSITIVE = "positive"
    ORDINARY = "ordinary"


POSITIVES = ("case.registered", "case.corrected", "case.transferred")
"""The kinds of events that open the positive lane where few cases are told at once. What follows from them stays in it."""

PLANS = ("plan.scheduled", "plan.taken_back")
SHARES = ("grant.issued", "grant.ended")

LOOP: tuple[Line, ...] = (
    Line("case.registered", effects.issue_case_tasks, ("task.issued",)),
    Line(
        "case.registered",
        effects.propose_contacts_of_cases,
        ("contact.proposed",),
        reach=effects.homes_of_exposed_to_cases,
    ),
    Line("case.corrected", effects.issue_case_tasks, ("task.issued",)),
    Line("case.corrected", effects.withdraw_case_tasks, ("task.finished",)),
    Line(
        "case.corrected",
        effects.propose_contacts_of_cases,
        ("contact.proposed",),
        reach=effects.homes_of_exposed_to_cases,
    ),
    Line("case.transferred", effects.issue_case_tasks, ("task.issued",)),
    Line("case.transferred", effects.withdraw_case_tasks, ("task.finished",)),
    Line(
        "case.transferred",
        effects.propose_contacts_of_cases,
        ("contact.proposed",),
        reach=effects.homes_of_exposed_to_cases,
    ),
    Line(
        "exposure.recorded",
        effects.propose_contacts_of_exposures,
        ("contact.proposed",),
        reach=effects.homes_of_exposed,
    ),
    Line(
        "exposure.corrected",
        effects.propose_contacts_of_exposures,
        ("contact.proposed",),
        reach=effects.homes_and_sources_of_exposed,
    ),
    Line(
        "exposure.withdrawn",
        effects.propose_contacts_of_exposures,
        ("contact.proposed",),
        reach=effects.homes_and_sources_of_exposed,
    ),
    Line("contact.proposed", effects.schedule_follow_up, PLANS),
    Line("contact.proposed", effects.issue_contact_tasks, ("task.issued",)),
    Line("contact.proposed", effects.finish_settled_tasks, ("task.finished",)),
    Line("contact.decided", effects.schedule_follow_up, PLANS),
    Line("contact.decided", effects.issue_contact_tasks, ("task.issued",)),
    Line("contact.decided", effects.finish_settled_tasks, ("task.finished",)),
    Line("contact.proposed", sharing.share_source_cases, SHARES, reach=sharing.areas_of_source_cases),
    Line("contact.decided", sharing.share_source_cases, SHARES, reach=sharing.areas_of_source_cases),
    Line("case.transferred", sharing.share_moved_cases, SHARES, reach=sharing.homes_of_contacts),
)

SILENT: dict[str, str] = {
    "account.opened": "who may sign in changes no outbreak fact",
    "account.closed": "who may sign in changes no outbreak fact",
    "account.reset": "who may sign in changes no outbreak fact",
    "account.secured": "how somebody signs in changes no outbreak fact",
    "account.linked": "how somebody signs in changes no outbreak fact",
    "change.asked": "whoever may confirm it sees it on the page at once; only a person decides",
    "change.confirmed": "who may sign in changes no outbreak fact",
    "change.refused": "nothing was changed",
    "change.lapsed": "nothing was changed",
    "change.used": "how somebody signs in changes no outbreak fact",
    "change.seen": "the account's owner knows; nothing follows from it",
    "post.granted": "who may do what changes no outbreak fact; work already given stays where it is",
    "post.ended": "who may do what changes no outbreak fact; work already given stays where it is",
    "post.renewed": "who may do what changes no outbreak fact",
    "token.made": "a system's token changes no outbreak fact",
    "token.ended": "a system's token changes no outbreak fact",
    "alarm.raised": "an alarm speaks to the people who keep the installation",
    "alarm.closed": "the reason is gone; nothing follows from it",
    "alarm.acknowledged": "who takes an alarm on changes no outbreak fact",
    "access.sealed": "the log of openings stands in the ledger; nothing follows from that",
    "area.imported": "areas carry no decision of their own",
    "area.completed": "areas carry no decision of their own",
    "feed.changed": "whether somebody must act on a feed, its alarm says",
    "glass.broken": "reviewers see it on their page at once; only a person decides about it",
    "glass.reviewed": "a review changes a right of the account, never an outbreak fact",
    "glass.due": "reviewers see it above every page; only a person reviews",
    "glass.unreviewed": "the missing review itself suspends the account; nothing has to follow",
    "delivery.retried": "the loop itself takes the event up again",
    "delivery.set_aside": "somebody decided, with a reason, that the event waits",
    "grant.issued": "who may see a row in another area is read by the policies",
    "grant.ended": "who may see a row in another area is read by the policies",
    "hold.opened": "a hold keeps rows; it decides nothing about anybody",
    "incident.opened": "an incident is a frame; its cases set things in motion",
    "incident.total_stated": "a figure beside the list; no decision rests on it",
    "ledger.erased": "the facts stay; what an old event said about them is gone",
    "link.registered": "a transmission link is knowledge about cases, never a follow-up list",
    "list.exported": "who took a list out as a file changes no outbreak fact",
    "opening.released": "an account may open persons again; no outbreak fact changes",
    "opening.stopped": "reviewers see it on their page at once; only a person releases it",
    "match.proposed": "two records may be one person; a steward decides, and no outbreak fact changes until then",
    "match.refuted": "two records stay two people; nothing was joined",
    "person.linked": "records are read together under their head; each keeps its own facts and decisions",
    "person.unlinked": "records are read apart again; each has kept its own facts and decisions",
    "plan.scheduled": "a plan is a proposal; only an order would act on people",
    "plan.taken_back": "its tests end with it; its tasks are withdrawn by the same fact",
    "receipt.closed": "the rows' own events have done the work",
    "receipt.read": "the rows' own events have done the work",
    "receipt.replayed": "the rows' own events have done the work",
    "reject.sealed": "the same refused rows, sealed by an upgrade",
    "request.answered": "an answer in words; a correction it leads to is a fact of its own",
    "request.filed": "the ombudsman sees it on her page at once; only a person answers",
    "retention.applied": "what is past its limit is gone; no decision rests on it",
    "switch.opened": "a temporary switch ends by its date; the alarm says when it did not",
    "switch.lifted": "the ordinary way again",
    "task.issued": "the task list is the effect",
    "task.assigned": "the task list is the effect",
    "task.tried": "an attempt changes no decision",
    "task.finished": "what the work found comes in as its own fact",
    "task.overdue": "shown on every list; escalation needs posts that the command room will bring",
    "test.overdue": "shown with the plan",
    "witness.added": "who signs under the log decides nothing about people",
}


def lines_for(kind: str) -> tuple[Line, ...]:
    """The lines that follow from a kind of event."""
    return tuple(line for line in LOOP if line.kind == kind)
