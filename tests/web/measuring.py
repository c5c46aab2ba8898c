"""What is measured in a page: axe, overflow, the size of targets, movement."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "gateway" / "webchat" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (rules) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: rules}});
  const told = (each) => each.nodes.map(
    (node) => `${each.id}: ${node.target.flat().join(" ")} ${node.html.slice(0, 120)}`
  );
  return {
    violations: found.violations.flatMap(told),
    incomplete: found.incomplete.flatMap(told),
    passes: found.passes.length,
  };
}"""
INSIDE = """
  const root = document.querySelector("keukentafel-chat").shadowRoot;
  const shown = [...root.querySelectorAll("*")].filter(
    (each) => each.checkVisibility({visibilityProperty: true}) && !each.closest(".kt-hidden")
      && !["OPTION", "STYLE", "LINK"].includes(each.tagName)
  );
  // Of a dialog that is open, only what is in it can be reached.
  const dialog = root.querySelector("dialog[open]");
  const reachable = shown.filter((each) => !dialog || dialog.contains(each));
  const told = (each) => `${each.tagName} ${each.className} ${each.textContent}`.slice(0, 90);
"""
OVERFLOW = f"""() => {{
  {INSIDE}
  const wide = document.documentElement.clientWidth;
  const found = [];
  if (document.documentElement.scrollWidth > wide) found.push("the page scrolls sideways");
  for (const each of reachable) {{
    const box = each.getBoundingClientRect();
    if (box.right > wide + 1 || box.left < -1) found.push(`sticks out: ${{told(each)}}`);
    const style = getComputedStyle(each);
    if (style.overflow !== "visible" && each.tagName !== "TEXTAREA" && each.tagName !== "INPUT"
        && each.scrollWidth > each.clientWidth + 1) found.push(`cut off: ${{told(each)}}`);
  }}
  return found;
}}"""
TARGETS = f"""() => {{
  {INSIDE}
  const found = [];
  let seen = 0;
  for (const each of reachable) {{
    const button = each.matches("button.nl-button, a.nl-button");
    if (!button && !each.matches("a, button, input, textarea, summary, [role=option]")) continue;
    seen += 1;
    const box = each.getBoundingClientRect();
    const least = button ? 44 : 24;
    if (box.width < least - 0.01 || box.height < least - 0.01) {{
      found.push(`${{Math.round(box.width)}}x${{Math.round(box.height)}}: ${{told(each)}}`);
    }}
  }}
  return {{found, seen}};
}}"""
MOVING = """() => document.querySelector("keukentafel-chat").shadowRoot.getAnimations().length"""
# What WCAG 1.4.12 asks that a person may set.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
  } p { margin-block-end: 2em !important; }`);
  const root = document.querySelector("keukentafel-chat").shadowRoot;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}"""


def axe(page: Page) -> dict[str, Any]:
    """Give what axe finds wrong and what it cannot decide, by rule and element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(RUN_AXE, RULES)
    return found


def overflow(page: Page) -> list[str]:
    """Name what does not fit in the width of the window."""
    found: list[str] = page.evaluate(OVERFLOW)
    return found


def small_targets(page: Page) -> tuple[list[str], int]:
    """Name what is too small to press, and give how many were looked at."""
    found = page.evaluate(TARGETS)
    return found["found"], found["seen"]


def moving(page: Page) -> int:
    """Give how much moves."""
    found: int = page.evaluate(MOVING)
    return found


def space_out(page: Page) -> None:
    """Set the spacing of text to what WCAG 1.4.12 asks for."""
    page.evaluate(SPACING)


def zoom(page: Page, width: int, height: int, factor: int) -> None:
    """Make a window of that size look as at a zoom factor: fewer, bigger pixels."""
    session = page.context.new_cdp_session(page)
    session.send(
        "Emulation.setDeviceMetricsOverride",
        {
            "width": width // factor,
            "height": height // factor,
            "deviceScaleFactor": factor,
            "mobile": False,
        },
    )
