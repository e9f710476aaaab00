"""Addresses of the jigsaw, the questions in it, the cards, and taking a thought back."""

from django.urls import path

from projects.urls.base import at
from projects.views import card, piece, plan, thought

urlpatterns = [
    path(f"{at}plan/", plan.plan, name="plan"),
    path(f"{at}plan/poster/", plan.plan_poster, name="plan-poster"),
    path(f"{at}plan/new/", plan.question_new, name="question-new"),
    path(f"{at}plan/shared/", plan.question_list, name="question-list"),
    path(f"{at}plan/cards/", card.card_list, name="card-list"),
    path(f"{at}plan/<int:pk>/", piece.piece_detail, name="piece-detail"),
    path(f"{at}plan/<int:pk>/write/", piece.piece_write, name="piece-write"),
    path(f"{at}plan/<int:pk>/words/", piece.piece_edit, name="piece-edit"),
    path(f"{at}plan/<int:pk>/yes/", piece.piece_yes, name="piece-yes"),
    path(f"{at}plan/<int:pk>/yes/back/", piece.piece_yes_back, name="piece-yes-back"),
    path(f"{at}plan/<int:pk>/talk/", piece.piece_talk, name="piece-talk"),
    path(f"{at}plan/<int:pk>/not-needed/", piece.piece_aside, name="piece-aside"),
    path(f"{at}plan/<int:pk>/thoughts/", piece.piece_thought, name="piece-thought"),
    path(f"{at}plan/<int:pk>/delete/", piece.piece_delete, name="piece-delete"),
    path(f"{at}plan/<int:pk>/share/", piece.piece_share, name="piece-share"),
    path(f"{at}thoughts/<int:pk>/take-back/", thought.thought_take_back, name="thought-take-back"),
]
