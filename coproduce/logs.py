"""Log lines as JSON: what happened, never who a person is nor what they wrote."""

import json
import logging
import re

SECRETS_IN_PATHS = re.compile(r"/(a(?:/fewer)?|join|round|feed)/[^/\s?\"]+")


def without_secrets(text: str) -> str:
    """The text with the tokens of act, join, round and feed links taken out."""
    return SECRETS_IN_PATHS.sub(r"/\1/…", text)


class JsonLines(logging.Formatter):
    """One JSON object a line: level, logger, message, and the traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON, with secret parts of paths taken out."""
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        if record.exc_info:
            line["traceback"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
