"""Addresses of tasks."""

from django.urls import path

from projects.urls.base import at
from projects.views import task, task_hold

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
    path(f"{at}tasks/<int:pk>/not-needed/", task.task_call_off, name="task-call-off"),
]
