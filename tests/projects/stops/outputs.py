"""Pages of what the group makes: being made, read through, finished; sections, versions, files, credits."""

from coproduce.lib import dates
from projects.actions.credit import say_credit
from projects.actions.output import add_output, hold_thread, name_who_answers, talk_about_good_enough
from projects.actions.piece_yes import say_yes
from projects.actions.read_through import ask_for_reading, finish_output, read_through
from projects.actions.section import add_section, hold_section
from projects.actions.thought import add_thought
from projects.actions.version import add_version, check_version
from projects.lib.files import FitFile
from projects.models import Output, OutputVersion
from tests.factories.common_ground import make_file, make_version
from tests.projects.pages import Brochure, Stop

FIRST = "When you come in, say hello to the person at the door.\n\nYou can sit where you like."
PDF = FitFile("our leaflet.pdf", "application/pdf", b"%PDF-1.4 a small one")


class Made:
    """A guide in the making, a leaflet that is read through, a poster that is finished, and one with nothing in it."""

    def __init__(self, house: Brochure) -> None:
        self.now = dates.now()
        words = {
            "title": "A guide for your first day",
            "what": "For people who are new.",
            "good_enough": "Short and true.",
        }
        self.guide = add_output(by=house.member, words=words, now=self.now)
        name_who_answers(by=house.member, pk=self.guide.pk, version=1, person_id=house.staff.pk)
        titles = ("What happens first", "Who you will meet", "What if it is too much")
        self.sections = [add_section(by=house.host, output_pk=self.guide.pk, title=title) for title in titles]
        for who in (house.member, house.other):
            hold_section(by=who, pk=self.sections[0].pk)
        self.version = self._add(house, self.sections[0].pk, words=FIRST, note="Shorter")
        self.easy = self._add(house, self.sections[0].pk, words="Say hello. Sit down.", is_easy_read=True)
        self.in_file = self._add(house, self.sections[1].pk, file=PDF)
        check_version(
            by=house.other, pk=self.easy.pk, shown_as="other", other_name="The reader", now=self.now
        )
        check_version(by=house.staff, pk=self.easy.pk, shown_as="none", now=self.now)
        add_thought(by=house.other, about=self.version, words="I like it.", by_name=True, now=self.now)
        self.leaflet = self._read(house, "A leaflet for families", finish=False)
        self.poster = self._read(house, "A poster for the door", finish=True)
        self.empty = add_output(by=house.other, words={"title": "A map"}, now=self.now)
        self.gone = make_version(output=self.leaflet, file=make_file(project=house.project), words="")
        self.gone.file.content.delete(save=False)
        self.course = self._agreed(house)

    def _agreed(self, house: Brochure) -> Output:
        words = {"title": "A course for staff", "good_enough": "Two hours, with a break. People laugh once."}
        output = add_output(by=house.member, words=words, now=self.now)
        piece = talk_about_good_enough(by=house.member, pk=output.pk, now=self.now)
        for who, side in ((house.member, "lived"), (house.staff, "staff")):
            say_yes(by=who, pk=piece.pk, said_version=piece.said_version, count_as=side, now=self.now)
        self.leaflet_piece = talk_about_good_enough(by=house.other, pk=self.leaflet.pk, now=self.now)
        return output

    def _add(self, house: Brochure, section: int | None, **given: object) -> OutputVersion:
        added = add_version(
            by=house.member,
            output_pk=self.guide.pk,
            section_pk=section,
            now=self.now,
            **given,  # type: ignore[arg-type]
        )
        return added.version

    def _read(self, house: Brochure, title: str, *, finish: bool) -> Output:
        output = add_output(by=house.member, words={"title": title}, now=self.now)
        hold_thread(by=house.other, pk=output.pk)
        add_version(by=house.member, output_pk=output.pk, words=FIRST, now=self.now)
        ask_for_reading(by=house.member, pk=output.pk, now=self.now)
        if finish:
            read_through(
                by=house.other,
                pk=output.pk,
                holds_together=True,
                words="I read it twice. It flows.",
                now=dates.now(),
            )
            say_credit(by=house.other, output_pk=output.pk, part="read it all", shown_as="name", now=self.now)
            say_credit(
                by=house.host, output_pk=output.pk, part="brought the tea", shown_as="none", now=self.now
            )
            finish_output(by=house.host, pk=output.pk, now=self.now)
        return output


