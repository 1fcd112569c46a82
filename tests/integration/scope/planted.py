"""One record of every kind in a county, by its public id: what somebody of another county must not find."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client

from outpace.desk.scope.actor import Actor, Role, local_operator, service
from outpace.desk.scope.session import scope
from outpace.words.ids import IdKind, decode, encode, random_key
from outpace.words.purpose import Purpose
from tests.integration.api.conftest import API, Browser, case_row, enter, signed_in
from tests.integration.conftest import NOW, Province

AT = {"happened": NOW, "recorded": NOW}


@dataclass
class System(Browser):
    """A laboratory's system: no page and no cookie, a token with every call."""

    shown: str = ""

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"{API}{path}", query, headers=self._headers())

    def post(
        self, path: str, body: object, *, key: str | None = None, version: int | None = None, method: str = "post"
    ) -> Any:
        headers = self._headers() | {"Idempotency-Key": key or str(uuid.uuid4())}
        headers |= {} if version is None else {"If-Match": str(version)}
        return self.client.post(f"{API}{path}", json.dumps(body), content_type="application/json", headers=headers)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.shown}"}


@dataclass
class Planter:
    """Plants in one county, through its tracer, administrator and commander where there is a route, else as the acts would."""

    province: Province
    county: Any
    tracer: Browser
    keeper: Browser
    chief: Browser
    settle: Callable[[], None]
    letter: str
    system: System | None = None

    def plant(self) -> dict[str, str]:
        """Ids by what they are ids of."""
        ids = self._case()
        person = _key(IdKind.PERSON, ids["person"])
        curious = Actor(_account(f"curious_{self.letter}", self.county), Role.TRACER, (self.county.path,))
        stopped = _account(f"stopped_{self.letter}", self.county)
        with scope(curious, Purpose.TEST):
            ids |= self._read(person, curious) | self._glass(person, curious)
        with scope(self.province.commander, Purpose.TEST):
            ids |= self._files() | self._openings(person, stopped) | self._match(person, ids["case"])
            ids |= self._grant(_key(IdKind.CASE, ids["case"]), curious)
        return ids | self._account() | self._failure() | self._session()

    def _case(self) -> dict[str, str]:
        incident = encode(IdKind.INCIDENT, self.province.incident.pk)
        number = f"{self.letter}-1"
        answer = self.tracer.post(
            "/cases", {"incident": incident, "rows": [case_row(number, area_code=self.county.code)]}
        )
        case = answer.json()["accepted"][0]["id"]
        told = {"name": "罗燕", "setting": "household", "first": "2022-03-03", "last": "2022-03-05"}
        met = self.tracer.post(f"/cases/{case}/exposures", {"rows": [told]})
        assert met.status_code == 200, met.content
        self.settle()
        contact = self.tracer.get("/contacts", case=case).json()["items"][0]
        tasks = self.tracer.get("/tasks", case=case).json()["items"]
        return {
            "case": case,
            "exposure": met.json()["accepted"][0]["id"],
            "contact": contact["id"],
            "person": contact["person"]["id"],
            "patient": self.tracer.get(f"/cases/{case}").json()["person"]["id"],
            "task": next(task["id"] for task in tasks if task["subject"]["id"] == contact["id"]),
            "mine": next(task["id"] for task in tasks if task["subject"]["id"] == case),
            "incident": incident,
        }

    def _files(self) -> dict[str, str]:
        from outpace.desk.intake.models import Receipt, Reject

        receipt = Receipt.objects.create(
            kind="linelist",
            file_name="a.csv",
            sha256="0" * 64,
            size=1,
            incident=self.province.incident,
            area=self.county,
            area_path=self.county.path,
            mapping={"order": ["编号"], "columns": {"编号": "number"}, "constants": {}, "date_order": None},
            state="waiting",
            rows_total=1,
            started_at=NOW,
        )
        said = {"field": "onset", "label_zh": "发病日期", "label_en": "onset", "value": "2022-13-01"}
        problems = [{"field": "onset", "code": "DATE_IMPOSSIBLE", "params": said}]
        row = Reject.objects.create(
            receipt=receipt, row=1, raw={"编号": ""}, problems=problems, area_path=self.county.path
        )
        return {"receipt": encode(IdKind.RECEIPT, receipt.pk), "reject": encode(IdKind.REJECT, row.pk)}

    def _read(self, person: int, curious: Actor) -> dict[str, str]:
        from outpace.desk.ledger.models import Access
        from outpace.desk.openings.opening import read_record

        read_record(subject=person, purpose=Purpose.OPEN_CASE, at=NOW)
        access = Access.objects.get(subject_id=person, account_id=curious.account)
        return {"access": encode(IdKind.ACCESS, access.pk), "reader": encode(IdKind.ACCOUNT, curious.account)}

    def _glass(self, person: int, curious: Actor) -> dict[str, str]:
        from outpace.desk.clock import now
        from outpace.desk.openings import acts
        from outpace.desk.openings.words import GlassReason

        why = "somebody is in danger at home and nobody answers"
        glass = acts.break_glass(by=curious, subject=person, reason=GlassReason.DANGER, text=why, at=now())
        return {"glass": encode(IdKind.GLASS, glass.pk)}

    def _openings(self, person: int, stopped: int) -> dict[str, str]:
        from outpace.desk.openings import acts
        from outpace.desk.openings.models import Stop
        from outpace.desk.openings.words import Ask, Cause, Right
        from outpace.desk.people.models import Person

        by, held = self.province.commander, Person.objects.get(pk=person)
        why = "somebody looked at my record last night and never called"
        stop = Stop.objects.create(
            account_id=stopped,
            right=Right.OPENING,
            cause=Cause.OPENS_HOUR,
            count=60,
            area_path=self.county.path,
            at=NOW,
            wall=NOW,
        )
        _say(by, "opening.stopped", self.county.path, {"account": stopped, "cause": "opens_hour", "count": 60})
        request = acts.ask(by=by, person=held, kind=Ask.COMPLAINT, text=why, about=None, at=NOW)
        return {
            "stop": encode(IdKind.STOP, stop.pk),
            "request": encode(IdKind.REQUEST, request.pk),
        }

    def _match(self, person: int, case: str) -> dict[str, str]:
        from outpace.desk.cases.models import Case
        from outpace.desk.people.models import Candidate

        known = Case.objects.get(pk=_key(IdKind.CASE, case)).person_id
        event = random_key()
        pair = Candidate.objects.create(
            person_id=person,
            other_id=known,
            score=9.0,
            verdict="look",
            reasons=[],
            area_path=self.county.path,
            found_at=NOW,
            event_id=event,
        )
        _say(self.province.commander, "match.proposed", self.county.path, {"count": 1}, event)
        return {"match": encode(IdKind.MATCH, pair.pk)}

    def _grant(self, case: int, to: Actor) -> dict[str, str]:
        """The case shown to one account, which works elsewhere."""
        from outpace.desk.clock import now
        from outpace.desk.scope.grants import Shared, issue_grant
        from outpace.desk.scope.models import Grant

        at, by = now(), self.province.commander
        row = Shared(subject=case, area_path=self.county.path, to_account=to.account, ends=at + timedelta(days=9))
        issue_grant(by=by, purpose=Purpose.TRACE_CONTACTS, rows=[row], incident=None, at=at)
        return {"grant": encode(IdKind.GRANT, Grant.objects.get(subject_id=case, to_account=to.account).pk)}

    def _account(self) -> dict[str, str]:
        from outpace.desk.accounts.models import Account
        from outpace.desk.clock import wall_now

        name, area = f"lab_{self.letter}", encode(IdKind.AREA, self.county.pk)
        opened = {
            "name": name,
            "zh": "检验",
            "en": "lab",
            "role": "tracer",
            "area": area,
            "ends": "2030-01-01T00:00:00Z",
            "reason": "results of the county",
        }
        made = self.keeper.post("/accounts", opened | {"system": True})
        assert made.status_code == 200, made.content
        with scope(self.province.commander, Purpose.TEST):
            account = encode(IdKind.ACCOUNT, Account.objects.get(name=name).pk)
        self._confirm()
        held = self.keeper.get(f"/accounts/{account}").json()
        post = held["posts"][0]["id"]
        body = {"post": post, "label": "results", "ends": (wall_now() + timedelta(days=7)).isoformat()}
        asked = self.keeper.post(f"/accounts/{account}/tokens", body | {"reason": "results"}, version=held["version"])
        assert asked.status_code == 200, asked.content
        self._confirm()
        self.system = System(Client(SERVER_NAME="127.0.0.1"), f"opt_{self._half(self.keeper)}.{self._half(self.chief)}")
        held = self.keeper.get(f"/accounts/{account}").json()
        waits = self.keeper.post(f"/accounts/{account}/tokens", body | {"reason": "another"}, version=held["version"])
        assert waits.status_code == 200, waits.content
        told = {"change": self._latest(self.chief)["id"], "notice": self._notice()}
        return {"account": account, "post": post, "token": held["tokens"][0]["id"]} | told

    def _latest(self, browser: Browser) -> dict[str, Any]:
        """The latest change to an account of the county."""
        return dict(browser.get("/account-changes").json()["items"][0])

    def _confirm(self) -> None:
        row = self._latest(self.chief)
        answer = self.chief.post(f"/account-changes/{row['id']}/decision", {"confirmed": True}, version=row["version"])
        assert answer.status_code == 200, answer.content

    def _half(self, browser: Browser) -> str:
        row = self._latest(browser)
        answer = browser.post(f"/account-changes/{row['id']}/half", {}, version=row["version"])
        assert answer.status_code == 200, answer.content
        return str(answer.json()["half"])

    def _notice(self) -> str:
        """What was done to the sign-in of the curious."""
        from outpace.desk.accounts.change_acts import note_by_machine
        from outpace.desk.accounts.models import Account

        with scope(local_operator(), Purpose.TEST) as by:
            curious = Account.objects.get(name=f"curious_{self.letter}")
            return encode(IdKind.CHANGE, note_by_machine(by=by, account=curious, at=NOW).pk)

    def _failure(self) -> dict[str, str]:
        from outpace.desk.ledger.models import Pending

        key = random_key()
        with scope(service(self.county.path), Purpose.LOOP):
            Pending.objects.create(
                event_id=key,
                kind="case.registered",
                area_path=self.county.path,
                recorded=NOW,
                attempts=3,
                failure="KeyError",
            )
        return {"failure": encode(IdKind.EVENT, key)}

    def _session(self) -> dict[str, str]:
        """Another session of the tracer's, beside the one she works in."""
        enter(f"tracer_{self.letter}")
        sessions = self.tracer.get("/my-account").json()["sessions"]
        return {"session": next(one["id"] for one in sessions if not one["current"])}


def resident_of(province: Province, county: Any, person: str, name: str) -> Browser:
    """The page of somebody whose own record it is."""
    from outpace.desk.accounts.models import Account

    browser = signed_in(name, Role.RESIDENT, county.path)
    with scope(province.commander, Purpose.TEST) as by:
        Account.objects.filter(name=name).update(subject_id=_key(IdKind.PERSON, person))
        _say(by, "test.doctored", county.path, {})
    return browser


def _account(name: str, county: Any) -> int:
    from outpace.desk.accounts.models import Account
    from tests.integration.api.conftest import open_post

    open_post(name, Role.TRACER, county.path)
    with scope(local_operator(), Purpose.TEST):
        return Account.objects.get(name=name).pk


def _say(by: Actor, kind: str, path: str, data: dict[str, object], event: int | None = None) -> None:
    from outpace.desk.ledger.record import Event, record

    own = {} if event is None else {"id": event}
    record(Event(kind=kind, by=by, area_path=path, data=data, **AT, **own))  # type: ignore[arg-type]


def _key(kind: IdKind, text: str) -> int:
    key = decode(kind, text)
    assert key is not None, text
    return key
