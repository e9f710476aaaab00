"""What only a browser can tell. Each check takes an open page of playwright and gives a list of sentences.

`problems_everywhere(page, url)` runs all of them: 320 px in light, 1280 px in dark, and 320 px with big, spaced text.
"""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SMALLEST_TARGET = 44
MOST_TAB_STOPS = 400
# Only what is wrong comes back, and no style sheet is fetched a second time: half the time of a look.
AXE_OPTIONS: dict[str, Any] = {
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}

# WCAG 1.4.12, and the largest text size of /me/reading/. A constructed sheet is not stopped by the policy.
SPACED_TEXT = """() => {
  document.documentElement.dataset.size = 'xl';
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }'
    + 'p { margin-block-end: 2em !important; }');
  document.adoptedStyleSheets = [sheet];
}"""

WIDER_THAN_SCREEN = """() => {
  const wide = document.scrollingElement.scrollWidth;
  if (wide <= window.innerWidth) return [];
  const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > window.innerWidth + 1
    && !e.closest('.scroll') && !e.closest('.vh, .skip'));
  return [`the page is ${wide} wide on a screen of ${window.innerWidth}: `
    + out.slice(-3).map(e => e.tagName + '.' + e.className).join(', ')];
}"""

THIN_TEXT = """() => {
  const found = [];
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest('.vh, svg, script, noscript')) continue;
    const own = [...e.childNodes].filter(n => n.nodeType === 3 && n.textContent.trim().length > 4);
    if (!own.length) continue;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    if (!box.width || style.display === 'inline') continue;
    const letters = box.width / (parseFloat(style.fontSize) * .5);
    const lines = box.height / (parseFloat(style.lineHeight) || parseFloat(style.fontSize) * 1.2);
    if (letters < 2.2 && lines > 4) found.push(`thin text: <${e.tagName.toLowerCase()}> ${e.textContent.trim().slice(0, 40)}`);
  }
  return found;
}"""

SMALL_TARGETS = """(smallest) => {
  const found = [];
  for (const e of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    if (e.closest('.vh, .skip') || e.disabled) continue;
    let box = e.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    if (e.matches('input[type=radio], input[type=checkbox]')) {
      const label = e.closest('label') || document.querySelector(`label[for="${e.id}"]`);
      if (label) box = label.getBoundingClientRect();
    }
    if (e.tagName === 'A' && getComputedStyle(e).display === 'inline') continue; /* a link in a sentence */
    if (box.height < smallest - .5) found.push(
      `<${e.tagName.toLowerCase()}> ${(e.textContent || e.name || '').trim().slice(0, 40)} is ${Math.round(box.height)} px high`);
  }
  return found;
}"""

FOCUS_NOW = """() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const row = e.closest('.opt');
  const rings = [e, row].filter(Boolean).some(x => {
    const s = getComputedStyle(x);
    return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
  });
  const box = e.getBoundingClientRect();
  const seen = box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth;
  const all = [...document.querySelectorAll('*')];
  return {index: all.indexOf(e), ring: rings, seen: seen,
    name: `<${e.tagName.toLowerCase()}> ${(e.textContent || e.name || '').trim().slice(0, 40)}`};
}"""

LAYOUT_SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => setTimeout(() => done(sum), 50));
})"""


def axe_problems(page: Page) -> list[str]:
    """Everything axe finds against: WCAG 2.0 to 2.2 A and AA, target size and its best practice."""
    results = Axe().run(page, options=AXE_OPTIONS)
    return [
        f"axe {violation['id']}: {node['html'][:120]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


def scroll_problems(page: Page) -> list[str]:
    """Nothing falls off the side of the screen."""
    found: list[str] = page.evaluate(WIDER_THAN_SCREEN)
    return found


def thin_text_problems(page: Page) -> list[str]:
    """No block squeezed to one letter a line: axe passes those."""
    found: list[str] = page.evaluate(THIN_TEXT)
    return found


def target_problems(page: Page, smallest: int = SMALLEST_TARGET) -> list[str]:
    """Whatever can be pressed is 44 px high; links in a sentence aside."""
    found: list[str] = page.evaluate(SMALL_TARGETS, smallest)
    return found


def focus_problems(page: Page) -> list[str]:
    """Tab through the whole page: a ring at every stop, and the stop on the screen."""
    page.evaluate("() => { document.activeElement && document.activeElement.blur(); window.scrollTo(0, 0); }")
    found: list[str] = []
    seen: set[int] = set()
    for _stop in range(MOST_TAB_STOPS):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUS_NOW)
        if now is None or now["index"] in seen:
            return found
        seen.add(now["index"])
        if not now["ring"]:
            found.append(f"no ring on {now['name']}")
        if not now["seen"]:
            found.append(f"off the screen: {now['name']}")
    return [*found, f"more than {MOST_TAB_STOPS} tab stops"]


def shift_problems(page: Page) -> list[str]:
    """Nothing moves while the page loads."""
    moved = page.evaluate(LAYOUT_SHIFT)
    return [f"the layout moved by {moved}"] if moved else []


def problems_now(page: Page) -> list[str]:
    """The checks that need no reloading, on the page as it stands: for use in the middle of a journey."""
    return [*axe_problems(page), *scroll_problems(page), *thin_text_problems(page), *target_problems(page)]


def problems_on_a_phone(page: Page, url: str) -> list[str]:
    """One look at 320 px in light: for further states of a page that was looked at everywhere."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme="light")
    page.goto(url)
    return problems_now(page)


def problems_everywhere(page: Page, url: str) -> list[str]:
    """All checks of one address in the sizes and colours of table A of design.md."""
    found: list[str] = []
    for width, scheme in ((320, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 640})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(url)
        here = [*shift_problems(page), *problems_now(page)]
        found += [f"{width} {scheme}: {problem}" for problem in here]
    page.set_viewport_size({"width": 320, "height": 640})
    found += [f"focus: {problem}" for problem in focus_problems(page)]
    page.evaluate(SPACED_TEXT)
    found += [f"spaced: {problem}" for problem in (*scroll_problems(page), *thin_text_problems(page))]
    return found
