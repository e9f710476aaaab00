"""The pages of the plan in the states a person can reach."""

from coproduce.lib import dates
from projects.actions.piece import add_question, lay_out_pieces, put_aside, talk_about, write_piece
from projects.actions.piece_yes import say_yes
from projects.actions.shared_question import share_question
from projects.actions.thought import add_thought
from projects.models import Piece
from tests.factories.common_ground import make_piece, make_thought
from tests.factories.members import make_member
from tests.factories.projects import make_membership, make_project
from tests.projects.pages import Brochure, Stop


class Plan(Brochure):
    """The brochure project with a plan in the middle of its life."""

    def __init__(self) -> None:
        super().__init__()
        lay_out_pieces(project_id=self.project.pk)
        self.pieces = {piece.key: piece for piece in self.project.pieces.all()}
        for key in ("purpose", "safe", "together", "take-part"):
            self._agree(self.pieces[key])
        for key in ("trust", "know-enough", "one-voice", "not-known"):
            talk_about(by=self.member, pk=self.pieces[key].pk)
        put_aside(by=self.member, pk=self.pieces["skills"].pk, why="We have no drawings in it.")
        self.half = self.pieces["free"]
        self._write(self.half, "You can say no to a task. You do not have to say why.")
        say_yes(by=self.member, pk=self.half.pk, said_version=2, count_as="lived", now=self.now)
        self.words = self.pieces["trust"]
        self._write(self.words, "We say early when we cannot do a thing.")
        for number in range(3):
            add_thought(
                by=self.other, about=self.half, words=f"I like that. It is idea {number + 1}.",
                by_name=number != 1, now=self.now,
            )  # fmt: skip
        add_thought(
            by=self.member, about=self.half, words="It took me years to say no.", by_name=False, now=self.now
        )
        self.ours = add_question(
            by=self.member, question="Do we bring dogs?", why="Two of us have one.", now=self.now
        )
        self.given = add_question(by=self.other, question="Where do we sit?", now=self.now)
        share_question(by=self.other, pk=self.given.pk, now=self.now)
        self.empty = make_project(organisation=self.house, name="A new start")
        make_membership(project=self.empty, member=self.sam)
        self.paused = make_project(
            organisation=self.house, name="Resting", status="paused", paused_at=dates.now()
        )
        make_membership(project=self.paused, member=self.sam)
        self.still = make_piece(project=self.paused, said="We meet at two.", status=Piece.Status.TALKING)
        make_thought(
            about=self.still, author=make_membership(project=self.paused, member=make_member(name="Kim"))
        )

    def _write(self, piece: Piece, words: str) -> None:
        day = self.today.replace(year=self.today.year + 1, day=1)
        write_piece(by=self.member, pk=piece.pk, version=piece.version, said=words, review_on=day)

    def _agree(self, piece: Piece) -> None:
        self._write(piece, "We wrote down what we want. It stands on the wall in the kitchen.")
        for by, side in ((self.member, "lived"), (self.staff, "staff")):
            say_yes(by=by, pk=piece.pk, said_version=2, count_as=side, now=self.now)


def make_stops() -> list[Stop]:
    """The plan, its pieces, the poster, the shared questions, the cards."""
    house = Plan()
    at, sam, jo, tom = house.at, house.sam, house.jo, house.tom
    half, agreed, pieces = house.half.pk, house.pieces["safe"].pk, house.pieces
    stale = {"version": "1", "said": "We always ask first.", "review_on": ""}
    words = {"version": "1", "question": "Is a no fine too?", "why": "", "example": ""}

    def elsewhere(name: str, project: str, *args: object) -> str:
        return at(name, *args).replace(house.project.address, project)

    return [
        Stop("plan", at("plan"), sam),
        Stop("plan, no pieces", elsewhere("plan", house.empty.address), sam),
        Stop("plan, paused", elsewhere("plan", house.paused.address), sam),
        Stop("plan poster", at("plan-poster"), sam),
        Stop("plan poster, no pieces", elsewhere("plan-poster", house.empty.address), sam),
        Stop("plan piece, not started", at("piece-detail", pieces["time"].pk), sam),
        Stop("plan piece, my yes", at("piece-detail", half), sam),
        Stop("plan piece, others' yes", at("piece-detail", half), jo),
        Stop("plan piece, words only", at("piece-detail", house.words.pk), sam),
        Stop("plan piece, agreed", at("piece-detail", agreed), tom),
        Stop("plan piece, not needed", at("piece-detail", pieces["skills"].pk), sam),
        Stop("plan piece, loose", at("piece-detail", pieces["not-known"].pk), sam),
        Stop("plan piece, ours", at("piece-detail", house.ours.pk), sam),
        Stop("plan piece, shared", at("piece-detail", house.given.pk), jo),
        Stop("plan piece, paused", elsewhere("piece-detail", house.paused.address, house.still.pk), sam),
        Stop("plan piece, yes to old words", at("piece-yes", half), tom, {"said_version": "1", "count_as": "staff"}, status=409),
        Stop("plan piece, yes with a problem", at("piece-yes", half), tom, {"said_version": "2"}),
        Stop("plan piece, thought with a problem", at("piece-thought", half), tom, {"words": ""}),
        Stop("plan piece, write", at("piece-write", agreed), sam),
        Stop("plan piece, write with a problem", at("piece-write", half), sam, {"version": "2", "review_on": "31 February"}),
        Stop("plan piece, two writing", at("piece-write", half), sam, stale, status=409),
        Stop("plan piece, change the question", at("piece-edit", agreed), sam),
        Stop("plan piece, change the question with a problem", at("piece-edit", half), sam, {"version": "2"}),
        Stop("plan piece, two changing the question", at("piece-edit", half), sam, words, status=409),
        Stop("plan piece, put aside", at("piece-aside", half), sam),
        Stop("plan piece, put aside with a problem", at("piece-aside", half), sam, {"why": ""}),
        Stop("plan, add a question", at("question-new"), sam),
        Stop("plan, add a question with a problem", at("question-new"), sam, {"question": ""}),
        Stop("plan, shared questions", at("question-list"), jo),
        Stop("plan, shared questions of others", elsewhere("question-list", house.empty.address), sam),
        Stop("plan cards", at("card-list"), sam),
    ]  # fmt: skip
