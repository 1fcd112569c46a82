"""What can be found, as codes with a sentence in Chinese and in English. A finding is a reason not to rely on the log."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "FILE_MISSING": ("缺少文件 {file}。", "File {file} is missing."),
    "FILE_UNKNOWN": ("多出文件 {file}，格式里没有它。", "File {file} does not belong to the format."),
    "LINE_UNREADABLE": (
        "{file} 第 {line} 行不符合格式，内容被改动或损坏。",
        "Line {line} of {file} is not in the format: it was changed or damaged.",
    ),
    "KEY_UNREADABLE": ("公钥 {file} 无法读取或被改动。", "The public key in {file} can't be read or was changed."),
    "NO_CHECKPOINT": ("没有任何签名检查点，无从核对。", "There is no signed checkpoint, so nothing can be checked."),
    "ORIGIN_OTHER": (
        "第 {number} 个检查点属于另一份账本（{origin}）。",
        "Checkpoint {number} belongs to another log ({origin}).",
    ),
    "SIGNATURE_WRONG": (
        "第 {number} 个检查点的签名与账本公钥不符：内容被改动，或由他人签署。",
        "The signature of checkpoint {number} does not fit the log's key: it was changed, or somebody else signed it.",
    ),
    "SIGNATURE_UNKNOWN": (
        "第 {number} 个检查点下 {name} 的签名无法核实。",
        "A signature by {name} under checkpoint {number} can't be verified.",
    ),
    "CHECKPOINT_CHAIN": (
        "第 {number} 个检查点与前一个接不上：中间有检查点被删除、插入或调换。",
        "Checkpoint {number} does not follow the one before: one was removed, inserted or moved.",
    ),
    "CHECKPOINT_BACK": (
        "第 {number} 个检查点的条数或时间比前一个倒退。",
        "Checkpoint {number} goes back in size or time.",
    ),
    "LEAVES_MISSING": (
        "检查点说有 {size} 条，实际只有 {found} 条：账本被截短。",
        "The checkpoint says {size} leaves and there are {found}: the log was cut short.",
    ),
    "LEAVES_UNSIGNED": (
        "末尾有 {count} 条没有任何检查点为其签名。",
        "{count} leaves at the end are under no checkpoint.",
    ),
    "ROOT_DIFFERS": (
        "前 {size} 条的根与第 {number} 个检查点不符：其中有条目被改动、删除、插入或调换。",
        "The root over the first {size} leaves differs from checkpoint {number}: a leaf was changed, removed, inserted or moved.",
    ),
    "BACK_DATED": (
        "第 {number} 条写的时间 {recorded} 与前后检查点（{before} 至 {after}）矛盾：时间被倒填或提前。",
        "Leaf {number} says {recorded}, which contradicts the checkpoints around it ({before} to {after}): it was back-dated "
        "or dated ahead.",
    ),
    "TIME_MISSING": (
        "第 {number} 条没有时间，而它之前的条目有：可能在掩盖倒填。",
        "Leaf {number} has no time while leaves before it have: that could hide back-dating.",
    ),
    "SAVED_OTHER_KEY": (
        "{file} 不是这把公钥签署的：账本换了密钥，或这是另一份账本。",
        "{file} was not signed with this key: the log has changed its key, or it is another log.",
    ),
    "SAVED_SHORTER": (
        "{file} 证明账本曾有 {size} 条，现在只有 {found} 条：账本被截短或重写。",
        "{file} proves that the log once had {size} leaves; now there are {found}: it was cut short or written anew.",
    ),
    "SAVED_DIFFERS": (
        "{file} 证明前 {size} 条原本是另一个样子：账本被重写，或对不同的人出示了不同的账本。",
        "{file} proves that the first {size} leaves were different: the log was written anew, or different people were shown "
        "different logs.",
    ),
    "WITNESS_SILENT": (
        "见证方 {name} 没有在任何检查点上签名。",
        "Witness {name} has signed none of these checkpoints.",
    ),
    "ITEMS_DIFFER": (
        "第 {number} 条的明细与其根不符：批量操作的某一行被改动、删除或增加。",
        "The items of leaf {number} do not fit their root: a row of a bulk act was changed, removed or added.",
    ),
    "BODY_DIFFERS": (
        "第 {number} 条的正文与承诺不符：正文被改动。",
        "The body of leaf {number} does not fit its commitment: it was changed.",
    ),
    "BODY_TIME": (
        "第 {number} 条的正文时间与账本里的时间不同。",
        "The body of leaf {number} says another time than the log.",
    ),
    "BODY_MISSING": (
        "第 {number} 条的正文不见了，也没有删除记录。",
        "The body of leaf {number} is not here and no erasure tells of it.",
    ),
    "PART_MISSING": (
        "第 {number} 条提到的第 {part} 份数据不见了。",
        "Part {part}, which leaf {number} names, is not here.",
    ),
    "PART_DIFFERS": (
        "第 {part} 份数据与第 {number} 条记载的摘要不符：数据行被改动。",
        "Part {part} does not fit the hash in leaf {number}: its rows were changed.",
    ),
    "PART_UNTOLD": (
        "第 {part} 份数据没有任何条目提到。",
        "Part {part} is named by no leaf.",
    ),
    "PATH_WRONG": (
        "证明路径没有通向检查点的根：这条记录不在账本里，或证明被改动。",
        "The path does not lead to the checkpoint's root: the event is not in the log, or the proof was changed.",
    ),
    "ITEM_WRONG": (
        "这一行的证明路径没有通向该操作的根：这一行不属于该操作，或证明被改动。",
        "The path of the row does not lead to the act's root: the row is not part of it, or the proof was changed.",
    ),
    "NOT_CONTINUED": (
        "服务器不能证明现在的账本延续自 {file}：账本可能被重写。",
        "The server can't prove that its log continues {file}: it may have been written anew.",
    ),
    "PROOF_UNREADABLE": ("证明文件 {file} 无法读取。", "Proof {file} can't be read."),
    "SERVER_SILENT": ("服务器没有给出可读的回答：{url}。", "The server gave no answer that can be read: {url}."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where."""

    code: str
    where: Mapping[str, str | int] = field(default_factory=dict)

    def said(self, *, chinese: bool) -> str:
        """The finding as a sentence."""
        zh, en = _SENTENCES[self.code]
        return (zh if chinese else en).format_map(self.where)

    def as_json(self) -> dict[str, object]:
        """The finding for programs."""
        return {"code": self.code, **self.where, "zh": self.said(chinese=True), "en": self.said(chinese=False)}


def finding(code: str, /, **where: str | int) -> Finding:
    """Make a finding."""
    return Finding(code, where)


def codes() -> frozenset[str]:
    """Every code there is."""
    return frozenset(_SENTENCES)
