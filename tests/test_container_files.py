"""The container files, read without a container engine: they start what `make run` starts and open nothing else."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from bin import environment, start
from config.schedule import QUEUES

ROOT = Path(__file__).resolve().parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
# Each service of ours, and the process it starts.
PROCESSES = {"migrate": "migrate", "web": "web", "worker": "worker", "worker-urgent": "worker", "clock": "clock"}
OWN = tuple(PROCESSES)
START = ["python", "-m", "bin.start"]


def instructions(name: str) -> list[str]:
    return [line.split(maxsplit=1)[1] for line in DOCKERFILE.splitlines() if line.startswith(f"{name} ")]


@pytest.mark.parametrize("name", OWN)
def test_each_service_of_ours_starts_as_make_run_starts_it(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["command"] == [*START, PROCESSES[name]]
    assert start.command(PROCESSES[name])
    assert service["image"] == COMPOSE["services"]["web"]["image"]


def test_there_are_exactly_the_services_that_the_documentation_names() -> None:
    assert set(COMPOSE["services"]) == {*OWN, "postgres", "redis"}
    assert {
        volume.split(":")[0] for service in COMPOSE["services"].values() for volume in service.get("volumes", [])
    } == set(COMPOSE["volumes"])


@pytest.mark.parametrize("name", OWN)
def test_our_services_have_no_more_rights_than_they_need(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "DEBUG" not in service["environment"]
    assert "DEMO" not in service["environment"]


def test_only_the_web_is_published_and_only_to_this_machine() -> None:
    published = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}
    assert list(published) == ["web"]
    assert all(port.startswith("127.0.0.1:") and port.endswith(":8000") for port in published["web"])
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert "outside" not in COMPOSE["services"]["postgres"]["networks"] + COMPOSE["services"]["redis"]["networks"]


def test_whoever_waits_waits_for_something_that_can_get_ready() -> None:
    for service in COMPOSE["services"].values():
        for name, wait in service.get("depends_on", {}).items():
            if wait["condition"] == "service_healthy":
                assert "test" in COMPOSE["services"][name]["healthcheck"]


def test_the_health_checks_are_checks_that_the_start_script_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def is_well(process: str) -> bool:
        asked.append(process)
        return True

    monkeypatch.setattr(start, "is_well", is_well)
    checks = [COMPOSE["services"][name]["healthcheck"]["test"][1:] for name in ("worker", "worker-urgent", "clock")]
    checks.append([part.strip('",[] ') for part in instructions("HEALTHCHECK")[0].partition("CMD")[2].split('", "')])
    for words in checks:
        assert words[:3] == START
        assert start.main(words[3:]) == 0
    assert asked == ["worker", "worker", "clock", "web"]


def test_the_urgent_queue_has_a_worker_of_its_own_and_the_other_takes_from_all() -> None:
    services = COMPOSE["services"]
    assert services["worker-urgent"]["environment"]["QUEUES"] == QUEUES[0]
    assert "QUEUES" not in services["worker"]["environment"]
    assert f"--queues={','.join(QUEUES)}" in start.command("worker")


def test_the_image_runs_as_somebody_without_rights() -> None:
    assert instructions("USER") == ["10001:10001"]
    assert re.search(r"useradd --uid 10001", DOCKERFILE)
    assert DOCKERFILE.index("\nUSER ") > DOCKERFILE.index("collectstatic")


def test_the_image_holds_no_secret_and_starts_the_web() -> None:
    assert instructions("CMD") == ['["python", "-m", "bin.start", "web"]']
    assert instructions("EXPOSE") == ["8000"]
    assert not [line for line in instructions("ENV") if "SECRET_KEY" in line or "DEMO" in line]
    assert ".env" in (ROOT / ".dockerignore").read_text().splitlines()


def test_everything_that_is_copied_into_the_image_exists() -> None:
    for copied in instructions("COPY"):
        words = [word for word in shlex.split(copied) if not word.startswith("--")]
        if "--from" not in copied:
            for source in words[:-1]:
                assert (ROOT / source).exists(), source


def test_every_variable_is_documented_and_the_table_is_current() -> None:
    assert environment.problems() == []


def test_publiccode_names_our_licence_and_describes_us_in_both_languages() -> None:
    public: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert public["legal"]["license"] == "EUPL-1.2"
    assert {"nl", "en"} <= set(public["description"])
    assert all(len(text["shortDescription"]) <= 150 for text in public["description"].values())
