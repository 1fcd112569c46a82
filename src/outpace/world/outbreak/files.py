"""The outbreak as files a county would send: a line list with its typos, transmission links, exposures told.

Headers and words are Chinese or English; blank is unknown.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from outpace.words.case import CaseClass, FoundBy, Outcome, Sex
from outpace.words.decision import Text
from outpace.world.outbreak.records import Outbreak

CASE_FIELDS = {
    "number": Text("病例编号", "Case number"),
    "name": Text("姓名", "Name"),
    "sex": Text("性别", "Sex"),
    "age": Text("年龄", "Age"),
    "phone": Text("联系电话", "Phone"),
    "area_code": Text("现住地区编码", "Area code"),
    "case_class": Text("病例分类", "Case class"),
    "found_by": Text("发现方式", "Found by"),
    "onset": Text("发病日期", "Onset date"),
    "specimen": Text("采样日期", "Specimen date"),
    "diagnosis": Text("诊断日期", "Diagnosis date"),
    "reported": Text("报告日期", "Report date"),
    "exposure_start": Text("暴露开始日期", "Exposure start"),
    "exposure_end": Text("末次暴露日期", "Exposure end"),
    "place": Text("就诊医院", "Hospital"),
    "outcome": Text("转归", "Outcome"),
    "death": Text("死亡日期", "Death date"),
}
LINK_FIELDS = {
    "infector": Text("传染者编号", "from"),
    "infectee": Text("被传染者编号", "to"),
    "setting": Text("接触场所", "exposure"),
}
EXPOSURE_FIELDS = {
    "case": Text("病例编号", "Case number"),
    "name": Text("接触者姓名", "Contact name"),
    "sex": Text("性别", "Sex"),
    "age": Text("年龄", "Age"),
    "phone": Text("联系电话", "Phone"),
    "relation": Text("关系", "Relation"),
    "setting": Text("接触场所", "Setting"),
    "first": Text("首次接触日期", "First contact"),
    "last": Text("末次接触日期", "Last contact"),
    "minutes": Text("接触分钟数", "Minutes"),
    "protected": Text("是否防护", "Protected"),
    "closed_space": Text("是否密闭空间", "Closed space"),
    "area_code": Text("现住地区编码", "Area code"),
}
ZH_WORDS: Mapping[StrEnum, str] = {
    Sex.FEMALE: "女",
    Sex.MALE: "男",
    CaseClass.CONFIRMED: "确诊",
    CaseClass.ASYMPTOMATIC: "无症状",
    FoundBy.CONTROL: "管控中发现",
    FoundBy.SCREENING: "重点人群筛查",
    FoundBy.COMMUNITY: "社区发现",
    Outcome.RECOVERED: "治愈",
}


def write_linelist_csv(outbreak: Outbreak, path: Path, language: str = "zh") -> None:
    """Write the line list, typos included, in the order of reports (UTF-8, header in `language`: zh or en)."""
    rows = [(case, _cells(case, CASE_FIELDS, language)) for case in outbreak.cases]
    rows += [(row.meant, _cells(row.meant, CASE_FIELDS, language) | row.typed) for row in outbreak.spoiled]
    rows.sort(key=lambda row: row[0].reported_at)
    _write(path, CASE_FIELDS, language, [cells for _, cells in rows])


def write_links_csv(outbreak: Outbreak, path: Path, language: str = "en") -> None:
    """Write the transmission links by case number; settings are the words of the API in both languages."""
    _write(path, LINK_FIELDS, language, [_cells(link, LINK_FIELDS, language) for link in outbreak.links])


def write_exposures_csv(outbreak: Outbreak, path: Path, language: str = "zh") -> None:
    """Write the exposures told in interviews, one person a row, by the number of the case that told."""
    _write(path, EXPOSURE_FIELDS, language, [_cells(row, EXPOSURE_FIELDS, language) for row in outbreak.exposures])


def _write(path: Path, fields: Mapping[str, Text], language: str, rows: Sequence[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([_in(label, language) for label in fields.values()])
        writer.writerows([row[field] for field in fields] for row in rows)


def _cells(record: object, fields: Iterable[str], language: str) -> dict[str, str]:
    return {field: _cell(getattr(record, field), language) for field in fields}


def _cell(value: object, language: str) -> str:
    match value:
        case None:
            return ""
        case Text():
            return _in(value, language)
        case bool():
            return _in(Text("是", "yes") if value else Text("否", "no"), language)
        case StrEnum():
            return ZH_WORDS.get(value, value.value) if language == "zh" else value.value
        case _:
            return str(value)


def _in(text: Text, language: str) -> str:
    return text.zh if language == "zh" else text.en
