"""A fingerprint of everything that decides what a document gives: code, rules, lookups, libraries, settings."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from extractors.ocr_data import reader_identity
from pipeline.interpret.interpretation import Settings
from schemas.options import ReadOptions

DECIDING_ROOMS = ("schemas", "extractors", "pipeline.interpret", "pipeline.korean", "pipeline.checks")
DECIDING_FILES = (
    "pipeline/engine/job.py",
    "pipeline/engine/not_names.csv",
    "pipeline/engine/person_words.csv",
    "pipeline/engine/persons.py",
    "pipeline/engine/redaction.py",
    "pipeline/engine/redaction.toml",
    "pipeline/engine/salvage.py",
    "pipeline/engine/surnames.csv",
    "pipeline/fact_keys.py",
    "pipeline/frames.py",
    "pipeline/messages/particles.py",
    "pipeline/messages/particles.toml",
    "pipeline/taught/lessons.py",
    "pipeline/taught/model.py",
    "pipeline/taught/signature.py",
    "pipeline/text_form.py",
    "pipeline/title_versions.csv",
)
DECIDING_LIBRARIES = ("kiwipiepy", "lxml", "olefile", "pdfplumber", "pikepdf", "pypdfium2")
LAYOUT_LIBRARY = "hwp-ingest"
"""Decides only where a layout is asked for."""


def fingerprint(settings: Settings, options: ReadOptions) -> str:
    """Hex sha256. Limits on time and memory are no part of it: they decide whether a document is read, not as what."""
    digest = hashlib.sha256()
    for room in DECIDING_ROOMS:
        _add_folder(digest, files(room), room)
    for name in DECIDING_FILES:
        package, _, module = name.partition("/")
        digest.update(files(package).joinpath(module).read_bytes())
    for library in (*DECIDING_LIBRARIES, *([LAYOUT_LIBRARY] * options.layout)):
        digest.update(f"{library} {_version(library)}\n".encode())
    digest.update(f"{reader_identity()}\n".encode())
    secrets = [_stretch(secret) for secret in (settings.redaction_key, options.password)]
    digest.update(
        repr((settings.org, settings.any_document, settings.forms.decides(), options.limits, secrets)).encode()
    )
    return digest.hexdigest()


def _add_folder(digest: "hashlib._Hash", folder: Traversable, name: str) -> None:
    for child in sorted(folder.iterdir(), key=lambda child: child.name):
        if child.is_dir() and child.name != "__pycache__":
            _add_folder(digest, child, f"{name}/{child.name}")
        elif child.is_file() and not child.name.endswith(".pyc"):
            digest.update(f"{name}/{child.name}\0".encode())
            digest.update(child.read_bytes())


def _stretch(secret: str | None) -> str | None:
    """A secret made too slow to guess: the fingerprint is published in run.json."""
    return None if secret is None else hashlib.pbkdf2_hmac("sha256", secret.encode(), b"kplan", 200_000).hex()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"
