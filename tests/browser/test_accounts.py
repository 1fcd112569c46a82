"""An administrator opens an account; its owner makes it her own, with a second factor, and signs in with it again."""

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import OWN, PATIENCE_MS, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Page

PASSWORD = "a meadow after rain"
STEP_S = 30


def _code(secret: str, later: int = 0) -> str:
    """The code of an authenticator app (RFC 6238), so many steps from now."""
    counter = struct.pack(">Q", int(time.time()) // STEP_S + later)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def _fresh(visitor: Visitor) -> "Page":
    page = visitor.browser.new_context(locale="zh-CN", base_url=visitor.demo.url).new_page()
    page.set_default_timeout(PATIENCE_MS)
    visitor.watch.follow(page, visitor.demo.url)
    page.goto(visitor.demo.url)
    return page


def _enter(page: "Page", name: str, password: str) -> None:
    page.locator("input[name=name]").fill(name)
    page.locator("input[type=password]").fill(password)
    page.locator("button[type=submit]").click()


def _draw(page: "Page") -> str:
    """Draw one's half of the latest change, and read it."""
    page.get_by_role("button", name="Draw my half").first.click()
    shown = page.locator("[data-once]").inner_text()
    page.get_by_role("button", name="Done").click()
    page.locator("[data-once]").wait_for(state="detached")
    return shown


@pytest.fixture
def halves(visitor: Visitor) -> tuple[str, str]:
    """The two halves that let the owner of a new account in: the administrator asked, the commander confirmed."""
    page = visitor.arrive("administrator")
    page.wait_for_url("**/accounts")
    page.get_by_role("button", name="Open an account").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(re.compile("^User name")).fill("wu.lan")
    dialog.get_by_label("Name in Chinese").fill("吴岚")
    dialog.get_by_label("Name in English").fill("Wu Lan")
    areas = dialog.locator("select").nth(1)
    areas.locator("option").nth(1).wait_for(state="attached")
    areas.select_option(index=1)
    dialog.get_by_label(re.compile("^Why")).fill("new at the county")
    dialog.get_by_role("button", name="Ask for it").click()
    page.wait_for_url("**/accounts/acc_*")
    page.get_by_text("Another administrator, a commander or the ombudsman has to confirm this.").wait_for()
    chief = visitor.arrive("commander")
    chief.goto(f"{visitor.demo.url}/reviews")
    chief.get_by_role("button", name="Confirm").first.click()
    second = _draw(chief)
    page.reload()
    return _draw(page), second


def test_an_account_becomes_its_owners(visitor: Visitor, halves: tuple[str, str]) -> None:
    page = _fresh(visitor)
    page.get_by_role("button", name="用两段登录码登录").click()
    for label, value in (("用户名", "wu.lan"), ("第一段", halves[0]), ("第二段", halves[1])):
        page.get_by_label(re.compile(f"^{label}")).fill(value)
    page.locator("button[type=submit]").click()
    page.get_by_role("heading", name="设置您自己的密码").wait_for()
    page.locator(OWN).fill(PASSWORD)
    page.locator("button[type=submit]").click()
    page.wait_for_url("**/my-work")
    page.goto(f"{visitor.demo.url}/my-account")
    page.get_by_role("button", name="绑定身份验证器").click()
    secret = page.locator(".ant-modal p.mono").inner_text().replace(" ", "")
    page.locator("input[name=code]").fill(_code(secret, -1))
    page.get_by_role("dialog").get_by_role("button", name="绑定").click()
    page.get_by_role("heading", name="请保存恢复码").wait_for()
    again = _fresh(visitor)
    _enter(again, "wu.lan", PASSWORD)
    again.get_by_role("heading", name="第二重验证").wait_for()
    again.locator("input[name=code]").fill(_code(secret))
    again.locator("button[type=submit]").click()
    again.wait_for_url("**/my-work")
