"""Quality gates: what must hold of an output before a pipeline goes on. Queries and thresholds are quality.toml."""

import tomllib
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.convert import DATABASE
from pipeline.engine.report import read_report
from pipeline.sinks.duckdb import disagreement
from pipeline.sinks.parquet import dataset_sql, published_rows, require_output
from pipeline.sinks.views import LOOKUPS, read_lookup
from schemas.errors import BadThresholds, Inconsistent
from schemas.records import DATASETS


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate and what it found.

    bound     the threshold in signs
    next_ko   what to do where it has not passed; next_en in English
    places    where it has not passed: files, rules, units; the first MOST_PLACES
    """

    name: str
    korean: str
    english: str
    value: float
    bound: str
    passed: bool
    next_ko: str = ""
    next_en: str = ""
    places: tuple[str, ...] = ()


MOST_PLACES = 5


def check_output(out: Path, thresholds: Path | None = None) -> list[Gate]:
    """Every gate on an output; `thresholds` replaces numbers or whole gates by name.

    Raises NoOutput where there is no output, Inconsistent where datasets are missing, a published file cannot be opened
    or the database holds something else, BadThresholds for a file that no gate can use.
    """
    gates = tomllib.loads(files("pipeline.sinks").joinpath("quality.toml").read_text(encoding="utf-8"))
    require_output(out)
    require_readable(out)
    for name, changed in read_thresholds(thresholds).items() if thresholds is not None else ():
        gates[name] = {**gates.get(name, {}), **changed}
        if "sql" not in gates[name]:
            raise BadThresholds(f"{thresholds}: [{name}]: sql")
    found = []
    with duckdb.connect() as connection:
        open_output(connection, out)
        inputs = read_report(out).get("counts", {}).get("inputs")
        connection.execute("CREATE TABLE run AS SELECT $inputs::BIGINT AS inputs", {"inputs": inputs})
        for name, gate in gates.items():
            try:
                ((value,),) = connection.execute(gate["sql"]).fetchall()
                judged = _judge(name, gate, value)
                if not judged.passed and "where" in gate:
                    rows = connection.execute(f"SELECT * FROM ({gate['where']}) LIMIT {MOST_PLACES}").fetchall()
                    judged = replace(judged, places=tuple(str(place) for (place,) in rows))
            except (duckdb.Error, ValueError) as error:
                if thresholds is None:
                    raise Inconsistent(f"{out}: {str(error).splitlines()[0]}") from error
                raise BadThresholds(f"{thresholds}: [{name}]: {str(error).splitlines()[0]}") from error
            found.append(judged)
    return found


def require_readable(out: Path) -> None:
    """Raises Inconsistent where a published file cannot be opened, or a kplan.duckdb beside them holds other rows."""
    try:
        published_rows(out)
    except (OSError, pa.ArrowException) as error:
        raise Inconsistent(f"{out}: {error}") from error
    database = out / DATABASE
    if database.exists() and (fault := disagreement(out, database)):
        raise Inconsistent(f"{DATABASE}: {fault}")


def read_thresholds(path: Path) -> dict[str, dict[str, str | float]]:
    """Tables of a TOML file by gate. Raises BadThresholds where it cannot be read or is none."""
    try:
        gates: dict[str, dict[str, str | float]] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadThresholds(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise BadThresholds(f"{path}: {error}") from error
    for name, gate in gates.items():
        if not isinstance(gate, dict):
            raise BadThresholds(f"{path}: {name}")
        for bound in ("at_most", "at_least"):
            if not isinstance(gate.get(bound, 0), int | float):
                raise BadThresholds(f"{path}: [{name}] {bound}")
    return gates


def _judge(name: str, gate: dict[str, str | float], value: float | None) -> Gate:
    """A gate whose query gives nothing has not passed."""
    bounds = {"<=": gate.get("at_most"), ">=": gate.get("at_least")}
    told = " ".join(f"{sign} {bound:g}" for sign, bound in bounds.items() if isinstance(bound, int | float))
    passed = value is not None
    if value is not None:
        if (most := bounds["<="]) is not None:
            passed = passed and float(value) <= float(most)
        if (least := bounds[">="]) is not None:
            passed = passed and float(value) >= float(least)
    number = float("nan") if value is None else float(value)
    korean, english = (str(gate.get(language, name)) for language in ("ko", "en"))
    next_ko, next_en = (str(gate.get(f"next_{language}", "")) for language in ("ko", "en"))
    return Gate(name, korean, english, number, told, passed, next_ko, next_en)


def open_output(connection: duckdb.DuckDBPyConnection, out: Path) -> None:
    """A view for each dataset of an output, and the lookups."""
    for dataset in DATASETS:
        connection.execute(f'CREATE VIEW "{dataset}" AS SELECT * FROM {dataset_sql(out, dataset)}')
    connection.execute("CREATE VIEW names AS SELECT doc_id, min(path) AS path FROM documents GROUP BY doc_id")
    for table in LOOKUPS:
        connection.register("lookup", read_lookup(table))
        connection.execute(f'CREATE TABLE "{table}" AS SELECT * FROM lookup')
        connection.unregister("lookup")
