"""The one table of promise S1: for each URL, whom it is for. A URL without a row fails the test."""

from tests.trust.world import PERSONAS

PAGE, ASK, NOT_FOUND, REFUSED = "page", "sign in", "404", "403"
MOVED, PROVE = "led to another page", "asked to prove who they are"  # what may stand instead: see `allowed`

# Before anything is looked up, these ask whoever is signed in for a second factor, or to prove once more who they are.
ASK_AGAIN_FIRST = {
    "members:organisation-appoint",
    "members:organisation-end",
    "projects:organisation-safety-words",
    "members:data-take",
    "members:data-remove",
}

IN_PROJECT = {"member", "other member", "host"}


def row(*inside: str, outside: str = NOT_FOUND, signed_out: str = ASK, **others: str) -> dict[str, str]:
    """What each persona gets: the page for those `inside`, `outside` for the rest, or what is said of one of them."""
    found = {persona: PAGE if persona in inside else outside for persona in PERSONAS}
    found["signed out"] = PAGE if "signed out" in inside else signed_out
    return found | {persona.replace("_", " "): answer for persona, answer in others.items()}


EVERYONE = row(*PERSONAS)
NOBODY_HERE = row(signed_out=NOT_FOUND)  # pages of the demo
SIGNED_IN = row(*set(PERSONAS) - {"signed out"})
MEMBERS = row(*IN_PROJECT)
HOSTS = row("host", member=REFUSED, other_member=REFUSED)
READERS = row(*IN_PROJECT, "lead")
FACILITATORS = row("host")
ORGANISATION = row("host", "lead", "support person")  # those who do something for it
ASKER_AND_ASKED = row("member", "support person")
ASKER_ONLY = row("member", support_person=REFUSED)
ASKED_ONLY = row("support person", member=REFUSED)
CHOSEN_ONLY = row("support person")  # whom a check-in was written to

