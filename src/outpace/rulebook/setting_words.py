"""How an exposure reads in a sentence, in both languages. Decides nothing."""

from functools import lru_cache

from outpace.rulebook.sentences import Value
from outpace.words.contact import NOT_ASKED, ContactKind, ExposureFacts, Immunity, Means, Setting, Susceptibility
from outpace.words.decision import Text

_SETTINGS = {
    Setting.HOUSEHOLD: Text(zh="共同居住", en="same household"),
    Setting.WORK: Text(zh="工作场所", en="at work"),
    Setting.SCHOOL: Text(zh="学校", en="at school"),
    Setting.MEAL: Text(zh="共餐", en="shared meal"),
    Setting.CARE: Text(zh="照料或诊疗", en="care"),
    Setting.HOSPITAL: Text(zh="医院内", en="in hospital"),
    Setting.TRANSPORT: Text(zh="同乘交通工具", en="shared transport"),
    Setting.GATHERING: Text(zh="聚集活动", en="gathering"),
    Setting.BRIEF: Text(zh="短暂接触", en="brief contact"),
    Setting.OTHER: Text(zh="其他情形", en="other setting"),
}
_KINDS = {
    ContactKind.FACE_TO_FACE: Text(zh="近距离面对面", en="face to face"),
    ContactKind.SAME_ROOM: Text(zh="同处一室", en="same room"),
    ContactKind.SKIN: Text(zh="皮肤直接接触", en="skin contact"),
    ContactKind.BODY_FLUID: Text(zh="接触血液或体液", en="blood or body fluids"),
    ContactKind.SHARPS: Text(zh="锐器刺伤", en="injury by a sharp object"),
    ContactKind.SEXUAL: Text(zh="性接触", en="sexual contact"),
    ContactKind.DEAD_BODY: Text(zh="接触遗体", en="touching a dead body"),
    ContactKind.AEROSOL_PROCEDURE: Text(zh="产生气溶胶的操作", en="aerosol-generating procedure"),
    ContactKind.SHARED_ITEMS: Text(zh="共用被褥或物品", en="shared bedding or objects"),
    ContactKind.CONTAMINATED_PLACE: Text(zh="接触污染的环境", en="contaminated place"),
    ContactKind.SHARED_FOOD: Text(zh="同一份食物", en="same food"),
    ContactKind.SHARED_LATRINE: Text(zh="共用厕所", en="shared latrine"),
    ContactKind.WATER_POINT: Text(zh="共用水源", en="same water point"),
    ContactKind.ANIMAL: Text(zh="接触动物", en="contact with an animal"),
}
_IMMUNITY = {
    Immunity.DOCUMENTED: Text(zh="有免疫证明", en="immunity documented"),
    Immunity.UNDOCUMENTED: Text(zh="无免疫证明", en="no proof of immunity"),
    Immunity.NOT_IMMUNE: Text(zh="确认无免疫", en="known not to be immune"),
}
_MEANS = {
    Means.VACCINE: Text(zh="暴露后接种疫苗", en="vaccine after exposure"),
    Means.IMMUNOGLOBULIN: Text(zh="暴露后注射免疫球蛋白", en="immunoglobulin after exposure"),
    Means.MEDICINE: Text(zh="暴露后预防用药", en="medicine after exposure"),
}
_PROTECTED = {True: Text(zh="有效防护", en="protected"), False: Text(zh="无有效防护", en="unprotected")}
_CLOSED = {True: Text(zh="密闭空间", en="closed space"), False: Text(zh="非密闭空间", en="open space")}


def given_text(exposure: ExposureFacts, person: Susceptibility = NOT_ASKED) -> Text:
    """Name setting and kinds of contact, and what is known of space, protection, minutes, immunity and prophylaxis."""
    said = _given(exposure.setting, exposure.closed_space, exposure.protected, exposure.minutes)
    if not exposure.kinds and person is NOT_ASKED:
        return said
    words = [said, *(_KINDS[kind] for kind in ContactKind if kind in (exposure.kinds or ()))]
    words += [_IMMUNITY[person.immunity]] if person.immunity is not None else []
    words += [_MEANS[given.means] for given in person.prophylaxis or ()]
    return _joined(words)


def evidence_of(exposure: ExposureFacts, person: Susceptibility) -> dict[str, Value]:
    """The facts of a contact that are known, for the evidence of a reason."""
    known = {name: getattr(exposure, name) for name in ("minutes", "protected", "closed_space")}
    evidence: dict[str, Value] = {name: value for name, value in known.items() if value is not None}
    evidence |= {name: str(day) for name in ("first", "last") if (day := getattr(exposure, name)) is not None}
    if exposure.kinds:
        evidence["kinds"] = tuple(sorted(exposure.kinds))
    if person.immunity is not None:
        evidence["immunity"] = person.immunity
    if person.prophylaxis:
        evidence["prophylaxis"] = tuple(f"{given.means} {given.day or given.at}" for given in person.prophylaxis)
    return evidence


@lru_cache(maxsize=4096)
def _given(setting: Setting, closed: bool | None, protected: bool | None, minutes: int | None) -> Text:
    words = [_SETTINGS[setting]]
    words += [_CLOSED[closed]] if closed is not None else []
    words += [_PROTECTED[protected]] if protected is not None else []
    words += [Text(zh=f"{minutes} 分钟", en=f"{minutes} min")] if minutes is not None else []
    return _joined(words)


def _joined(words: list[Text]) -> Text:
    return Text(zh="、".join(word.zh for word in words), en=", ".join(word.en for word in words))
