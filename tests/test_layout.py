"""The house rules of ARCHITECTURE.md that no linter knows."""

import ast
import importlib
import platform
import subprocess
import sysconfig
import tomllib
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[1]
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
OWN = tuple(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"])
SHELVES = (ROOT, ROOT / "platform")
# Another app's ways in: what they do is in its actions and rules, what they show in its models and querysets.
ENTRANCES = {"admin", "api", "apps", "feeds", "forms", "management", "tasks", "urls", "views"}


def tracked() -> list[Path]:
    """Every file that is, or will be, in the repository."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def sources(*folders: Path) -> list[Path]:
    """Our own Python, without migrations."""
    folders = folders or (ROOT / "bin", ROOT / "consultations", ROOT / "initiatives", ROOT / "platform", ROOT / "tests")
    return [path for folder in folders for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def app_sources() -> list[Path]:
    return sources(*map(home, OWN))


def home(app: str) -> Path:
    return next(shelf / app for shelf in SHELVES if (shelf / app / "__init__.py").exists())


def imports(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Each imported module, as its full dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


@cache
def tree_of(path: Path) -> ast.Module:
    """What is in a file, read once for all tests."""
    return ast.parse(path.read_text())


def trees(paths: list[Path]) -> Iterator[tuple[Path, ast.Module]]:
    """Each file with what is in it."""
    yield from ((path, tree_of(path)) for path in paths)


def functions_in(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function, at any depth."""
    yield from (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def named(path: Path) -> str:
    """The file as one calls it."""
    return path.relative_to(ROOT).as_posix()


def test_platform_is_still_the_standard_library() -> None:
    assert Path(platform.__file__).parent == Path(sysconfig.get_paths()["stdlib"])
    assert not (ROOT / "platform" / "__init__.py").exists()


@pytest.mark.parametrize("name", OWN)
def test_every_package_comes_from_this_checkout(name: str) -> None:
    file = importlib.import_module(name).__file__
    assert file is not None
    assert Path(file).is_relative_to(ROOT)


def test_every_app_of_ours_is_under_the_import_contracts() -> None:
    ours = {config.name for config in apps.get_app_configs() if Path(config.path).is_relative_to(ROOT / "platform")}
    on_the_shelves = {path.parent.name for shelf in SHELVES for path in shelf.glob("*/__init__.py")}
    assert ours <= set(OWN)
    assert on_the_shelves == set(OWN)


def test_modules_and_functions_stay_small_enough_to_read() -> None:
    found = []
    for path, tree in trees(sources()):
        length = len(path.read_text().splitlines())
        if length > LONGEST_MODULE:
            found.append(f"{named(path)} has {length} lines")
        for function in functions_in(tree):
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length > LONGEST_FUNCTION:
                found.append(f"{named(path)}: {function.name} has {length} lines")
    assert found == []


def test_no_app_uses_the_entrances_of_another() -> None:
    found = []
    for path, tree in trees(app_sources()):
        own = next(app for app in OWN if path.is_relative_to(home(app)))
        for _node, module in imports(tree) if own != "config" else []:
            app, *rest = module.split(".")
            if app in OWN and app not in (own, "foundation") and rest and rest[0] in ENTRANCES:
                found.append(f"{named(path)} imports {module}")
    assert found == []


def test_no_import_hides_in_a_function() -> None:
    found = []
    for path, tree in trees(sources()):
        for function in functions_in(tree):
            hidden = [module for _node, module in imports(function) if module.split(".")[0] in OWN]
            found += [f"{named(path)}: {function.name} imports {module}" for module in hidden]
    assert found == []


@pytest.mark.django_db
def test_no_migration_is_pending() -> None:
    output = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=output)
    assert "No changes" in output.getvalue()


def test_no_file_names_a_package_registry_or_a_place_on_one_machine() -> None:
    # In pieces, so that this file does not name them either.
    hosts = ["pypi" + ".org", "files.python" + "hosted", "registry.npm" + "js", "registry.yarn" + "pkg"]
    places = ["/wo" + "rk/", "/ro" + "ot/", "/home" + "/", "/opt" + "/pypi", "/opt" + "/wheels"]
    found = []
    for path in tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)} names {needle}" for needle in hosts + places if needle in text]
    assert found == []


def test_locked_packages_have_hashes_and_no_address() -> None:
    for name in ("base", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        packages = [line for line in text.splitlines() if "==" in line]
        assert packages
        assert "://" not in text
        assert all(line.endswith("\\") for line in packages), "a package without a hash"


def test_the_style_packages_are_locked_without_addresses() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
