"""Shapes of the chains of transmission: figures, graph, follow-up if traced."""

from ninja import Schema

from outpace.desk.http.shapes import Both, ClauseOut, NumberedRef
from outpace.desk.situation.answers.figures import Known


class ComponentOut(Schema):
    """Cases joined by links. `component` is its place, as the graph takes it."""

    component: int
    size: int
    root_ids: list[str]
    roots: list[NumberedRef]
    generations: int


class OffspringOut(Schema):
    """How many a case may have infected, and how many it surely did among the known."""

    case_id: str
    number: str
    offspring: int
    offspring_certain: int


class ChainsOut(Known):
    """Chains of transmission among the known cases."""

    known: int
    reported_total: int | None
    reported_source: str | None
    links: int
    infectees: int
    ambiguous: int
    from_outside: int
    lone: int
    components_total: int
    components: list[ComponentOut]
    generation_unknown: int
    offspring_top: list[OffspringOut]
    sentence: Both


class NodeOut(Schema):
    """A case in the graph; its generation is null where candidates disagree or lie out of sight."""

    id: str
    number: str
    generation: int | None
    found_by: str | None
    case_class: str | None
    onset: str | None
    area_name: Both | None


class EdgeOut(Schema):
    """A transmission link; ambiguous where its infectee has several candidates."""

    source: str
    target: str
    setting: str | None
    setting_text: str | None
    ambiguous: bool
    link_id: str


class GraphOut(Known):
    """A chain graph; `total` cases belong to it, of which the nearest are here when it is truncated."""

    nodes: list[NodeOut]
    edges: list[EdgeOut]
    truncated: bool
    total: int


class IfTracedRow(Schema):
    """One infectee: last exposure, and until when a follow-up would have run."""

    link_ids: list[str]
    infectee: NumberedRef
    ambiguous: bool
    last_exposure: str | None
    follow_up_end: str | None
    needs: list[str]
    clause: ClauseOut | None
    reason: Both


class IfTracedOut(Known):
    """Every infectee of a transmission link, by case number."""

    items: list[IfTracedRow]
    total: int
    unknown: int
    edition: str
