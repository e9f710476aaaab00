"""Which phone or computer a session was opened on, in words that its owner knows."""

from django.utils.translation import gettext_lazy as _

# What browsers say about themselves, most telling first: Edge also says Chrome, Chrome also says Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("SamsungBrowser", "Samsung Internet"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
DEVICES = (
    ("iPhone", _("iPhone")),
    ("iPad", _("iPad")),
    ("Android", _("Android phone or tablet")),
    ("CrOS", _("Chromebook")),
    ("Windows", _("Windows computer")),
    ("Macintosh", _("Mac")),
    ("Linux", _("Linux computer")),
)


def device_words(user_agent: str) -> str:
    """ "iPhone, Safari"; what is not known is left out."""
    device = next((str(words) for sign, words in DEVICES if sign in user_agent), "")
    browser = next((words for sign, words in BROWSERS if sign in user_agent), "")
    return ", ".join(part for part in (device, browser) if part) or str(_("A phone or a computer"))
