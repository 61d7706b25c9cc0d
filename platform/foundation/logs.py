"""One JSON object a line, for whoever collects the logs; never the content of a request."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

# What every log record has of its own; anything else was given as `extra` and is worth keeping.
STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request", "server_time"}


class JsonFormatter(logging.Formatter):
    """Format a record as JSON with its extras."""

    def format(self, record: logging.LogRecord) -> str:
        """Give one line: time (UTC), level, logger, event, extras and the traceback if there is one."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line.update({key: value for key, value in vars(record).items() if key not in STANDARD})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)
