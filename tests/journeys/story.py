"""The story of a project from opening to its dashboard, played by people with browsers: with script or without."""

import re
from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.site import RunningSite, wait_for_ticks
from tests.journeys.telling import Telling
from tests.journeys.visitor import Visitor, link_after

FACILITATOR = "amina@example.org"
OTHERS = ("Nia", "Oscar")


class Story(Telling):
    """The people of one telling. Every page they open is on a phone of 320 px."""

    def __init__(self, site: RunningSite, person: Callable[..., Page], *, script: bool) -> None:
        super().__init__(site, person, script=script)
        self.amina, self.sam, self.tom = self.come(), self.come(), self.come()
        self.others = [self.come() for _name in OTHERS]
        self.address = ""

    def tell(self) -> list[str]:
        """Everything in its order. Returns what was wrong with the pages on the way."""
        self.clock_to_the_morning()
        self.facilitator_opens_a_project()
        self.member_joins_by_invitation()
        self.professional_and_others_join_by_link()
        self.member_says_what_they_need()
        self.member_takes_and_hands_back()
        self.reminder_and_prompt_come()
        self.member_answers_in_two_presses()
        self.pulse_opens_and_is_answered()
        self.pulse_closes_and_shows()
        self.lead_sees_it()
        everyone = [self.amina, self.sam, self.tom, self.keeper, *self.others]
        return [problem for visitor in everyone for problem in visitor.problems]

    # --- 1 --------------------------------------------------------------------------------------------------------

    def facilitator_opens_a_project(self) -> None:
        """Signs in with a code, opens a project in six pages, adds a role and two tasks, invites."""
        amina = self.amina
        amina.open("/in/").type(email=FACILITATOR).press("Send me a code")
        code = self.keeper.code(FACILITATOR)
        amina.type(code="12345").press("Continue").sees("There is a problem")
        amina.type(code=f" {code[:3]}-{code[3:]} ").press("Continue").sees("Hello Amina")
        amina.open("/projects/new/").type(name="A better welcome").press("Save and go on")
        amina.type(purpose="Nobody should feel lost on their first day.").press("Save and go on")
        self.address = re.search(r"/projects/([a-z0-9]+)/", amina.page.url)[1]  # type: ignore[index]
        amina.type(what="The logo stays", whose_rule="The council").press("Save and go on")
        amina.type(what_people_get="£20 and travel", time_asked="2 hours every 2 weeks").press(
            "Save and go on"
        )
        amina.type(hours_1="Monday to Friday, 9 to 5", phone_1="0117 496 0000").press("Save and go on")
        amina.sees("Invite people").type(email=self.mailbox("sam"), name="Sam Newcome").press(
            "Send the invitation"
        )
        at = f"/projects/{self.address}/"
        amina.open(f"{at}roles/new/").type(name="Reader", involves="Reads drafts and says what is unclear.")
        amina.press(self.only_button(amina))
        for title in ("Choose 3 photos", "Write page 1"):
            amina.open(f"{at}tasks/new/").type(
                title=title, what="Look at 12, pick 3.", due_on=self.in_days(2), thank_you="£10"
            )
            amina.press(self.only_button(amina))
        amina.open(at).sees("Draft, not agreed yet").sees("Choose 3 photos")

    def mailbox(self, name: str) -> str:
        """A fresh address for this telling."""
        return f"{name}.{self.amina.script}@example.org".lower()

    # --- 2 --------------------------------------------------------------------------------------------------------

    def member_joins_by_invitation(self) -> None:
        """Sees what it is before giving anything; three presses, one field that is filled in."""
        mail = self.keeper.mail(self.mailbox("sam"), "asked you to join")
        sam = self.sam
        sam.open(link_after(mail, "say yes or no:")).sees("Nobody should feel lost").sees("£20 and travel")
        sam.press("Yes, I want to join")
        assert sam.page.locator("[name=name]").input_value() == "Sam Newcome"
        sam.press("Join the project").sees("Saved")
        sam.open(link_after(mail, "say yes or no:")).sees("does not work")

    def professional_and_others_join_by_link(self) -> None:
        """A shared link, a code, a name. Tom says he works in services; both kinds take a role."""
        amina = self.amina
        amina.open(f"/projects/{self.address}/invite/link/")
        amina.press(self.only_button(amina))
        link = re.search(r"https?://\S+/join/[^\s/]+/", amina.page.content())[0]  # type: ignore[index]
        for visitor, name in zip([self.tom, *self.others], ["Tom", *OTHERS], strict=True):
            email = self.mailbox(name)
            visitor.open(link).press("Yes, I want to join").type(email=email).press("Continue")
            visitor.type(code=self.keeper.code(email)).press("Continue")
            visitor.type(name=f"{name} Newcome").press("Join the project").sees("Saved")
        at = f"/projects/{self.address}/"
        self.tom.open(f"{at}me/experience/").choose("I work in services").press("Agree and save").sees(
            "Saved"
        )
        self.sam.open(f"{at}me/experience/").choose("Lived experience").press("Agree and save").sees("Saved")
        for visitor in (self.tom, self.sam):
            visitor.open(f"{at}roles/").press("Reader")
            visitor.press(self.only_button(visitor)).sees("Saved")

    def member_says_what_they_need(self) -> None:
        """Ticks, chooses who may see it; the people who run the project see it, others do not."""
        at = f"/projects/{self.address}/"
        self.sam.open(f"{at}needs/").choose("Breaks", "Only Amina").press("Save").sees("Saved")
        self.amina.open(f"{at}needs/shared/").sees("Breaks")
        self.tom.open(f"{at}people/")
        assert "Breaks" not in self.tom.page.locator("body").inner_text()

    def member_takes_and_hands_back(self) -> None:
        """Takes a task, hands it back with a note and no name, takes the other, which Tom finds gone."""
        at = f"/projects/{self.address}/"
        sam, tom = self.sam, self.tom
        tom.open(f"{at}tasks/").press("Write page 1")
        sam.open(f"{at}tasks/").press("Choose 3 photos").press("I will do this").sees("You can hand it back")
        sam.press("Hand it back").type(note="Four photos are in the folder.").press("Send").sees("Done")
        self.amina.open(f"{at}tasks/").press("Choose 3 photos").sees("Four photos are in the folder.")
        assert "Sam" not in self.amina.page.locator("main").inner_text()
        sam.open(f"{at}tasks/").press("Write page 1").press("I will do this").sees("Saved")
        tom.press("I will do this").sees("Sam Newcome took this just before you")

    # --- 3 --------------------------------------------------------------------------------------------------------

    def reminder_and_prompt_come(self) -> None:
        """The day before the task's day, and at the member's own rhythm."""
        self.sam.open(f"/projects/{self.address}/me/check-ins/").choose("Every week", "Amina").type(at="10am")
        self.sam.press("Save").sees("Saved")
        wait_for_ticks(self.site)  # what is due within a fortnight is planned
        self.clock_on("1 day on")
        self.reminder = self.keeper.mail(self.mailbox("sam"), "You have this task: Write page 1")

    def member_answers_in_two_presses(self) -> None:
        """From the message, not signed in. "Not OK" opens a chat request; only the person chosen reads it."""
        phone = self.come()
        phone.open(link_after(self.reminder, "I have done it:")).press("I have done it").sees("Done")
        for _day in range(8):  # the first prompt comes within a week
            if self.asked_how_it_goes():
                break
            self.clock_on("1 day on")
        prompt = self.keeper.mail(self.mailbox("sam"), "How is A better welcome")
        phone.open(link_after(prompt, "Not OK:")).press("Send").sees("Sent")
        phone.choose("Call me", "This week").press("Send").sees("Sent")
        self.problems_of(phone)
        self.amina.open("/support/for-me/").sees("Sam Newcome")
        self.amina.open("/check-ins/").sees("Not OK")
        self.tom.open("/check-ins/")
        assert "Not OK" not in self.tom.page.locator("main").inner_text()

    def asked_how_it_goes(self) -> bool:
        """Whether the prompt is in the mail once the timetable has ticked for the day that it is now."""
        wait_for_ticks(self.site)
        self.keeper.page.goto(self.site.url("/mail/"))
        rows = self.keeper.page.locator("main .rows > li", has_text=f"To {self.mailbox('sam')}.")
        return rows.filter(has_text="How is it going?").count() > 0

    def problems_of(self, visitor: Visitor) -> None:
        """Keep what was wrong with the pages of somebody who came for a moment."""
        self.keeper.problems += visitor.problems

    # --- 4 --------------------------------------------------------------------------------------------------------

    def pulse_opens_and_is_answered(self) -> None:
        """The host asks everyone; five people answer without names, one of them not signed in."""
        self.amina.open(f"/projects/{self.address}/principles/ask/")
        self.amina.press("Ask everyone").sees("Everyone gets a message now")
        mail = self.keeper.mail(self.mailbox("tom"), "with no name")
        unsigned = self.come()
        unsigned.open(re.search(r"http\S+/round/\S+", mail)[0])  # type: ignore[index]
        self.answer(unsigned, "Mostly")
        self.problems_of(unsigned)
        for visitor, word in zip(
            [self.amina, self.sam, *self.others], ["Always", "No", "Mostly", "Always"], strict=True
        ):
            visitor.open(f"/projects/{self.address}/one-more/")
            self.answer(visitor, word)
        self.sam.open(f"/projects/{self.address}/one-more/").sees("Nothing to answer just now")

    @staticmethod
    def answer(visitor: Visitor, word: str) -> None:
        """The same word to every question but the last, which does not fit."""
        questions = visitor.page.locator("main fieldset", has_text="This question does not fit").all()
        assert len(questions) == 12
        for question in questions[:-1]:
            question.locator("label.opt", has_text=re.compile(rf"^\s*{word}\s*$")).click()
        questions[-1].locator("label.opt", has_text="This question does not fit").click()
        visitor.press("Send with no name").sees("Sent")

    def pulse_closes_and_shows(self) -> None:
        """Nothing shows before the last day; then members see what leads see."""
        self.sam.open(f"/projects/{self.address}/principles/")
        assert "Going well" not in self.sam.page.locator("main").inner_text()
        self.clock_on("1 week on")
        self.clock_on("1 day on")
        self.keeper.mail(self.mailbox("sam"), "principles", wait=90)
        self.sam.open(f"/projects/{self.address}/principles/").sees("5 of 5 people answered").sees(
            "Going well"
        )
        self.sam.press("Resources").sees("What was done")

    def lead_sees_it(self) -> None:
        """Ruth sees the project among the organisation's, weakest first; the same page of the project as its members."""
        ruth = self.keeper
        ruth.page.goto(self.site.url("/demo/"))
        ruth.page.locator("main li", has_text="Ruth").get_by_role("button").first.click()
        ruth.open("/principles/").sees("A better welcome").sees("weakest")
        ruth.press("A better welcome").sees("5 of 5 people answered")
        ruth.open(f"/projects/{self.address}/tasks/").sees("not")
