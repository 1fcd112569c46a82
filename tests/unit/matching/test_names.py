"""Names that are one and names that are two, however they are written."""

import pytest

from outpace.matching.fields import Agreement, name_agreement, phone_agreement
from outpace.matching.names import read_name, sound_key

ONE = [
    ("张伟", "张 伟", Agreement.EXACT_SHORT),
    ("张晓明", "张晓明先生", Agreement.EXACT),
    ("张晓明", "张小明", Agreement.SOUND),
    ("张三", "章三", Agreement.SOUND_SHORT),
    ("张晓明", "Zhang Xiaoming", Agreement.SOUND),
    ("张晓明", "XIAOMING ZHANG", Agreement.SOUND),
    ("张晓明", "Zhāng Xiǎo-míng", Agreement.SOUND),
    ("张晓明", "Chang Hsiao-ming", Agreement.TRANSLITERATED),
    ("曾国强", "Tseng Kuo-chiang", Agreement.TRANSLITERATED),
    ("何志强", "Ho Chih-chiang", Agreement.TRANSLITERATED),
    ("黄伟", "Wong Wei", Agreement.TRANSLITERATED),
    ("吕布", "Lu Bu", Agreement.SOUND_SHORT),
    ("欧阳娜", "Ouyang Na", Agreement.SOUND),
    ("欧阳娜", "Au-Yeung Na", Agreement.TRANSLITERATED),
    ("单雄信", "Shan Xiongxin", Agreement.SOUND),
    ("乐嘉", "Yue Jia", Agreement.SOUND_SHORT),
    ("仇英", "Qiu Ying", Agreement.SOUND_SHORT),
    ("李重阳", "Li Chongyang", Agreement.SOUND),
    ("José García", "GARCIA Jose", Agreement.SOUND),
    ("王建国", "王国建", Agreement.NEAR),
    ("Zhang Xiaoming", "Zhang Xiaomimg", Agreement.NEAR),
]
TWO = [
    ("张晓明", "李晓明", Agreement.NEAR),
    ("张伟", "张芳", Agreement.FAMILY),
    ("陈大文", "Chan Tai Man", Agreement.FAMILY),
    ("张伟", "王芳", Agreement.DIFFERENT),
    ("Hans Müller", "Anna Schmidt", Agreement.DIFFERENT),
]


@pytest.mark.parametrize(("one", "other", "expected"), ONE + TWO)
def test_names_agree_as_far_as_they_do(one: str, other: str, expected: Agreement) -> None:
    assert name_agreement(read_name(one), read_name(other)) is expected
    assert name_agreement(read_name(other), read_name(one)) is expected


@pytest.mark.parametrize(
    ("one", "other"), [(a, b) for a, b, how in ONE if how in (Agreement.SOUND, Agreement.EXACT, Agreement.SOUND_SHORT)]
)
def test_names_of_one_sound_share_their_key(one: str, other: str) -> None:
    assert sound_key(read_name(one)) == sound_key(read_name(other))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("13900001234", "+86 139-0000-1234", Agreement.SAME),
        ("13900001234", "0086 13900001234", Agreement.SAME),
        ("13900001234", "13900001243", Agreement.NEAR),
        ("13900001234", "1390000134", Agreement.NEAR),
        ("13900001234", "13911112222", Agreement.DIFFERENT),
    ],
)
def test_telephones_agree_as_far_as_they_do(one: str, other: str, expected: Agreement) -> None:
    assert phone_agreement(one, other) is expected
