"""A page that stands still costs the live process no more than what changed."""

import asyncio


def test_a_page_that_takes_nothing_keeps_one_set_of_changes(installation: object) -> None:
    from outpace.desk.serving.live import Change, Fan

    fan, page = Fan(), asyncio.Queue[frozenset[Change]](maxsize=1)
    fan.pages.add(page)
    for second in range(1000):
        fan.heard(f"case|90/{second % 3}/")
        fan.beat()
    assert page.qsize() == 1
    assert page.get_nowait() == {("case", f"90/{county}/") for county in range(3)}