TABLE: dict[str, dict[str, str]] = {
    # everybody
    **dict.fromkeys(
        ["front", "help", "privacy", "accessibility", "words", "staying-safe", "leave"], EVERYONE
    ),
    **dict.fromkeys(["health", "sign-in", "sign-out"], EVERYONE),
    **dict.fromkeys(
        ["sign-in-code", "account_confirm_login_code"], row(outside=ASK)
    ),  # nobody waits for a code here
    **dict.fromkeys(["components", "message-previews", "message-preview", "message-preview-html"], EVERYONE),
    **dict.fromkeys(["members:support", "members:reading"], EVERYONE),
    **dict.fromkeys(["account_login", "account_request_login_code", "account_signup"], EVERYONE),
    **dict.fromkeys(["account_logout"], EVERYONE),
    **dict.fromkeys(["principles:round-sent", "principles:round-change"], EVERYONE),
    # the demo's pages exist in the demo only
    **dict.fromkeys(["demo", "demo-sign-in", "demo-clock", "mail", "mail-detail", "mail-html"], NOBODY_HERE),
    # links from messages: here with a token that nobody was given; real ones are tried where they are made
    "act": EVERYONE,  # the kind page for a link that does not work any more
    **dict.fromkeys(["members:fewer", "principles:round-ticket"], NOBODY_HERE),
    **dict.fromkeys(["projects:join-email", "projects:join-code", "projects:join-name"], NOBODY_HERE),
    "projects:join": NOBODY_HERE,
    # one's own pages
    **dict.fromkeys(
        ["home", "members:me", "members:profile", "members:prove", "account_reauthenticate"], SIGNED_IN
    ),
    **dict.fromkeys(["members:contact", "members:sent", "members:support-inbox"], SIGNED_IN),
    **dict.fromkeys(["members:data", "members:data-take", "members:data-remove"], SIGNED_IN),
    **dict.fromkeys(["projects:my-needs", "projects:list", "projects:check-in-list"], SIGNED_IN),
    # what was asked of one person
    "members:support-detail": ASKER_AND_ASKED,
    "members:support-answer": ASKED_ONLY,
    "members:support-call-off": ASKER_ONLY,
    "projects:check-in-heard": CHOSEN_ONLY,
    "projects:check-in-write-down": CHOSEN_ONLY,
    # an organisation
    "members:organisation": ORGANISATION,
    "members:organisation-appoint": row("lead", host=REFUSED, support_person=REFUSED),
    "members:organisation-end": row("lead", host=REFUSED, support_person=REFUSED),
    "projects:new": FACILITATORS,
    # each sees their own organisations, or reads that there are none yet
    **dict.fromkeys(["principles:overview", "principles:csv", "principles:principle"], SIGNED_IN),
    # a project
    **dict.fromkeys(["projects:detail", "projects:limits", "projects:people", "projects:person"], MEMBERS),
    **dict.fromkeys(["projects:not-known", "projects:unknown-new", "projects:unknown-edit"], MEMBERS),
    **dict.fromkeys(["projects:unknown-found", "projects:unknown-reopen", "projects:agreements"], MEMBERS),
    **dict.fromkeys(["projects:agreement", "projects:agreement-edit", "projects:agreement-confirm"], MEMBERS),
    **dict.fromkeys(["projects:agreement-take-back", "projects:agreement-thought"], MEMBERS),
    **dict.fromkeys(["projects:my-place", "projects:way", "projects:check-in-rhythm"], MEMBERS),
    **dict.fromkeys(["projects:experience", "projects:leave", "projects:needs"], MEMBERS),
    **dict.fromkeys(["projects:task-list", "projects:task-new", "projects:task-detail"], MEMBERS),
    **dict.fromkeys(["projects:task-claim", "projects:task-share"], MEMBERS),
    "projects:task-edit": row(
        *IN_PROJECT, other_member=REFUSED
    ),  # whoever added it, holds it or runs the project
    **dict.fromkeys(["projects:task-cover", "projects:task-hand-back", "projects:task-more-time"], MEMBERS),
    **dict.fromkeys(["projects:task-done", "projects:task-undo", "projects:task-call-off"], MEMBERS),
    **dict.fromkeys(["projects:task-no-thanks", "projects:sign-off"], MEMBERS),
    **dict.fromkeys(["projects:sign-off-no", "projects:sign-off-reply", "projects:sign-off-undo"], MEMBERS),
    **dict.fromkeys(
        ["projects:task-call", "projects:task-call-take-back", "projects:task-try-outs"], MEMBERS
    ),
    **dict.fromkeys(["projects:task-confidence", "projects:task-confidence-forget"], MEMBERS),
    **dict.fromkeys(["projects:try-out-changed", "projects:skills"], MEMBERS),
    "projects:try-out-take-back": row(
        *IN_PROJECT, other_member=REFUSED, host=REFUSED
    ),  # only who told it by name
    **dict.fromkeys(["projects:role-list", "projects:role-new", "projects:role-detail"], MEMBERS),
    **dict.fromkeys(["projects:role-take", "projects:role-give-up", "projects:role-library"], MEMBERS),
    **dict.fromkeys(["projects:role-ask", "projects:role-propose", "projects:power-map"], MEMBERS),
    **dict.fromkeys(["projects:role-offer-take", "projects:role-offer-end"], MEMBERS),
    **dict.fromkeys(["projects:right-detail", "projects:right-yes", "projects:right-take-back"], MEMBERS),
    **dict.fromkeys(["projects:right-take-back-yes", "projects:host-powers"], MEMBERS),
    **dict.fromkeys(["projects:right-used", "projects:right-end", "projects:used-right-list"], MEMBERS),
    "projects:used-right-take-back": MEMBERS,  # only its writer takes it back; others read the page
    "projects:role-edit": row(*IN_PROJECT, other_member=REFUSED),  # whoever has it, or runs the project
    "projects:host-powers-ask": HOSTS,
    # when people joined, and the organisations
    "projects:catch-up": MEMBERS,
    **dict.fromkeys(["projects:timeline", "projects:organisations", "projects:organisation-leave"], MEMBERS),
    **dict.fromkeys(["projects:organisation-ask", "projects:taking-part-take-back"], HOSTS),
    "projects:organisation-card": row("host", "lead", support_person=REFUSED),
    "projects:organisation-safety-words": row("lead", host=REFUSED, support_person=REFUSED),
    "projects:taking-part": row("other lead"),  # of the organisation that is asked
    "projects:taking-part-list": SIGNED_IN,
    **dict.fromkeys(["projects:output-list", "projects:output-new", "projects:output-detail"], MEMBERS),
    **dict.fromkeys(["projects:output-edit", "projects:output-answers", "projects:output-thread"], MEMBERS),
    **dict.fromkeys(["projects:output-print", "projects:output-ask", "projects:output-finish"], MEMBERS),
    **dict.fromkeys(["projects:output-good-enough", "projects:output-remove"], MEMBERS),
    "projects:output-read": row(*IN_PROJECT) | dict.fromkeys(IN_PROJECT, REFUSED),  # nobody asked for it yet
    **dict.fromkeys(["projects:output-reopen", "projects:output-credit"], MEMBERS),
    **dict.fromkeys(["projects:output-credit-back", "projects:output-sections"], MEMBERS),
    **dict.fromkeys(["projects:output-versions", "projects:output-version-new"], MEMBERS),
    **dict.fromkeys(["projects:section-edit", "projects:section-move", "projects:section-hold"], MEMBERS),
    **dict.fromkeys(
        ["projects:section-remove", "projects:version-detail", "projects:version-remove"], MEMBERS
    ),
    **dict.fromkeys(["projects:version-thought", "projects:version-check-back", "projects:file"], MEMBERS),
    "projects:version-check": row(*IN_PROJECT) | dict.fromkeys(IN_PROJECT, REFUSED),  # it is not easy read
    **dict.fromkeys(["projects:check-in", "projects:check-in-chat", "principles:round"], MEMBERS),
    # the plan
    **dict.fromkeys(["projects:plan", "projects:plan-poster", "projects:question-new"], MEMBERS),
    **dict.fromkeys(["projects:question-list", "projects:card-list", "projects:piece-detail"], MEMBERS),
    **dict.fromkeys(["projects:piece-write", "projects:piece-edit", "projects:piece-aside"], MEMBERS),
    **dict.fromkeys(["projects:piece-yes", "projects:piece-yes-back", "projects:piece-talk"], MEMBERS),
    **dict.fromkeys(["projects:piece-thought", "projects:piece-delete", "projects:piece-share"], MEMBERS),
    "projects:thought-take-back": row(*IN_PROJECT, other_member=REFUSED, host=REFUSED),  # who wrote it
    **dict.fromkeys(["projects:set-up", "projects:edit", "projects:limit-new"], HOSTS),
    **dict.fromkeys(["projects:limit-edit", "projects:limit-put-back", "projects:stop-running"], HOSTS),
    "projects:limit-remove": HOSTS,
    **dict.fromkeys(["projects:shared-needs", "projects:adaptation", "projects:check-on"], HOSTS),
    **dict.fromkeys(["projects:invite", "projects:invite-link"], HOSTS),
    **dict.fromkeys(["projects:invitation-sheet", "projects:invitation-end"], HOSTS),
    **dict.fromkeys(["projects:purpose", "projects:milestone-list", "projects:milestone-new"], MEMBERS),
    **dict.fromkeys(
        ["projects:milestone-edit", "projects:milestone-reached", "projects:milestone-undo"], MEMBERS
    ),
    "projects:purpose-words": HOSTS,
    **dict.fromkeys(["projects:ending", "projects:who-runs", "projects:story", "projects:export"], MEMBERS),
    **dict.fromkeys(["projects:story-words", "projects:story-name", "projects:story-export"], MEMBERS),
    **dict.fromkeys(["projects:pause", "projects:resume", "projects:end", "projects:reopen"], HOSTS),
    "projects:stand-in": row("host", "support person"),  # those who stand in for the organisation
    **dict.fromkeys(["principles:round-open", "principles:round-call-off"], HOSTS),
    "principles:what-it-is-not": MEMBERS,
    "principles:what-it-is-not-ask": HOSTS,
    **dict.fromkeys(
        ["principles:project", "principles:project-csv", "principles:project-principle"], READERS
    ),
}
