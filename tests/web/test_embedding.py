"""One script tag on the page of a gemeente, under the strictest policy."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.web.driving import GEMEENTE, Driver
from tests.web.visiting import Visitor

PAGE = """<!doctype html><html lang="nl"><head><title>Gemeente</title>{head}</head>
<body><main><h1>Hulp</h1><p>Praat met de hulpwijzer.</p>{body}</main></body></html>"""
SCRIPT = '<script src="/chat.js" defer></script>'


def page_of_a_gemeente(driver: Driver, head: str = "", body: str = SCRIPT) -> Page:
    """Open a page of our own making, with the policy `default-src 'self'` and nothing more."""
    page = driver.context().new_page()

    def give(route: Route) -> None:
        route.fulfill(
            body=PAGE.format(head=head, body=body),
            headers={
                "Content-Type": "text/html; charset=utf-8",
                "Content-Security-Policy": "default-src 'self'",
            },
        )

    page.route("**/gemeente", give)
    page.goto(f"{driver.site.url}/gemeente")
    return page


def test_one_script_tag_is_enough_under_default_src_self(driver: Driver) -> None:
    page = page_of_a_gemeente(driver)
    visitor = Visitor(page).begin()
    visitor.answer("Voor mezelf")
    assert visitor.question() == "In welke gemeente woont u?"
    assert page.evaluate("window.noted.violations") == []
    assert page.get_by_role("heading", level=2).first.inner_text() == "Welke hulp past bij u?"


def test_the_chat_stands_where_the_page_puts_it(driver: Driver) -> None:
    body = '<keukentafel-chat level="3"></keukentafel-chat><p>Onder de chat</p>'
    page = page_of_a_gemeente(driver, SCRIPT, body)
    expect(page.get_by_role("heading", level=3, name="Welke hulp past bij u?")).to_be_visible()
    assert page.locator("keukentafel-chat").count() == 1


def test_styles_of_the_page_do_not_get_in_but_tokens_do(driver: Driver) -> None:
    page = page_of_a_gemeente(driver)
    expect(page.get_by_role("button", name="Begin", exact=True)).to_be_visible()
    colour = "getComputedStyle(deep('.kt-begin')).backgroundColor"
    page.evaluate(
        """() => {
          const root = document.querySelector("keukentafel-chat").shadowRoot;
          window.deep = (selector) => root.querySelector(selector);
        }"""
    )
    before = page.evaluate(colour)
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("button { background: rgb(1, 1, 1) !important }");
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert page.evaluate(colour) == before
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(
            "keukentafel-chat { --nl-button-primary-background-color: rgb(0, 100, 0) }"
          );
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert page.evaluate(colour) == "rgb(0, 100, 0)"


def test_a_violation_of_the_policy_is_noticed(driver: Driver) -> None:
    page = page_of_a_gemeente(driver)
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.wait_for_timeout(200)
    assert page.evaluate("window.noted.violations")
    driver.close()
    assert any("stopped by the policy" in each for each in driver.faults)
    driver.faults.clear()


def test_words_and_theme_of_a_gemeente_come_from_its_site(driver: Driver) -> None:
    page = driver.context().new_page()
    config = {
        "site": "eigen",
        "gemeente": "Eigen",
        "theme": "/theme/eigen.css",
        "contact": {"organisatie": "het loket", "telefoon": "14 0999", "website": None},
        "texts": {"titel": "Hulp in Eigen"},
        "features": {"melding": True, "pdf": True, "dictation": False, "read_aloud": False},
        "retention_hours": 24,
        "max_text": 4000,
    }
    css = ":host { --basis-color-default-bg-document: rgb(240, 255, 240) }"
    page.route("**/api/config*", lambda route: route.fulfill(json=config))
    page.route("**/theme/eigen.css", lambda route: route.fulfill(body=css, content_type="text/css"))
    page.goto(driver.site.url)
    expect(page.get_by_role("heading", level=1, name="Hulp in Eigen")).to_be_visible()
    ground = page.evaluate(
        "getComputedStyle(document.querySelector('keukentafel-chat')).backgroundColor"
    )
    assert ground == "rgb(240, 255, 240)"
    page.get_by_role("button", name="Liever een mens").click()
    link = page.get_by_role("link", name="Bel 14 0999")
    expect(link).to_have_attribute("href", "tel:140999")


def test_a_site_of_another_origin_that_is_on_the_list_can_show_the_chat(driver: Driver) -> None:
    driver.elsewhere.add(GEMEENTE)
    page = driver.context().new_page()
    ours = driver.site.url
    script = f'<script src="{ours}/chat.js" defer></script>'
    policy = f"default-src 'self'; script-src {ours}; connect-src {ours}"
    page.route(
        f"{GEMEENTE}/**",
        lambda route: route.fulfill(
            body=PAGE.format(head="", body=script),
            headers={"Content-Type": "text/html", "Content-Security-Policy": policy},
        ),
    )
    page.goto(f"{GEMEENTE}/hulp")
    visitor = Visitor(page).begin()
    visitor.answer("Voor mezelf")
    assert visitor.question() == "In welke gemeente woont u?"
    assert visitor.noted("violations") == []


def test_a_site_that_is_not_on_the_list_cannot_begin(driver: Driver) -> None:
    other = "http://elders.example"
    driver.elsewhere.add(other)
    page = driver.context().new_page()
    script = f'<script src="{driver.site.url}/chat.js" defer></script>'
    page.route(f"{other}/**", lambda route: route.fulfill(body=PAGE.format(head="", body=script)))
    page.goto(f"{other}/hulp")
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Het lukt nu niet")
    driver.faults = [each for each in driver.faults if "CORS" not in each]
