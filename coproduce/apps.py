from django.apps import AppConfig


class CoproduceConfig(AppConfig):
    name = "coproduce"
    verbose_name = "Coproduce"

    def ready(self) -> None:
        from coproduce import checks  # noqa: F401 (its questions register themselves)
