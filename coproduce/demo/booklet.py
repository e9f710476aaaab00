"""What the demo's booklet project has said and made so far: the project of seed text S1 in the middle of its life."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Talked:
    """A piece of the jigsaw: what the group said so far, who said yes, and thoughts (name, or "" for without a name)."""

    key: str
    status: str = "talking"
    said: str = ""
    yeses: tuple[tuple[str, str], ...] = ()  # who, counted as
    thoughts: tuple[tuple[str, str], ...] = ()
    why_not: str = ""
    review: int | None = None


@dataclass(frozen=True)
class Draft:
    """One version of a section: who wrote it, how many days ago, its words."""

    by: str
    ago: int
    words: str
    note: str = ""
    is_easy_read: bool = False


@dataclass(frozen=True)
class Page:
    """A section of the booklet, who holds it, and its versions, oldest first."""

    title: str
    held_by: tuple[str, ...] = ()
    drafts: tuple[Draft, ...] = ()


BOTH = (("sam", "lived"), ("tom", "staff"))

PURPOSES = (  # days ago written, days ago agreed, words; the newest are the project's own
    (70, None, "We make a booklet about the family court."),
    (52, 47, ""),
)
ANSWERS = (  # who, what they say, counted as, in which asking, words
    ("sam", "agree", "lived", 1, "That is what I needed."),
    ("layla", "agree", "lived", 1, ""),
    ("max", "aside", "lived", 1, "I would have liked fathers to be named. I can live with this."),
    ("jo", "agree", "lived", 1, ""),
    ("tom", "agree", "staff", 1, ""),
    ("priya", "agree", "staff", 1, ""),
    ("sam", "agree", "lived", 2, ""),
    ("max", "agree", "lived", 2, ""),
)
MILESTONES = (  # what, day, days ago reached
    ("We know what the booklet says", -45, 44),
    ("The first four pages are written", -12, 12),
    ("The solicitor has read it", 20, None),
    ("It is printed", 60, None),
)

PIECES = (
    Talked("purpose", "agreed", "Nobody stands alone on the first day at court. The booklet is the friend who was there before.", BOTH),
    Talked("safe", "agreed", "We stop when somebody says stop. Jo sits near the door. No child can be recognised.",
           (("layla", "lived"), ("amina", "staff")), review=30,
           thoughts=(("max", "Could we also have a word that means stop?"), ("", "The room with the glass door feels like court to me."))),
    Talked("free", "talking", "You choose what you work on, and what you never talk about.", (("sam", "lived"),)),
    Talked("together", "agreed", "Each page has one or two people. We read all of it aloud together.", (("max", "lived"), ("ngoc", "staff"))),
    Talked("trust", "talking", thoughts=(("", "I trust the people. I do not trust the system yet."),)),
    Talked("take-part", "agreed", "Room, online, phone, or in writing. Pages in big letters for Max.", (("max", "lived"), ("amina", "staff"))),
    Talked("know-enough", "talking", thoughts=(("layla", "A list of the hard words would help me to start."),)),
    Talked("affect", "agreed", "Before a page that brings things back, Jo calls whoever writes it. And after it.",
           (("layla", "lived"), ("jo", "staff")), review=14),
    Talked("need", "talking", "A taxi home in the evening. Breaks. Papers three days before."),
    Talked("stop", "agreed", "Say so, or only send a text. We take it from there. Nobody asks why.", (("sam", "lived"), ("priya", "staff"))),
    Talked("share-out", "agreed", "Who holds a page decides its words. Small things are fine.", (("sam", "lived"), ("ngoc", "staff"))),
    Talked("whole-or-parts", "agreed", "By page, from start to end. Then all of us read the whole.", (("layla", "lived"), ("tom", "staff"))),
    Talked("roles", "talking"),
    Talked("one-voice", "agreed", "Layla keeps the thread, so that it sounds like one friend.", (("sam", "lived"), ("amina", "staff"))),
    Talked("sign-off", "agreed", "A solicitor reads the legal pages. Tom brings back what has to stay exact, and why.", BOTH),
    Talked("look", "not_needed", why_not="The council has no rules for the look, only for its name on the back."),
    Talked("good-enough", "talking", "Clear comes before pretty.",
           thoughts=(("ngoc", "Printed well enough that it can be read in a dark corridor."),)),
    Talked("miss-a-session", "agreed", "You say for each task: keep it, pass it to one person, or open it to all.",
           (("sam", "lived"), ("amina", "staff"))),
    Talked("last-word", "talking", "Nobody alone. Only a legal page can be stopped, and with a reason."),
    Talked("not-known", "talking", "If we can print in colour. If the court lets us leave copies."),
)  # fmt: skip
OWN_QUESTION = ("Do fathers find themselves in it?", "Most booklets speak to mothers.", "max")

AGREEMENTS = (
    ("meaning", "We make it together from the first idea to the last page. Who has been through it decides as much as who is paid for it.",
     ("sam", "layla", "tom", "amina")),
    ("rules", "We let people finish. We do not ask for stories. What is said here stays here. You can leave the room without a word.",
     ("sam", "max", "jo", "ngoc", "priya")),
)  # fmt: skip
NOT_KNOWN = (  # what, who finds out, by which day, what was found
    ("Can we print in colour?", "tom", 6, ""),
    ("Will the court let us leave copies in its waiting room?", "amina", 20, ""),
    ("Does the council want its name on the front?", "tom", -20, "No. On the back is fine."),
)
CARD = {
    "timescales": "A yes from the council takes about three weeks. In August nobody answers.",
    "rules": "We may not name a child, and we keep names and addresses in one locked place.",
    "words": "“Care plan” means who looks after a child, and how. “Threshold” means how bad it has to be.",
    "who_decides": "Maya decides about money over £500. The rest is decided here.",
}

PAGES = (
    Page("1. What this booklet is", ("layla",), (
        Draft("layla", 26, "You hold a booklet that parents made. We have stood where you stand.", "The first words"),
        Draft("layla", 23, "Parents made this booklet. We have stood where you stand now. Take what helps. Leave the rest.", "Shorter"),
        Draft("jo", 12, "Parents made this. We have been at court too. Take what helps you.", "In easy read", is_easy_read=True),
    )),
    Page("2. Who is who in the room", ("sam",), (
        Draft("sam", 4, "The judge sits at the front and decides. Your solicitor speaks for you. The guardian speaks for your child.",
              "Four people are still missing"),
    )),
    Page("3. What happens on the day", ("tom", "max"), (
        Draft("tom", 15, "Come half an hour early. Somebody calls your name. You can ask for a break.", "Max read it aloud and we cut a third"),
    )),
    Page("4. Your rights", ("layla",), (
        Draft("layla", 6, "You may ask for a solicitor. It costs nothing in these cases. You may ask what a word means.", "Waits for the solicitor"),
    )),
    Page("5. What helped on the day", ("layla",), ()),
    Page("6. Who you can call", (), ()),
)  # fmt: skip
CHECKED_BY = (("max", "name", ""), ("sam", "other", "A dad of two"), ("bo", "none", ""))
MAP_CREDITS = (
    ("ngoc", "Drew the map", "name", ""),
    ("tom", "Opened doors at the court", "name", ""),
    ("sam", "Walked it and said where it got lost", "other", "S."),
)
BOOKLET_CREDITS = (("jo", "Called people before and after hard pages", "name", ""),)
TRIED = (  # who, what confused them, what was changed
    ("max", "I did not know that the guardian is not against me.", "Page 2 says now that the guardian speaks for the child."),
    ("", "Three names in one line are too many.", "One line for each person."),
    ("priya", "Where do I go first?", ""),
)  # fmt: skip
HOW = (
    "We began with three questions each. Then each page got a person. Every two weeks we read aloud what was there. "
    "When a page hurt, somebody called before and after."
)
CHANGED = "The court has put a sign on the quiet room. Tom asks parents now which words they know."
STORY_NAMES = (("sam", "other", "S."), ("layla", "name", ""), ("tom", "name", ""))
