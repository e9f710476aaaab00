from projects.models.adaptation import Adaptation
from projects.models.checkin import CheckIn
from projects.models.given import Given
from projects.models.invitation import Invitation, JoinCode
from projects.models.membership import Experience, Membership, NeedAudience, NeedsAudience
from projects.models.project import Project, ProjectOrganisation, Supporter
from projects.models.role import TaskRole, TaskRoleHolder
from projects.models.task import HandBackNote, Task, TaskPlace

__all__ = [
    "Adaptation",
    "CheckIn",
    "Experience",
    "Given",
    "HandBackNote",
    "Invitation",
    "JoinCode",
    "Membership",
    "NeedAudience",
    "NeedsAudience",
    "Project",
    "ProjectOrganisation",
    "Supporter",
    "Task",
    "TaskPlace",
    "TaskRole",
    "TaskRoleHolder",
]
