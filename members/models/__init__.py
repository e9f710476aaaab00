from members.models.audit import AuditKey, PrivateReading
from members.models.consent import Consent
from members.models.contact import ContactPreference
from members.models.form import SentForm
from members.models.member import Member
from members.models.message import Message
from members.models.need import Need
from members.models.organisation import Organisation, OrganisationRole
from members.models.site import SiteState
from members.models.support import SupportContact, SupportRequest

__all__ = [
    "AuditKey",
    "Consent",
    "ContactPreference",
    "Member",
    "Message",
    "Need",
    "Organisation",
    "OrganisationRole",
    "PrivateReading",
    "SentForm",
    "SiteState",
    "SupportContact",
    "SupportRequest",
]
