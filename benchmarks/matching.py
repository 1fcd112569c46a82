"""How well and how fast records are found to be one person, on generated people with a known truth.

A register of people, and a second file in which half of them come again as they do in life: written in pinyin, in another
spelling, with a slip in the name, the number or the date, without a number, from another county; the other half are new, with
relatives, namesakes and twins among them. Nobody in it exists. The peer is what many registers do: an exact comparison of
name and telephone or of name and birth date.
"""

import random
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from benchmarks.harness import Bar, Report, Result, Size
from outpace.matching.blocking import blocking_keys
from outpace.matching.names import read_name, usual_sound
from outpace.matching.profile import Profile
from outpace.matching.score import Verdict, compare, is_certain
from outpace.words.identity import Document, DocumentKind, check_character
from outpace.words.moment import Dated

PEOPLE = {Size.SMALL: 4_000, Size.FULL: 40_000}
SEED = 20220307
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余"
    "于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯"
    "龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
COMPOUND = ("欧阳", "上官", "司马", "诸葛")
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建国志云晓雪梅飞鹏博浩宇轩"
    "子涵梓欣怡佳琪思雨辰逸晨皓瑞嘉俊凯文昊天睿诗语梦瑶若曦可馨雅琴清泽南秋生立东海波"
    "兰凤香春莲德才旺福禄寿喜"
)
WEIGHTED = [max(1, round(60 / (rank + 1) ** 0.7)) for rank in range(len(SURNAMES))]
COUNTIES = tuple(f"99/9901{n:02}/" for n in range(12))
OTHER_SPELLINGS = {"zh": "ch", "q": "ch", "x": "hs", "j": "ch", "z": "ts", "d": "t", "g": "k", "b": "p"}


@dataclass(frozen=True, slots=True)
class Pairing:
    """A register, who comes again or new, and which of the register each newcomer truly is (None: nobody)."""

    register: list[Profile]
    newcomers: list[Profile]
    truth: list[int | None]


def measure(size: Size) -> Report:
    """Generate, compare through blocking keys, count what was found."""
    people = PEOPLE[size]
    pairing = generate(people, SEED)
    began = time.perf_counter()
    keys = [blocking_keys(one) for one in (*pairing.register, *pairing.newcomers)]
    keyed = time.perf_counter() - began
    began = time.perf_counter()
    found = quality(pairing)
    took = time.perf_counter() - began - keyed
    plain = exact(pairing)
    return Report(
        {"people": people, "newcomers": len(pairing.newcomers), "seed": SEED, "compared": found.compared},
        [
            Result("recall of pairs to look at or proposed", found.recall, "share", plain.recall, Bar(0.95)),
            Result("precision of pairs proposed as the same", found.precision, "share", plain.precision, Bar(0.98)),
            Result("recall of pairs proposed as the same", found.proposed_recall, "share", plain.recall, Bar(0.7)),
            Result("joined without anybody, wrongly", found.wrongly_certain, "pairs", bar=Bar(0, is_ceiling=True)),
            Result("pairs a steward sees for each true one", found.load, "pairs", bar=Bar(1.6, is_ceiling=True)),
            Result(
                "blocking keys for each person", sum(map(len, keys)) / len(keys), "keys", bar=Bar(5, is_ceiling=True)
            ),
            Result("people keyed", len(keys) / keyed, "1/s", bar=Bar(5_000)),
            Result("pairs compared", found.compared / max(took, 1e-9), "1/s", bar=Bar(2_000)),
        ],
    )


@dataclass(frozen=True, slots=True)
class Quality:
    """What was found of the truth. `load`: pairs shown for each true pair found."""

    recall: float
    precision: float
    proposed_recall: float
    wrongly_certain: int
    load: float
    compared: int


