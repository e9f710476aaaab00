"""The words of the site in everyday English, in the order of the alphabet."""

from django.utils.translation import gettext_lazy as _

GLOSSARY = (
    (_("Check-in"), _("A short “how are you”, when you want one. Only the person you chose reads it.")),
    (
        _("Facilitator"),
        _("Someone who may start a project. They can be anyone, with any kind of experience."),
    ),
    (_("Hand back"), _("To give a task back to the list. You do not have to say why.")),
    (
        _("Lead"),
        _("Someone who looks at how projects are going. They see no private words and no single answers."),
    ),
    (_("Limit"), _("Something a project cannot change, whose rule it is, and why.")),
    (_("Lived experience"), _("What you know because you have been through it yourself.")),
    (_("Looking for someone"), _("A task that is free to take.")),
    (_("Organisation"), _("A service or a group that runs projects.")),
    (
        _("People who run a project"),
        _("They invite people and help them. They can have any kind of experience."),
    ),
    (_("Principles"), _("Six ways of working that people in Bristol agreed on.")),
    (_("Project"), _("A piece of work that people do together, with one purpose.")),
    (_("Purpose"), _("What a project is for, in words the group has agreed.")),
    (_("Resting"), _("You are still in the project, and you get no tasks or messages for now.")),
    (_("Short questions"), _("A few questions about how the work feels. Nobody can see who answered what.")),
    (_("Staff"), _("People whose job it is to work in a service.")),
    (_("Support person"), _("The person you chose to read your check-ins and to be there for you.")),
    (_("Task"), _("A piece of work with a beginning and an end. One person can do it, or several.")),
    (_("Task role"), _("A part to play in a project, like writer, reader or note-taker.")),
)
