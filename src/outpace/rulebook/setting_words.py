"""How an exposure reads in a sentence, in both languages. Decides nothing."""

from functools import lru_cache

from outpace.words.contact import ExposureFacts, Setting
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
_PROTECTED = {True: Text(zh="有效防护", en="protected"), False: Text(zh="无有效防护", en="unprotected")}
_CLOSED = {True: Text(zh="密闭空间", en="closed space"), False: Text(zh="非密闭空间", en="open space")}


def given_text(exposure: ExposureFacts) -> Text:
    """Name the setting and what is known of space, protection and minutes."""
    return _given(exposure.setting, exposure.closed_space, exposure.protected, exposure.minutes)


@lru_cache(maxsize=4096)
def _given(setting: Setting, closed: bool | None, protected: bool | None, minutes: int | None) -> Text:
    words = [_SETTINGS[setting]]
    words += [_CLOSED[closed]] if closed is not None else []
    words += [_PROTECTED[protected]] if protected is not None else []
    words += [Text(zh=f"{minutes} 分钟", en=f"{minutes} min")] if minutes is not None else []
    return Text(zh="、".join(word.zh for word in words), en=", ".join(word.en for word in words))
