"""Files: for members of the project, as a download, never inside a page."""

import io

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render

from projects.decorators import project_members_only
from projects.models import StoredFile
from projects.requests import ProjectRequest


@project_members_only
def file(request: ProjectRequest, pk: int) -> HttpResponse:
    """One file. Whatever is inside it can do nothing here: it is saved, not shown, and never run as a page of ours."""
    stored = get_object_or_404(StoredFile, pk=pk, project=request.project)
    try:
        with stored.content.open("rb") as kept:
            content = io.BytesIO(
                kept.read()
            )  # FILE_MOST_BYTES at most, and no file stays open for a slow reader
    except FileNotFoundError:
        return render(request, "projects/version/file_gone.html", {"stored": stored}, status=404)
    answer = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.kind)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer  # type: ignore[return-value]  # a view may stream what it answers
