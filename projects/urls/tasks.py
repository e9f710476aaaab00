"""Addresses of tasks."""

from django.urls import path

from projects.urls.base import at
from projects.views import sign_off, task, task_hold, task_words

urlpatterns = [
    path(f"{at}tasks/", task.task_list, name="task-list"),
    path(f"{at}tasks/new/", task.task_new, name="task-new"),
    path(f"{at}tasks/<int:pk>/", task.task_detail, name="task-detail"),
    path(f"{at}tasks/<int:pk>/edit/", task.task_edit, name="task-edit"),
    path(f"{at}tasks/<int:pk>/claim/", task_hold.task_claim, name="task-claim"),
    path(f"{at}tasks/<int:pk>/cover/", task_hold.task_cover, name="task-cover"),
    path(f"{at}tasks/<int:pk>/share/", task_hold.task_share, name="task-share"),
    path(f"{at}tasks/<int:pk>/hand-back/", task_hold.task_hand_back, name="task-hand-back"),
    path(f"{at}tasks/<int:pk>/more-time/", task_hold.task_more_time, name="task-more-time"),
    path(f"{at}tasks/<int:pk>/done/", task_hold.task_done, name="task-done"),
    path(f"{at}tasks/<int:pk>/undo/", task_hold.task_undo, name="task-undo"),
    path(f"{at}tasks/<int:pk>/no-thanks/", task_hold.task_no_thanks, name="task-no-thanks"),
    path(f"{at}sign-offs/<int:pk>/", sign_off.sign_off, name="sign-off"),
    path(f"{at}sign-offs/<int:pk>/no/", sign_off.sign_off_no, name="sign-off-no"),
    path(f"{at}sign-offs/<int:pk>/reply/", sign_off.sign_off_reply, name="sign-off-reply"),
    path(f"{at}sign-offs/<int:pk>/undo/", sign_off.sign_off_undo, name="sign-off-undo"),
    path(f"{at}tasks/<int:pk>/not-needed/", task.task_call_off, name="task-call-off"),
    path(f"{at}tasks/<int:pk>/call/", task_words.task_call, name="task-call"),
    path(f"{at}tasks/<int:pk>/call/take-back/", task_words.task_call_take_back, name="task-call-take-back"),
    path(f"{at}tasks/<int:pk>/try-outs/", task_words.task_try_outs, name="task-try-outs"),
    path(f"{at}tasks/<int:pk>/ready/", task_words.task_confidence, name="task-confidence"),
    path(
        f"{at}tasks/<int:pk>/ready/forget/", task_words.task_confidence_forget, name="task-confidence-forget"
    ),
    path(f"{at}try-outs/<int:pk>/changed/", task_words.try_out_changed, name="try-out-changed"),
    path(f"{at}try-outs/<int:pk>/take-back/", task_words.try_out_take_back, name="try-out-take-back"),
]
