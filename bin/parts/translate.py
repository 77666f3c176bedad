"""Keep the Italian catalogue in step with the strings of the source: gather and compile them, or only look (--check)."""

import gettext
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "firsthand"
CATALOGUE = Path("locale", "it", "LC_MESSAGES")


def main(words: list[str]) -> int:
    if words == ["--check"]:
        faults = list(all_faults())
        print("\n".join(faults) or "Every string has its Italian.")
        return 1 if faults else 0
    gather(SOURCE)
    folder = SOURCE / CATALOGUE
    run(["msgfmt", "--check", "--output-file", str(folder / "django.mo"), str(folder / "django.po")])
    print("\n".join(untranslated(folder / "django.po")) or "Every string has its Italian.")
    return 0


def all_faults() -> list[str]:
    """Return what keeps the catalogue from being whole: strings without Italian, strings that are gone, an old .mo."""
    kept = SOURCE / CATALOGUE
    if not (kept / "django.po").exists():
        return [f"{(kept / 'django.po').relative_to(ROOT)} is not there. Run bin/translate."]
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "firsthand"
        shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        gather(copy)
        fresh = copy / CATALOGUE / "django.po"
        faults = [f"no Italian for: {each}" for each in untranslated(fresh)]
        compiled = Path(scratch) / "django.mo"
        run(["msgfmt", "--check", "--output-file", str(compiled), str(kept / "django.po")])
        if not (kept / "django.mo").exists() or read(kept / "django.mo") != read(compiled):
            faults.append("django.mo is not compiled from django.po. Run bin/translate.")
    return faults


def gather(source: Path) -> None:
    """Write the strings of ``source`` into its catalogue; what is no longer said is dropped."""
    (source / CATALOGUE).mkdir(parents=True, exist_ok=True)
    django = [sys.executable, "-P", "-m", "django", "makemessages", "--locale", "it", "--no-obsolete"]
    run([*django, "--add-location", "file", "--no-wrap"], cwd=source)


def untranslated(catalogue: Path) -> list[str]:
    """Return the strings that have no Italian, or one that somebody has yet to look at."""
    left = []
    for which in ("--untranslated", "--only-fuzzy"):
        found = run(["msgattrib", which, "--no-obsolete", "--no-wrap", "--no-location", str(catalogue)])
        left += [line.removeprefix("msgid ") for line in found.splitlines() if line.startswith("msgid ")]
    return [each for each in left if each != '""']


def read(compiled: Path) -> dict[object, str]:
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]


def run(command: list[str], cwd: Path = ROOT) -> str:
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        sys.exit(done.stderr.strip() or done.stdout.strip())
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
