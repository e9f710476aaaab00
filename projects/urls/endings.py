"""Addresses of pausing and ending a project, of who runs it, and of its story."""

from django.urls import path

from projects.urls.base import at
from projects.views import ending, standing_in, story

urlpatterns = [
    path(f"{at}ending/", ending.ending, name="ending"),
    path(f"{at}ending/pause/", ending.pause, name="pause"),
    path(f"{at}ending/resume/", ending.resume, name="resume"),
    path(f"{at}ending/end/", ending.end, name="end"),
    path(f"{at}ending/reopen/", ending.reopen, name="reopen"),
    path(f"{at}who-runs/", standing_in.who_runs, name="who-runs"),
    path(f"{at}stand-in/", standing_in.stand_in, name="stand-in"),
    path(f"{at}story/", story.story, name="story"),
    path(f"{at}story/words/", story.story_words, name="story-words"),
    path(f"{at}story/my-name/", story.story_name, name="story-name"),
    path(f"{at}story/file/", story.story_export, name="story-export"),
    path(f"{at}everything/", story.export, name="export"),
]
