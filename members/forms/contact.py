"""How the member wants to be reached."""

from datetime import date, time, timedelta
from typing import Any, cast

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, Details, PlainForm
from members.messages.placing import zone_names
from members.models import ContactPreference
from members.models.contact import UNTIL_I_SAY

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]
HOURS = [(f"{hour:02}:00", f"{hour % 12 or 12}{'am' if hour < 12 else 'pm'}") for hour in range(24)]
PAUSES = [
    ("keep", Choice(_("Keep it as it is"))),
    ("none", Choice(_("No pause"))),
    ("7", Choice(_("A week"))),
    ("14", Choice(_("Two weeks"))),
    ("28", Choice(_("Four weeks"))),
    ("rest", Choice(_("Until I say so"), _("I am resting. You can come back at any time."))),
]
ZONES = [
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Madrid",
    "Europe/Rome",
    "Europe/Warsaw",
    "Europe/Bucharest",
    "Europe/Athens",
    "Europe/Kyiv",
    "Europe/Istanbul",
    "Africa/Accra",
    "Africa/Lagos",
    "Africa/Nairobi",
    "Africa/Mogadishu",
    "Africa/Johannesburg",
    "Asia/Tehran",
    "Asia/Kabul",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Dhaka",
    "Asia/Hong_Kong",
    "Australia/Sydney",
    "America/Jamaica",
    "America/New_York",
    "America/Toronto",
    "America/Los_Angeles",
]


def zone_name(zone: str) -> str:
    """A time zone as people say it: its town."""
    return zone.split("/")[-1].replace("_", " ")


class ContactForm(PlainForm):
    """Channel, pace, quiet hours, pause, and one kind of hello that has to be asked for."""

    say_optional = False
    layout = Layout(
        "channel",
        "pace",
        "round_up_weekday",
        "pause",
        Details(_("Quiet hours"), "quiet_from", "quiet_until", "time_zone"),
        "say_hello_if_quiet",
    )

    channel = forms.ChoiceField(
        label=_("Where do we tell you things?"),
        choices=ContactPreference.Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where we tell you things")},
    )
    pace = forms.ChoiceField(
        label=_("How often?"),
        choices=ContactPreference.Pace.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often")},
    )
    round_up_weekday = forms.TypedChoiceField(
        label=_("Which day, if once a week?"), choices=WEEKDAYS, coerce=int
    )
    quiet_from = forms.TypedChoiceField(
        label=_("Quiet from"),
        choices=HOURS,
        coerce=time.fromisoformat,
        help_text=_("We do not write at night."),
    )
    quiet_until = forms.TypedChoiceField(label=_("Quiet until"), choices=HOURS, coerce=time.fromisoformat)
    pause = forms.ChoiceField(
        label=_("Do you want a pause?"),
        help_text=_("Nothing comes in a pause, but sign-in codes and answers to your call for a chat do."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose if you want a pause")},
    )
    say_hello_if_quiet = forms.BooleanField(
        label=_("Say hello if I go quiet"),
        required=False,
        help_text=_("If we do not hear from you for 4 weeks, someone from your project may ask how you are."),
    )
    time_zone = forms.ChoiceField(label=_("Which town has the same clock as you?"))

    def __init__(
        self, *args: Any, preference: ContactPreference, zone: str, has_email: bool, **kwargs: Any
    ) -> None:
        self.preference, self.has_email = preference, has_email
        kwargs.setdefault("initial", self.initial_of(preference, zone))
        super().__init__(*args, **kwargs)
        known = [each for each in dict.fromkeys([zone, *ZONES]) if each in zone_names() or each == zone]
        self._offer("time_zone", [(each, zone_name(each)) for each in known])
        paused = preference.paused_until is not None
        self._offer("pause", PAUSES if paused else PAUSES[1:])

    def _offer(self, name: str, choices: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    @staticmethod
    def initial_of(preference: ContactPreference, zone: str) -> dict[str, Any]:
        """The choices as they stand."""
        return {
            "channel": preference.channel,
            "pace": preference.pace,
            "round_up_weekday": preference.round_up_weekday,
            "quiet_from": f"{preference.quiet_from:%H}:00",
            "quiet_until": f"{preference.quiet_until:%H}:00",
            "pause": "keep" if preference.paused_until else "none",
            "say_hello_if_quiet": preference.say_hello_if_quiet,
            "time_zone": zone,
        }

    def clean_channel(self) -> str:
        """By email needs an email."""
        channel = str(self.cleaned_data["channel"])
        if channel == ContactPreference.Channel.EMAIL and not self.has_email:
            raise forms.ValidationError(_("Add an email address first, or choose the site"))
        return channel

    def paused_until(self, today: date) -> date | None:
        """The day on which the chosen pause ends."""
        pause = self.cleaned_data["pause"]
        if pause == "keep":
            return self.preference.paused_until
        if pause == "rest":
            return UNTIL_I_SAY
        return None if pause == "none" else today + timedelta(days=int(pause))
