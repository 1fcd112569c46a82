"""What the acts have in common: a loop that commits once an act, and the event at its end. It measures nothing."""

from dataclasses import dataclass

FACTS = '{"onset": "2022-03-04", "reported": "2022-03-05", "case_class": "confirmed", "found_by": "community", "place": null}'

_LOOP = """
create procedure {name}(first bigint, until timestamptz, told boolean, inout written bigint) language plpgsql as $loop$
#variable_conflict use_column
declare
    event bigint := first;
    moment timestamptz := clock_timestamp();
    {variables}
begin
    written := 0;
    while moment < until loop
        {statements}
        if told then
            perform ledger.say(event, '{kind}', '90/', null, event, 1, moment, moment, 1, format('{head}', event, moment),
                uuid_send(gen_random_uuid()), {items}, {items_root});
        end if;
        commit;
        written := written + 1;
        event := event + 1;
        moment := clock_timestamp();
    end loop;
end $loop$;
grant execute on procedure {name} to outpace_app;
"""
_HEAD = (
    '{{"account":1,"area":"90/","data":{{"count":1}},"happened":"2022-03-04T00:00:00+00:00","id":%s,"incident":null,'
    '"items_root":null,"kind":"{kind}","recorded":"%s","rows":1,"subject":null}}'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act: its procedure's name, what it writes, and the tables that it writes into. `item`: the hash of its only row."""

    name: str
    kind: str
    statements: str
    tables: tuple[str, ...]
    variables: str = ""
    item: str | None = None

    @property
    def procedure(self) -> str:
        """The procedure that does the act until an instant, from the event `first` on, and says how many it did."""
        return _LOOP.format(
            name=self.name,
            kind=self.kind,
            head=_HEAD.format(kind=self.kind),
            variables=self.variables,
            statements=self.statements,
            items=f"array[{self.item}]" if self.item else "'{}'",
            items_root=rf"sha256('\x00'::bytea || {self.item})" if self.item else "null",
        )
