"""Our story: reading it, writing it, one's own name in it, and taking it along (seeds 26, 145)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Clash
from projects.actions.story import choose_story_name, write_story
from projects.decorators import project_members_only
from projects.forms.story import StoryForm, StoryNameForm
from projects.models import Project, Story, StoryName
from projects.permissions.story import can_write_story
from projects.queries.story import everything_of, story_of
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts
from projects.views.credit import names_of_others


@project_members_only
def story(request: ProjectRequest) -> HttpResponse:
    """What was made, how, by whom, and what changed; it prints as it is."""
    context = {
        "told": story_of(request.project),
        "mine": StoryName.objects.filter(project=request.project, membership=request.membership).first(),
        "may_write": can_write_story(request.membership),
    }
    return render(request, "projects/story/detail.html", context)


@project_members_only
def story_words(request: ProjectRequest) -> HttpResponse:
    """Write how it was done and what changed. Somebody else's words are never lost (promise C2)."""
    project = request.project
    there = Story.objects.filter(project=project).first() or Story(project=project)
    initial = {"how": there.how, "what_changed": there.what_changed, "version": there.version}
    form = StoryForm(request.POST if request.method == "POST" else None, initial=initial)
    clash = None
    if request.method == "POST" and form.is_valid():
        try:
            write_story(by=request.membership, now=dates.now(), **form.cleaned_data)
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Everyone in the project sees the new words."))
            return redirect("projects:story", project.address)
    context = {"form": form, "clash": clash, "may_write": can_write_story(request.membership)}
    return render(request, "projects/story/words.html", context, status=409 if clash is not None else 200)


@project_members_only
def story_name(request: ProjectRequest) -> HttpResponse:
    """How the story names me, if at all."""
    mine = StoryName.objects.filter(project=request.project, membership=request.membership).first()
    initial = {"shown_as": mine.shown_as, "other_name": mine.other_name} if mine else {}
    posted = request.POST if request.method == "POST" else None
    form = StoryNameForm(posted, initial=initial, taken=names_of_others(request))
    if request.method == "POST" and form.is_valid():
        choose_story_name(by=request.membership, now=dates.now(), **form.cleaned_data)
        messages.success(request, _("Saved. You can change it at any time."))
        return redirect("projects:story", request.project.address)
    return render(request, "projects/story/name.html", {"form": form})


# --- files to keep -------------------------------------------------------------------------------------------------------

STYLE = SafeString(  # the file stands alone, where no policy of this site holds
    "<style>body{max-width:40em;margin:2em auto;padding:0 1em;font:1.1em/1.5 sans-serif}"
    "blockquote{margin:0 0 1em;padding-left:1em;border-left:3px solid #999}</style>"
)


@project_members_only
def story_export(request: ProjectRequest) -> HttpResponse:
    """The story as one file: no links, nothing from this site, nobody named who did not choose it."""
    return _file(request.project, "projects/story/file.html", {"told": story_of(request.project)})


@project_members_only
def export(request: ProjectRequest) -> HttpResponse:
    """All that the group wrote as one file, for people in the project."""
    return _file(request.project, "projects/story/everything.html", everything_of(request.project))


def _file(project: Project, template: str, context: dict[str, object]) -> HttpResponse:
    """A page of its own to download; it is never shown inside the site."""
    page = render_to_string(
        template, {**context, "project": project, "style": STYLE, "today": dates.today(project.zone)}
    )
    name = slugify(project.name)[:40] or "project"
    headers = {"Content-Disposition": f'attachment; filename="{name}.html"'}
    return HttpResponse(page, content_type="text/html; charset=utf-8", headers=headers)
