"""Who works in the fiction, and the sign-ins that a demo makes for one run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from outpace.desk.accounts.acts import open_account
from outpace.desk.accounts.models import Account
from outpace.desk.areas.models import Area, Incident
from outpace.desk.areas.queries import incident_by_code
from outpace.desk.cases.models import Case
from outpace.desk.drills.fiction import fiction_edition
from outpace.desk.drills.staff import Staff
from outpace.desk.isolation.models import Plan
from outpace.desk.people.models import Person
from outpace.desk.scope.actor import Actor, Role, local_operator
from outpace.desk.scope.session import scope
from outpace.desk.tasks.acts import assign_tasks
from outpace.desk.tasks.models import Task
from outpace.protocols import load_edition
from outpace.words.decision import Text
from outpace.words.purpose import Purpose
from outpace.world.outbreak import Outbreak
from outpace.world.outbreak.demo import CODE

TERM = timedelta(days=365)
SHIFT, LATE = 14, timedelta(hours=3)
SURNAMES = "程何许邵严白顾陆韩沈方贺"
SURNAMES_EN = ("Cheng", "He", "Xu", "Shao", "Yan", "Bai", "Gu", "Lu", "Han", "Shen", "Fang", "Ho")
GIVEN, GIVEN_EN = (
    "越棠航宁敏川青一玲瑶舟安",
    ("Yue", "Tang", "Hang", "Ning", "Min", "Chuan", "Qing", "Yi", "Ling", "Yao", "Zhou", "An"),
)


KEEPERS = (
    (Role.ADMINISTRATOR, Text("方敏", "Fang Min"), Text("账号管理员", "administrator of accounts")),
    (Role.STEWARD, Text("贺川", "Ho Chuan"), Text("身份核对员", "identity steward")),
    (Role.OMBUDSMAN, Text("顾青", "Gu Qing"), Text("监察员", "ombudsman")),
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in made for this run."""

    name: str
    password: str
    what_zh: str
    what_en: str


def employ(outbreak: Outbreak, at: datetime) -> Staff:
    """Open an account in each county of the outbreak; nobody knows their passwords."""
    counties = sorted({case.county for case in outbreak.cases})
    with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
        accounts = {}
        for n, area in enumerate(Area.objects.filter(code__in=counties).order_by("code")):
            made = _open(by, f"staff-{area.code}", _name(n), None, Role.TRACER, area.path, at)
            accounts[area.path] = made.pk
    return Staff(accounts, load_edition(fiction_edition()).tiers[0].id)


def _name(n: int) -> Text:
    k = n % len(SURNAMES)
    return Text(zh=SURNAMES[k] + GIVEN[k], en=f"{SURNAMES_EN[k]} {GIVEN_EN[k]}")


def _open(
    by: Actor,
    name: str,
    display: Text,
    password: str | None,
    role: Role,
    path: str,
    at: datetime,
    subject: int | None = None,
) -> Account:
    return open_account(
        by=by,
        name=name,
        zh=display.zh,
        en=display.en,
        password=password,
        role=role,
        area_path=path,
        starts=at,
        ends=at + TERM,
        subject=subject,
    )


def sign_ins(at: datetime, password: Callable[[], str]) -> list[SignIn]:
    """Make the run's sign-ins: a commander, a tracer of the hardest-hit county, a resident with a proposed follow-up,
    and who keeps accounts, settles identities and looks after the access log. They have no second factor.
    """
    with scope(local_operator(), Purpose.DEMO) as by:
        incident = incident_by_code(CODE)
        county, resident = _hardest_hit(incident), _resident(incident)
        commander = SignIn("commander", password(), "值守指挥长（全省）", "commander, whole province")
        tracer = SignIn("tracer", password(), f"流调员（{county.name_zh}）", f"tracer, {county.name_en}")
        person = SignIn("resident", password(), "居民（密接）", "resident, a contact")
        _open(
            by, "commander", Text("沈知远", "Shen Zhiyuan"), commander.password, Role.COMMANDER, incident.area.path, at
        )
        worker = _open(by, "tracer", Text("沈瑶", "Shen Yao"), tracer.password, Role.TRACER, county.path, at)
        _give_work(by, worker, county.path, at)
        _open(
            by,
            "resident",
            Text("居民", "Resident"),
            person.password,
            Role.RESIDENT,
            resident.area_path,
            at,
            resident.pk,
        )
        keepers = [_keeper(by, *keeper, password(), incident.area.path, at) for keeper in KEEPERS]
    return [commander, tracer, person, *keepers]


def _keeper(by: Actor, role: Role, display: Text, what: Text, password: str, path: str, at: datetime) -> SignIn:
    _open(by, role, display, password, role, path, at)
    return SignIn(role, password, what.zh, what.en)


def _give_work(by: Actor, account: Account, path: str, at: datetime) -> None:
    """Give the tracer a shift's work, once: the tasks of her county whose limits come first."""
    if not Task.objects.filter(owner=account).exists():
        urgent = Task.objects.filter(done_at=None, area_path__startswith=path, due_at__gt=at - LATE).order_by(
            "due_at", "id"
        )
        assign_tasks(by=by, tasks=list(urgent[:SHIFT]), owner=account.pk, at=at)


def _hardest_hit(incident: Incident) -> Area:
    counties = Area.objects.filter(level="county")
    cases = list(Case.objects.filter(incident=incident).values_list("area_path", flat=True))
    return max(counties, key=lambda area: sum(path.startswith(area.path) for path in cases))


def _resident(incident: Incident) -> Person:
    county = _hardest_hit(incident)
    held = Account.objects.filter(name="resident").exclude(subject_id=None).first()
    if held is not None:
        return Person.objects.get(pk=held.subject_id)
    plans = Plan.objects.filter(incident=incident, superseded_by=None, area_path__startswith=county.path).exclude(
        ends=None
    )
    return plans.select_related("person").order_by("-recorded", "id")[0].person
