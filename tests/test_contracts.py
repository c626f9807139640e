"""What holds for the whole of the source, and is not left to memory."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src/hudna"
MODULES = sorted(SOURCE.rglob("*.py"))
DATA = sorted(p for p in SOURCE.rglob("*") if p.is_file() and p.suffix not in (".py", ".pyc", ".so"))
CLOCKED = ("cli.py", "commands", "desk", "capture")
CLOCK = re.compile(r"\b(?:now|today|utcnow|monotonic|perf_counter|localtime|gmtime)\(|\btime\.time\(")


def path(file: Path) -> str:
    return str(file.relative_to(SOURCE)).encode("ascii", "replace").decode()


def public(tree: ast.Module) -> list[ast.FunctionDef | ast.ClassDef]:
    return [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")]


@pytest.mark.parametrize("module", [m for m in MODULES if path(m).split("/")[0] not in CLOCKED], ids=path)
def test_no_clock_below_the_command_line_and_capture(module: Path) -> None:
    assert CLOCK.search(module.read_text("utf-8")) is None


@pytest.mark.parametrize("module", [m for m in MODULES if m.name != "__init__.py"], ids=path)
def test_every_module_and_every_public_function_says_what_it_is(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    assert ast.get_docstring(tree)
    enums = ("StrEnum", "Enum")
    silent = [
        node.name
        for node in public(tree)
        if not ast.get_docstring(node)
        and not (isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id in enums for b in node.bases))
    ]
    assert silent == []


@pytest.mark.parametrize("module", MODULES, ids=path)
def test_no_handler_catches_everything(module: Path) -> None:
    broad = {None, "Exception", "BaseException"}
    caught = [
        handler.type.id if isinstance(handler.type, ast.Name) else None
        for handler in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(handler, ast.ExceptHandler) and not isinstance(handler.type, ast.Tuple | ast.Attribute)
    ]
    assert not broad & set(caught)


@pytest.mark.parametrize("file", DATA, ids=path)
def test_every_file_of_rules_goes_into_the_wheel(file: Path) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    globs = settings["tool"]["setuptools"]["package-data"]["hudna"]
    assert any(file in SOURCE.glob(pattern) for pattern in globs)


def test_no_registry_is_named_in_the_pins() -> None:
    for name in ("requirements.txt", "requirements-full.txt", "requirements-dev.txt"):
        pins = (ROOT / name).read_text("utf-8")
        assert "--hash=sha256:" in pins
        assert not re.search(r"https?://|--(?:extra-)?index-url", pins)


def test_what_the_package_asks_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = (ROOT / "requirements.txt").read_text("utf-8").lower()
    asked = [re.split("[<>=]", need)[0].lower() for need in project["dependencies"]]
    assert [name for name in asked if not re.search(rf"^{re.escape(name)}==", pins, re.MULTILINE)] == []