def quality(pairing: Pairing) -> Quality:
    """Compare every newcomer with everybody who shares a key, and count."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(pairing.register):
        for key in blocking_keys(one):
            blocks[key].append(index)
    true = shown = proposed = found = proposed_true = wrong = compared = 0
    for newcomer, truth in zip(pairing.newcomers, pairing.truth, strict=True):
        true += truth is not None
        for index in {i for key in blocking_keys(newcomer) for i in blocks.get(key, ()) if len(blocks[key]) <= 50}:
            score = compare(newcomer, pairing.register[index])
            compared += 1
            shown += score.verdict is not Verdict.DIFFERENT
            proposed += score.verdict is Verdict.SAME
            found += index == truth and score.verdict is not Verdict.DIFFERENT
            proposed_true += index == truth and score.verdict is Verdict.SAME
            wrong += index != truth and is_certain(newcomer, pairing.register[index], score)
    return Quality(
        recall=found / true,
        precision=proposed_true / max(1, proposed),
        proposed_recall=proposed_true / true,
        wrongly_certain=wrong,
        load=shown / max(1, found),
        compared=compared,
    )


def exact(pairing: Pairing) -> Quality:
    """The peer: the same name and telephone, or the same name and birth date, letter by letter."""
    held: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for index, one in enumerate(pairing.register):
        for key in _exact_keys(one):
            held[key].add(index)
    true = found = shown = 0
    for newcomer, truth in zip(pairing.newcomers, pairing.truth, strict=True):
        hits = {index for key in _exact_keys(newcomer) for index in held.get(key, ())}
        true += truth is not None
        found += truth in hits
        shown += len(hits)
    return Quality(found / true, found / max(1, shown), found / true, 0, shown / max(1, found), shown)


def _exact_keys(one: Profile) -> Iterable[tuple[object, ...]]:
    if one.name and one.phone:
        yield ("phone", one.name, one.phone)
    if one.name and one.birth:
        yield ("birth", one.name, one.birth)


def generate(people: int, seed: int) -> Pairing:
    """People of a register and newcomers, every second of them somebody from it in another writing."""
    chance = random.Random(seed)
    register = [_person(chance) for _ in range(people)]
    newcomers: list[Profile] = []
    truth: list[int | None] = []
    for index in chance.sample(range(people), people // 2):
        newcomers.append(_again(register[index], chance))
        truth.append(index)
        newcomers.append(_stranger(register[index], chance))
        truth.append(None)
    return Pairing(register, newcomers, truth)


def _person(chance: random.Random) -> Profile:
    family = chance.choice(COMPOUND) if chance.random() < 0.01 else chance.choices(SURNAMES, WEIGHTED)[0]
    born = date(1935, 1, 1) + timedelta(days=chance.randrange(31_000))
    area = chance.choice(COUNTIES)
    digits = f"{area[3:9]}{born:%Y%m%d}{chance.randrange(1, 999):03}"
    number = Document(DocumentKind.NATIONAL, digits + check_character(digits), "CN")
    return Profile(
        name=family + "".join(chance.choices(GIVEN, k=1 if chance.random() < 0.2 else 2)),
        phone=f"1{chance.choice('3578')}{chance.randrange(10**9):09}",
        document=number if chance.random() < 0.6 else None,
        birth=Dated(born) if chance.random() < 0.8 else None,
        age=2022 - born.year,
        seen=date(2022, 3, 7),
        sex=chance.choice("fm"),
        area_path=area,
    )


def _again(one: Profile, chance: random.Random) -> Profile:
    """The same person as another office writes her: some things missing, at most two things wrong."""
    told = one
    if chance.random() < 0.45:
        told = replace(told, document=None)
    if chance.random() < 0.25:
        told = replace(told, area_path=chance.choice(COUNTIES))
    if chance.random() < 0.3 and (told.document or told.birth):
        told = replace(told, phone=None)
    for spoil in chance.sample(_SPOILERS, k=chance.choices((0, 1, 2), (3, 5, 2))[0]):
        told = spoil(told, chance)
    return told


def _pinyin(one: Profile, chance: random.Random) -> Profile:
    family, *given = usual_sound(read_name(one.name or ""))
    words = [family.title(), "".join(given).title() if chance.random() < 0.7 else " ".join(g.title() for g in given)]
    return replace(one, name=" ".join(words if chance.random() < 0.5 else reversed(words)))


def _respelled(one: Profile, chance: random.Random) -> Profile:
    """Pinyin with its first sounds spelled as in Wade-Giles."""
    said = []
    for sound in usual_sound(read_name(one.name or "")):
        start = next((s for s in ("zh", "q", "x", "j", "z", "d", "g", "b") if sound.startswith(s)), "")
        said.append(OTHER_SPELLINGS.get(start, start) + sound.removeprefix(start))
    return replace(one, name=f"{said[0].title()} {'-'.join(said[1:]).title()}")


def _homophone(one: Profile, chance: random.Random) -> Profile:
    alike = {
        "明": "铭",
        "晓": "小",
        "伟": "纬",
        "丽": "莉",
        "敏": "闵",
        "静": "婧",
        "佳": "嘉",
        "雨": "语",
        "文": "雯",
        "杰": "洁",
    }
    name = one.name or ""
    return replace(one, name=name[:1] + "".join(alike.get(letter, letter) for letter in name[1:]))


def _name_slip(one: Profile, chance: random.Random) -> Profile:
    name = one.name or ""
    return replace(one, name=name[:-1] + chance.choice(GIVEN)) if len(name) > 2 and name.isalpha() else one


def _phone_slip(one: Profile, chance: random.Random) -> Profile:
    if not one.phone:
        return one
    at = len(one.phone) - 1 - chance.randrange(7)
    return replace(one, phone=one.phone[:at] + str((int(one.phone[at]) + 1) % 10) + one.phone[at + 1 :])


def _swapped(one: Profile, chance: random.Random) -> Profile:
    if one.birth is None or one.birth.day.day > 12:
        return one
    born = one.birth.day
    return replace(one, birth=Dated(born.replace(month=born.day, day=born.month)), document=None)


def _spaced(one: Profile, chance: random.Random) -> Profile:
    return replace(one, name=" ".join(one.name or ""), phone=f"+86 {one.phone}" if one.phone else None)


def _ageless(one: Profile, chance: random.Random) -> Profile:
    return replace(one, birth=None, age=None, document=None)


_SPOILERS = (_pinyin, _respelled, _homophone, _name_slip, _phone_slip, _swapped, _spaced, _ageless)


def _stranger(one: Profile, chance: random.Random) -> Profile:
    """Somebody else: a stranger, or whoever is easily taken for her: a relative, a namesake, a twin."""
    other = _person(chance)
    kind = chance.random()
    if kind < 0.15:
        return replace(
            other, name=(one.name or "")[:1] + (other.name or "")[1:], phone=one.phone, area_path=one.area_path
        )
    if kind < 0.3:
        return replace(other, name=one.name)
    if kind < 0.33:
        twin = (one.name or "")[:-1] + chance.choice(GIVEN)
        return replace(other, name=twin, birth=one.birth, age=one.age, area_path=one.area_path)
    return other
