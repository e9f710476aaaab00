"""The brochure of seed text S1, from opening the project to a finished leaflet with names: six people on phones.

Amina runs it, Sam, Layla and Max have lived experience, Tom and Priya work in services.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.site import RunningSite, wait_for_ticks
from tests.journeys.telling import Telling
from tests.journeys.visitor import Visitor

LIVED, STAFF = "Lived experience", "Staff"
NAMES = {
    "amina": "Amina Yusuf",
    "sam": "Sam",
    "layla": "ليلى منصور",
    "max": "Maximiliana",
    "tom": "Tom O’Dwyer",
    "priya": "प्रिया शर्मा",
}
MAX = "Maximiliana Oluwafunmilayo Fitzgerald-Featherstonehaugh"
PAGE_1, PAGE_2 = "Write what happens first", "Write who can help"


class Brochure(Telling):
    """One telling. Each act of it is seen to be true by somebody else than the one who did it."""

    def __init__(self, site: RunningSite, person: Callable[..., Page], *, script: bool) -> None:
        super().__init__(site, person, script=script)
        self.people = {key: self.come() for key in NAMES}
        self.amina, self.sam, self.layla = (self.people[key] for key in ("amina", "sam", "layla"))
        self.max, self.tom, self.priya = (self.people[key] for key in ("max", "tom", "priya"))
        self.at = ""

    def tell(self) -> list[str]:
        """Everything in its order. Returns what was wrong with the pages on the way."""
        self.clock_to_the_morning()
        for key, visitor in self.people.items():
            self.sign_in(visitor, key)
        self.facilitator_opens_it_from_a_template()
        self.five_people_join()
        self.the_purpose_is_agreed_by_those_with_lived_experience()
        self.a_piece_is_agreed_with_a_yes_from_both_sides()
        self.the_group_says_how_it_works_together()
        self.a_task_is_taken_and_somebody_is_too_late()
        self.it_is_handed_back_the_day_before_and_passed_on()
        self.a_sign_off_says_no_and_then_yes()
        self.a_piece_is_opened_again()
        self.the_leaflet_is_made_read_through_and_finished()
        self.it_ends_and_can_be_read()
        everyone = [self.keeper, *self.people.values()]
        return [problem for visitor in everyone for problem in visitor.problems]

    def sign_in(self, visitor: Visitor, key: str) -> None:
        """As one of the demo's people; the others than the first few are folded away."""
        visitor.page.goto(self.site.url("/demo/"))
        button = visitor.page.locator(f"button[name=person][value={key}]")
        if not button.is_visible():
            visitor.page.locator("main details:has(button[name=person]) > summary").click()
        button.click()
        visitor.page.wait_for_load_state()

    def go(self, visitor: Visitor, path: str = "") -> Visitor:
        """To a page of the project."""
        return visitor.open(f"{self.at}{path}")

    # --- opening ------------------------------------------------------------------------------------------------------

    def facilitator_opens_it_from_a_template(self) -> None:
        """Six short pages; stops after the second and comes back to the third."""
        amina = self.amina
        amina.open("/projects/new/").type(name="A leaflet about the court").choose("A leaflet or guide")
        amina.press("Save and go on")
        self.at = re.search(r"/projects/[a-z0-9]+/", amina.page.url)[0]  # type: ignore[index]
        amina.type(purpose="We write a leaflet about the court.").press("Save and come back later")
        self.go(amina).sees("Go on with setting it up").press("Go on with setting it up")
        amina.press("Save and go on")
        amina.type(
            what="No child may be recognised", whose_rule="The court", who_can_change="Nobody: it is the law"
        )
        amina.press("Save and go on")
        amina.type(what_people_get="£20 and travel", time_asked="2 hours every 2 weeks").press(
            "Save and go on"
        )
        amina.type(hours_1="Monday to Friday, 9 to 5", phone_1="0117 496 0000").press("Save and go on")
        amina.sees("Invite people")
        self.go(amina).sees("Draft, not agreed yet").sees("Illustrator").sees("No child may be recognised")

    def five_people_join(self) -> None:
        """By a shared link; everybody has an account already."""
        self.go(self.amina, "invite/link/").press(self.only_button(self.amina))
        link = re.search(r"https?://\S+/join/[^\s/\"]+/", self.amina.page.content())[0]  # type: ignore[index]
        for visitor in (self.sam, self.layla, self.max, self.tom, self.priya):
            visitor.open(link).press("Yes, I want to join")
            if visitor.page.get_by_role("button", name="Join the project").count():
                visitor.press("Join the project")
            self.go(visitor).sees("A leaflet about the court")

    # --- common ground -------------------------------------------------------------------------------------------------

    def say_of_purpose(self, visitor: Visitor, says: str, counts: str, words: str = "") -> Visitor:
        """One person's answer to the purpose."""
        self.go(visitor, "purpose/").choose(says, counts).type(words=words)
        return visitor.press("Save").sees("Saved")

    def the_purpose_is_agreed_by_those_with_lived_experience(self) -> None:
        """One would change it, so it stays a draft; with new words all three agree."""
        self.say_of_purpose(self.tom, "I agree", STAFF)
        self.say_of_purpose(self.sam, "I agree", LIVED)
        self.say_of_purpose(self.max, "I would change it", LIVED, "Say whom it is for.")
        self.go(self.amina, "purpose/").sees("Say whom it is for.").sees("Draft")
        self.go(self.amina, "purpose/words/").type(words="No parent stands alone on the first day at court.")
        self.amina.press("Save").sees("Saved")
        for visitor in (self.sam, self.layla):
            self.say_of_purpose(visitor, "I agree", LIVED)
        self.say_of_purpose(self.max, "I stand aside", LIVED)
        self.go(self.priya, "tasks/").sees("No parent stands alone")
        self.go(self.priya, "purpose/").sees("Agreed").sees("We write a leaflet about the court.")

    def open_piece(self, visitor: Visitor, question: str) -> Visitor:
        """From the plan to one of its questions."""
        return self.go(visitor, "plan/").press(question)

    def say_yes(self, visitor: Visitor, question: str, counts: str) -> Visitor:
        """A yes to what the group said."""
        return self.open_piece(visitor, question).choose(counts).press("I say yes to this")

    def a_piece_is_agreed_with_a_yes_from_both_sides(self) -> None:
        """Words, a thought without a name, a yes from one side, then from the other."""
        question = "What if someone wants to stop?"
        self.open_piece(self.layla, question).press("Write what we said")
        self.layla.type(said="Say so, or only send a text. Nobody asks why.").press("Save").sees("Saved")
        self.open_piece(self.max, question).type(words="A phone call is too much for me.")
        self.max.press("Add this").sees("Saved")
        self.open_piece(self.tom, question).sees("A phone call is too much for me.")
        assert MAX not in self.tom.page.locator("main").inner_text()
        self.say_yes(self.sam, question, LIVED).sees("staff")
        self.say_yes(self.tom, question, STAFF).sees("Agreed")
        self.go(self.priya, "plan/").sees("1 piece agreed")

    def the_group_says_how_it_works_together(self) -> None:
        """Ground rules, and a limit inside the form in which somebody suggests something."""
        self.go(self.sam, "together/rules/edit/").type(words="We let people finish.").press("Save").sees(
            "Saved"
        )
        self.go(self.layla, "together/rules/").press("I go along with this").sees("Saved")
        self.go(self.layla, "tasks/new/").sees("No child may be recognised")

    # --- tasks ---------------------------------------------------------------------------------------------------------

    def add_task(self, title: str, *, sign_off: bool = False) -> None:
        """Amina adds a task for tomorrow; with `sign_off`, Tom says yes or no to it."""
        amina = self.go(self.amina, "tasks/new/")
        amina.type(title=title, what="Half a page in plain words.", due_on=self.in_days(1))
        if sign_off:
            amina.unfold("Does somebody say yes at the end?")
            amina.type(step_1_who="Tom O’Dwyer", step_1_grounds="Every sentence about the law is right.")
            amina.type(step_1_if_no="You hear which sentence, and why.")
        amina.press("Add the task").sees("Saved")

    def a_task_is_taken_and_somebody_is_too_late(self) -> None:
        """Two people have the page open; the second to press is told kindly who has it. The first says a wish for cover."""
        self.add_task(PAGE_1, sign_off=True)
        self.add_task(PAGE_2)
        for visitor in (self.sam, self.layla):
            self.go(visitor, "tasks/").press(PAGE_1).sees("Every sentence about the law is right.")
        self.sam.press("I will do this").sees("You can hand it back at any time")
        self.layla.press("I will do this").sees("Sam took this just before you")
        self.sam.choose("Pass it to one person").type(cover_to=MAX).press("Save").sees("Saved")
        self.go(self.layla, "tasks/").press(PAGE_2).press("I will do this").sees("Saved")

    def it_is_handed_back_the_day_before_and_passed_on(self) -> None:
        """Max is asked first and says no; those who help hear of it, with no name; Layla takes it from the list."""
        self.go(self.sam, "tasks/").press(PAGE_1).press("Hand it back")
        self.sam.type(note="The first two lines are there.").press("Send").sees("Done")
        self.max.open("/home/").sees(PAGE_1)
        self.go(self.layla, "tasks/").press(PAGE_1)
        assert self.layla.page.get_by_role("button", name="I will do this").count() == 0
        self.go(self.max, "tasks/").press(PAGE_1).press("No thank you").sees(
            "Nobody sees that you were asked"
        )
        wait_for_ticks(self.site)
        self.keeper.mail("amina@example.org", PAGE_1)
        self.go(self.layla, "tasks/").press(PAGE_1).sees("The first two lines are there.")
        assert "Sam" not in self.layla.page.locator("main").inner_text()
        self.layla.press("I will do this").sees("Saved")

    def a_sign_off_says_no_and_then_yes(self) -> None:
        """The no says what was seen, why, what is possible and who to talk to; there is a reply; then a yes."""
        layla, tom = self.layla, self.tom
        self.go(layla, "tasks/").press(PAGE_1).press("I have done it").sees("Waiting for a yes")
        tom.open("/home/").press(f"Say yes or no to: {PAGE_1}")
        tom.press("Not like this").type(
            heard="You say that people may leave the room. It is kind and clear.",
            why="In some hearings they must stay.",
            possible="Say that they can ask for a break.",
            talk_to=NAMES["amina"],
        )
        tom.press("Send the answer").sees("Saved")
        self.go(layla, "tasks/").press(PAGE_1).sees("In some hearings they must stay.").sees(NAMES["amina"])
        layla.unfold("Reply to this").type(words="That works. We add that you can ask twice.").press(
            "Save the reply"
        )
        layla.sees("Saved")
        self.go(layla, "tasks/").press(PAGE_1).press("I have done it").sees("Waiting for a yes")
        tom.open("/home/").press(f"Say yes or no to: {PAGE_1}").sees("We add that you can ask twice.")
        tom.press("Yes, it is right like this").sees("Saved")
        self.go(layla, "tasks/?show=done").sees(PAGE_1)

    def a_piece_is_opened_again(self) -> None:
        """Without a fuss, and agreed again with new words."""
        question = "What if someone wants to stop?"
        self.open_piece(self.max, question).press("Talk about it again").sees("Saved")
        self.open_piece(self.max, question).press("Change what we said")
        self.max.type(said="Say so, or send a text, or tell Sam.").press("Save").sees("Saved")
        self.say_yes(self.priya, question, STAFF)
        self.say_yes(self.layla, question, LIVED).sees("Agreed")

    # --- the leaflet -----------------------------------------------------------------------------------------------------

    def the_leaflet_is_made_read_through_and_finished(self) -> None:
        """Two sections with people, versions, easy read checked by a reader, a read-through, names as people choose."""
        self.go(self.amina, "outputs/new/").type(title="The leaflet", what="One page, folded.").press(
            "Add it"
        )
        self.leaflet = self.amina.page.url.removeprefix(self.site.address).split("?")[0]
        for title in ("What happens first", "Who can help"):
            self.amina.open(f"{self.leaflet}sections/").type(title=title).press("Add the section").sees(
                "Saved"
            )
        for visitor, title, words in (
            (
                self.layla,
                "What happens first",
                "Come half an hour early. You can ask for a break, and ask twice.",
            ),
            (self.sam, "Who can help", "Your solicitor speaks for you. Call the family centre, too."),
        ):
            self.hold(visitor, title)
            visitor.open(self.leaflet)
            visitor.page.get_by_role("link", name=re.compile(rf"Add a version\s+{title}")).click()
            visitor.page.wait_for_load_state()
            visitor.type(words=words, note="The first words").press("Add this version").sees("Saved")
        self.max.open(self.leaflet).press("I will hold the thread").sees("Saved")
        self.amina.open(self.leaflet).press("Ask for a read-through").sees("Sent")
        self.max.open(self.leaflet).press("I have read it all")
        self.max.choose("It holds together").press("Save").sees("Saved")
        self.amina.open(self.leaflet).press("It is finished").sees("Finished")
        self.credit(self.layla, "Wrote the first part", "With my name")
        self.credit(self.sam, "Wrote who can help", "With another name", other_name="S.")
        self.credit(self.priya, "Called people after hard pages", "With my name")
        self.tom.open(f"{self.leaflet}print/").sees("Come half an hour early").sees(
            "Your solicitor speaks for you"
        )
        text = self.tom.page.locator("main").inner_text()
        assert [name in text for name in (NAMES["layla"], "S.", NAMES["priya"], MAX)] == [
            True,
            True,
            True,
            False,
        ]

    def hold(self, visitor: Visitor, title: str) -> None:
        """Take one section."""
        visitor.open(self.leaflet)
        visitor.page.get_by_role("button", name=re.compile(rf"I take this section\s+{title}")).click()
        visitor.page.wait_for_load_state()
        visitor.look().sees("Saved")

    def credit(self, visitor: Visitor, part: str, shown: str, **fields: str) -> None:
        """Say one's part, and how to be named."""
        visitor.open(f"{self.leaflet}credit/").type(part=part, **fields).choose(shown).press("Save").sees(
            "Saved"
        )

    def it_ends_and_can_be_read(self) -> None:
        """Our story, thanks, and after that nothing can be changed."""
        self.go(self.sam, "story/words/").type(
            how="We read it aloud to each other.", what_changed="The court has a sign now."
        )
        self.sam.press("Save").sees("Saved")
        self.go(self.amina, "ending/end/").type(
            thanks="Thank you all.", what_became="1,000 leaflets at the court."
        )
        self.amina.choose("Yes, we have talked about it").press("End the project").sees("Saved")
        self.go(self.layla).sees("The project ended on")
        self.go(self.layla, "story/").sees("We read it aloud to each other.").sees("The leaflet")
        self.go(self.layla, "tasks/new/").sees("has ended")
        self.go(self.layla, "ending/").sees("1,000 leaflets at the court.")