def make_stops() -> list[Stop]:
    """The stops of members; hosts may do no more here."""
    house = Brochure()
    made = Made(house)
    return [*_outputs(house, made), *_versions(house, made)]


def _outputs(house: Brochure, made: Made) -> list[Stop]:
    sam, jo, at = house.sam, house.jo, house.at
    guide, leaflet, poster, empty = (each.pk for each in (made.guide, made.leaflet, made.poster, made.empty))
    stale = {"version": "7", "title": "Another name", "what": "", "good_enough": ""}
    return [
        Stop("outputs", at("output-list"), sam),
        Stop("output, being made", at("output-detail", guide), sam),
        Stop("output, to be read by me", at("output-detail", leaflet), jo),
        Stop("output, read by somebody", at("output-detail", leaflet), sam),
        Stop("output, finished", at("output-detail", poster), sam),
        Stop("output, finished, I have a credit", at("output-detail", poster), jo),
        Stop("output, new", at("output-detail", empty), sam),
        Stop("output, good enough is agreed", at("output-detail", made.course.pk), jo),
        Stop("output, added by me, nothing in it", at("output-detail", made.course.pk), sam),
        Stop("output, change, good enough in the plan", at("output-edit", made.course.pk), sam),
        Stop(
            "output, change, words that moved", at("output-edit", made.course.pk), sam,
            {"version": "1", "title": "A course", "good_enough": "An hour is enough"}, status=409,
        ),
        Stop("output, piece about good enough", at("piece-detail", made.leaflet_piece.pk), sam),
        Stop("output, add", at("output-new"), sam),
        Stop("output, add, with a problem", at("output-new"), sam, {}),
        Stop("output, change", at("output-edit", guide), sam),
        Stop("output, change, two texts", at("output-edit", guide), sam, stale, status=409),
        Stop("output, change, finished", at("output-edit", poster), sam, status=403),
        Stop("output, who answers", at("output-answers", guide), sam),
        Stop("output, who answers, two names", at("output-answers", guide), sam, {"version": "7"}, status=409),
        Stop("output, sections", at("output-sections", guide), sam),
        Stop("output, no sections", at("output-sections", empty), sam),
        Stop("output, sections, finished", at("output-sections", poster), sam),
        Stop("output, sections, with a problem", at("output-sections", guide), sam, {}),
        Stop("output, section", at("section-edit", made.sections[2].pk), sam),
        Stop("output, section with a version", at("section-edit", made.sections[0].pk), sam),
        Stop("output, read", at("output-read", leaflet), jo),
        Stop("output, read, with a problem", at("output-read", leaflet), jo, {"holds": "not_yet"}),
        Stop("output, credit", at("output-credit", poster), sam),
        Stop("output, my credit", at("output-credit", poster), jo),
        Stop("output, credit, with a problem", at("output-credit", poster), sam, {"shown_as": "other"}),
        Stop("output, print", at("output-print", guide), sam),
        Stop("output, print, easy read", at("output-print", guide) + "?easy=1", sam),
        Stop("output, print, finished", at("output-print", poster), sam),
        Stop("output, print, new", at("output-print", empty), sam),
    ]  # fmt: skip


def _versions(house: Brochure, made: Made) -> list[Stop]:
    sam, jo, at = house.sam, house.jo, house.at
    guide, section = made.guide.pk, made.sections[0].pk
    return [
        Stop("output, versions", at("output-versions", guide) + f"?section={section}", sam),
        Stop("output, no versions", at("output-versions", guide), sam),
        Stop("output, add a version", at("output-version-new", guide) + f"?from={made.version.pk}", sam),
        Stop("output, add a version, with a problem", at("output-version-new", guide), sam, {}),
        Stop("output, version", at("version-detail", made.version.pk), sam),
        Stop("output, version of somebody", at("version-detail", made.version.pk), jo),
        Stop("output, version in easy read", at("version-detail", made.easy.pk), house.amina),
        Stop("output, version that I found clear", at("version-detail", made.easy.pk), jo),
        Stop("output, version in a file", at("version-detail", made.in_file.pk), sam),
        Stop("output, thought, with a problem", at("version-thought", made.version.pk), sam, {}),
        Stop("output, it is clear", at("version-check", made.easy.pk), house.amina),
        Stop("output, it is clear, with a problem", at("version-check", made.easy.pk), house.amina, {}),
        Stop("output, file that is gone", at("file", made.gone.file_id), sam, status=404),
    ]  # fmt: skip
