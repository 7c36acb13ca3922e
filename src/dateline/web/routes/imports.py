"""Importing: files in, reports read in the background, progress and errors by line."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Path, Request, Response, UploadFile

from dateline.web.access import Editor
from dateline.web.answers import SettingsNow, answer
from dateline.web.documented import gives
from dateline.web.jobs import Jobs
from dateline.web.problems import Problem, missing
from dateline.web.shapes import Job

router = APIRouter(tags=["import"])


@router.post("/import", status_code=202, responses=gives(Job, 413, 415, status=202, tagged=False))
def start_import(
    request: Request,
    settings: SettingsNow,
    person: Editor,
    files: Annotated[list[UploadFile], File(description="Text, web pages, feeds, JSONL.")],
) -> Response:
    """Read reports from files; the answer names the job to ask after."""
    if len(files) > settings.files:
        raise Problem(413, f"at most {settings.files} files are taken at once")
    jobs: Jobs = request.app.state.jobs
    job = jobs.start([(file.filename or "", file.file) for file in files], person.name)
    return answer(request, job, status=202, headers={"Location": f"/api/v1/import/{job.id}"})


@router.get("/import/{id}", responses=gives(Job, tagged=False))
def show_import(
    request: Request, person: Editor, id: Annotated[str, Path(max_length=100)]
) -> Response:
    """How far an import is."""
    jobs: Jobs = request.app.state.jobs
    job = jobs.get(id)
    if job is None:
        raise missing("import", id)
    return answer(request, job)
