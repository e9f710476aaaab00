from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self) -> None:
        """Make this app's kinds of message, plans, act links and people to talk to known."""
        from members.acts import register_act
        from members.messages.plans import register_plan
        from members.queries.support import register_people_provider
        from projects.actions.agreement import plan_agreement_reviews
        from projects.actions.piece_reviews import plan_piece_reviews
        from projects.actions.reminders import plan_check_in_prompts, plan_task_reminders
        from projects.actions.sign_off_reminders import plan_sign_off_reminders
        from projects.actions.unknown import plan_unknown_days
        from projects.messages import register_kinds
        from projects.queries.people import people_to_talk_to
        from projects.views import acts

        register_kinds()
        register_plan("projects.task_reminders", plan_task_reminders)
        register_plan("projects.check_in_prompts", plan_check_in_prompts)
        register_plan("projects.piece_reviews", plan_piece_reviews)
        register_plan("projects.unknown_days", plan_unknown_days)
        register_plan("projects.agreement_reviews", plan_agreement_reviews)
        register_plan("projects.sign_off_reminders", plan_sign_off_reminders)
        register_people_provider(people_to_talk_to)
        register_act("task-claim", acts.task_claim)
        register_act("task-done", acts.task_done)
        register_act("task-hand-back", acts.task_hand_back)
        register_act("task-more-time", acts.task_more_time)
        register_act("check-in", acts.check_in)
