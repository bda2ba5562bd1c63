"""The command line. Commands import what they need when they run, so that help comes at once."""

from typing import Annotated, Optional

import typer

from pipeline.commands.usage import Command, Program
from pipeline.messages import say

app = typer.Typer(
    name="kplan",
    help=say("app.help"),
    cls=Program,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Words = Optional[str]  # noqa: UP045  (typer reads no `str | None` here)
Files = Annotated[list[str], typer.Argument(help=say("help.files"), show_default=False)]
Org = Annotated[Optional[str], typer.Option(help=say("help.org"), show_default=False)]  # noqa: UP045
Password = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(help=say("help.password"), envvar="KPLAN_PASSWORD", show_envvar=False, show_default=False),
]
Layout = Annotated[bool, typer.Option("--layout", help=say("help.layout"))]
Redact = Annotated[Words, typer.Option("--redact-officers", metavar="KEY", help=say("help.redact"), show_default=False)]
AnyDocument = Annotated[bool, typer.Option("--any-document", help=say("help.any_document"))]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(version("kplan"))
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=say("help.version"))
    ] = False,
) -> None:
    """Options of the program itself."""


@app.command(cls=Command, help=say("help.convert"))
def convert(
    paths: Files,
    out: Annotated[str, typer.Option("--out", metavar="DIR", help=say("help.out"), show_default=False)],
    jobs: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--jobs", min=1, help=say("help.jobs"), show_default=False),
    ] = None,
    org: Org = None,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help=say("help.timeout"))] = 120.0,
    memory: Annotated[int, typer.Option("--memory", min=256, metavar="MIB", help=say("help.memory"))] = 4096,
    force: Annotated[bool, typer.Option("--force", help=say("help.force"))] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help=say("help.retry_failed"))] = False,
    replace: Annotated[bool, typer.Option("--replace", help=say("help.replace"))] = False,
    password: Password = None,
    redact: Redact = None,
    layout: Layout = False,
    csv: Annotated[bool, typer.Option("--csv", help=say("help.csv"))] = False,
    follow_links: Annotated[bool, typer.Option("--follow-links", help=say("help.follow_links"))] = False,
    any_document: AnyDocument = False,
    json_progress: Annotated[bool, typer.Option("--json-progress", help=say("help.json_progress"))] = False,
    engine: Annotated[str, typer.Option("--engine", metavar="local|dask", help=say("help.engine"))] = "local",
    scheduler: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--scheduler", metavar="tcp://HOST:PORT", help=say("help.scheduler"), show_default=False),
    ] = None,
    segments: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--segments", metavar="URL", help=say("help.segments"), show_default=False),
    ] = None,
) -> None:
    """A batch of files to published datasets."""
    from pipeline.commands.convert import convert_files
    from pipeline.convert import ENGINES, ConvertOptions

    if engine not in ENGINES:
        typer.echo(say("error.format", format=engine, choices=", ".join(ENGINES)), err=True)
        raise typer.Exit(2)
    options = ConvertOptions(
        org=org,
        redaction_key=redact,
        password=password,
        jobs=jobs,
        cpu_seconds=timeout,
        memory_bytes=memory * 2**20,
        force=force,
        retry_failed=retry_failed,
        replace=replace,
        layout=layout,
        csv=csv,
        follow_links=follow_links,
        engine=engine,
        scheduler=scheduler,
        segments_url=segments,
        any_document=any_document,
    )
    raise typer.Exit(convert_files(paths, out, options, json_progress))


@app.command(cls=Command, help=say("help.rows"))
def rows(
    files: Files,
    org: Org = None,
    password: Password = None,
    redact: Redact = None,
    layout: Layout = False,
    any_document: AnyDocument = False,
) -> None:
    """JSON lines on standard output."""
    from pipeline.commands.rows import print_rows
    from pipeline.interpret.interpretation import Settings
    from schemas.options import ReadOptions

    raise typer.Exit(print_rows(files, Settings(org, redact, any_document), ReadOptions(password, layout=layout)))


@app.command(cls=Command, help=say("help.tables"))
def tables(
    files: Files,
    joined: Annotated[bool, typer.Option("--joined", help=say("help.joined"))] = False,
    password: Password = None,
    redact: Redact = None,
    layout: Layout = False,
) -> None:
    """One table a line on standard output."""
    from pipeline.commands.tables import print_tables
    from schemas.options import ReadOptions

    raise typer.Exit(print_tables(files, joined, redact, ReadOptions(password, layout=layout)))


@app.command(cls=Command, help=say("help.show"))
def show(
    file: Annotated[str, typer.Argument(help=say("help.file"), show_default=False)],
    everything: Annotated[bool, typer.Option("--all", help=say("show.all"))] = False,
    org: Org = None,
    password: Password = None,
    redact: Redact = None,
    layout: Layout = False,
    any_document: AnyDocument = False,
) -> None:
    """A document for a person."""
    from pipeline.commands.show import show_file
    from pipeline.interpret.interpretation import Settings
    from schemas.options import ReadOptions

    settings = Settings(org, redact, any_document)
    raise typer.Exit(show_file(file, everything, settings, ReadOptions(password, layout=layout)))


@app.command(cls=Command, help=say("help.why"))
def why(
    file: Annotated[str, typer.Argument(help=say("help.file"), show_default=False)],
    row: Annotated[Optional[str], typer.Option("--row", metavar="ID", help=say("help.why_row"))] = None,  # noqa: UP045
    line: Annotated[Optional[int], typer.Option("--line", min=1, help=say("help.why_line"))] = None,  # noqa: UP045
    table: Annotated[Optional[int], typer.Option("--table", min=1, help=say("help.why_table"))] = None,  # noqa: UP045
    cell: Annotated[Optional[str], typer.Option("--cell", metavar="R,C", help=say("help.why_cell"))] = None,  # noqa: UP045
    unread: Annotated[bool, typer.Option("--unread", help=say("help.why_unread"))] = False,
    org: Org = None,
    password: Password = None,
    any_document: AnyDocument = False,
) -> None:
    """The reasons of rows and of numbers that are none."""
    from pipeline.commands.why import Question, explain_file, parse_cell
    from pipeline.interpret.interpretation import Settings
    from schemas.options import ReadOptions

    try:
        wanted = parse_cell(cell) if cell is not None else None
    except ValueError:
        typer.echo(say("error.cell", text=cell), err=True)
        raise typer.Exit(2) from None
    question = Question(row, line, table, wanted, unread)
    raise typer.Exit(explain_file(file, question, Settings(org, None, any_document), ReadOptions(password)))


SCHEMA_FORMATS = ("markdown", "json-schema", "sql", "postgres", "datapackage", "dbt")


@app.command(cls=Command, help=say("help.schema"))
def schema(
    format: Annotated[str, typer.Option(help=say("help.format", choices=", ".join(SCHEMA_FORMATS)))] = "markdown",
) -> None:
    """The data dictionary in one of its forms."""
    from schemas.dictionary import FORMATS

    if format not in FORMATS:
        typer.echo(say("error.format", format=format, choices=", ".join(FORMATS)), err=True)
        raise typer.Exit(2)
    typer.echo(FORMATS[format](), nl=False)


Output = Annotated[str, typer.Argument(metavar="OUT", help=say("help.output"), show_default=False)]


@app.command(cls=Command, help=say("help.load"))
def load(
    out: Output,
    to: Annotated[str, typer.Option("--to", metavar="URL", help=say("help.to"), show_default=False)],
    history: Annotated[bool, typer.Option("--history", help=say("help.history"))] = False,
    complete: Annotated[bool, typer.Option("--complete", help=say("help.complete"))] = False,
    verify: Annotated[bool, typer.Option("--verify", help=say("help.verify"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("help.dry_run"))] = False,
    all_copies: Annotated[bool, typer.Option("--all-copies", help=say("help.all_copies"))] = False,
) -> None:
    """Published datasets into a warehouse."""
    from pipeline.commands.warehouse import load_output
    from pipeline.sinks.warehouse import LoadOptions

    options = LoadOptions(history, dry_run, complete, verify, all_copies)
    raise typer.Exit(load_output(out, to, options))


@app.command(cls=Command, help=say("help.check"))
def check(
    out: Output,
    thresholds: Annotated[
        Words, typer.Option("--thresholds", metavar="FILE", help=say("help.thresholds"), show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say("help.json"))] = False,
) -> None:
    """Quality gates."""
    from pipeline.commands.warehouse import check_gates

    raise typer.Exit(check_gates(out, thresholds, as_json))


@app.command(cls=Command, help=say("help.diff"))
def diff(
    old: Output,
    new: Output,
    everything: Annotated[bool, typer.Option("--all", help=say("help.diff_all"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=say("help.json"))] = False,
) -> None:
    """What a new output says otherwise."""
    from pipeline.commands.difference import show_differences

    raise typer.Exit(show_differences(old, new, everything, as_json))


Everything = Annotated[bool, typer.Option("--all", help=say("show.all"))]
AsJson = Annotated[bool, typer.Option("--json", help=say("help.json"))]


@app.command(cls=Command, help=say("help.find"))
def find(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help=say("help.words"), show_default=False)],
    out: Output,
    everything: Everything = False,
    as_json: AsJson = False,
) -> None:
    """Rows of a task or indicator over all documents and years."""
    from pipeline.commands.ask import answer, ask_find

    raise typer.Exit(answer(out, ask_find(words), as_json, everything))


@app.command(cls=Command, help=say("help.doubtful"))
def doubtful(out: Output, everything: Everything = False, as_json: AsJson = False) -> None:
    """Rows to be looked at beside their source."""
    from pipeline.commands.ask import answer, ask_doubtful

    raise typer.Exit(answer(out, ask_doubtful, as_json, everything))


SEVERITIES = ("error", "warn", "info")


@app.command(cls=Command, help=say("help.findings"))
def findings(
    out: Output,
    severity: Annotated[
        Words, typer.Option("--severity", metavar="|".join(SEVERITIES), help=say("help.severity"), show_default=False)
    ] = None,
    everything: Everything = False,
    as_json: AsJson = False,
) -> None:
    """Where documents disagree with themselves."""
    from pipeline.commands.ask import answer, ask_findings

    if severity is not None and severity not in SEVERITIES:
        typer.echo(say("error.format", format=severity, choices=", ".join(SEVERITIES)), err=True)
        raise typer.Exit(2)
    raise typer.Exit(answer(out, ask_findings(severity), as_json, everything))


@app.command(cls=Command, help=say("help.unread"))
def unread(out: Output, everything: Everything = False, as_json: AsJson = False) -> None:
    """Numbers that no rule understood."""
    from pipeline.commands.ask import answer, ask_unread

    raise typer.Exit(answer(out, ask_unread, as_json, everything))


@app.command(cls=Command, help=say("help.export"))
def export(
    out: Output,
    target: Annotated[
        Words, typer.Option("--to", metavar="PATH", help=say("help.export_to"), show_default=False)
    ] = None,
    format: Annotated[
        Words, typer.Option("--format", metavar="csv|xlsx", help=say("help.export_format"), show_default=False)
    ] = None,
    profile: Annotated[
        Words, typer.Option("--profile", metavar="data-go-kr", help=say("help.profile"), show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=say("help.export_force"))] = False,
) -> None:
    """Files for people."""
    from pipeline.commands.warehouse import export_output

    raise typer.Exit(export_output(out, target, format, profile, force))


@app.command(cls=Command, help=say("help.audit"))
def audit(
    out: Output,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help=say("help.port"))] = 8750,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help=say("help.host"))] = "127.0.0.1",
    users: Annotated[Words, typer.Option("--users", metavar="FILE", help=say("help.users"), show_default=False)] = None,
    add_user: Annotated[
        Words, typer.Option("--add-user", metavar="NAME", help=say("help.add_user"), show_default=False)
    ] = None,
    reviewer: Annotated[
        Words, typer.Option("--reviewer", metavar="NAME", help=say("help.reviewer"), show_default=False)
    ] = None,
    two_people: Annotated[
        bool | None, typer.Option("--two-people/--one-person", help=say("help.two_people"), show_default=False)
    ] = None,
    password: Password = None,
) -> None:
    """The page where people decide on rows."""
    from pipeline.commands.audit import Place, add_audit_user, audit_output

    if add_user is not None:
        raise typer.Exit(add_audit_user(users, add_user))
    raise typer.Exit(audit_output(out, Place(host, port, users, password, reviewer, two_people)))


# As in pipeline/taught/model.py; written here too, so that help comes without importing it.
USES = (
    *("target", "result", "amount", "task", "goal", "activity", "indicator", "department", "unit", "year", "source"),
    *("account", "ignore"),
)
YEARS = ("header", "document", "previous", "next")
IGNORED = ("other", "not_a_plan", "ordinal", "code", "name", "criterion", "weight", "unit_price", "difference", "...")
SCOPES = ("form", "archive", "program")


def said(name: str, metavar: str, **values: str) -> "typer.models.OptionInfo":
    """An option of `kplan forms` that says something of a form."""
    option: typer.models.OptionInfo = typer.Option(
        f"--{name}", metavar=metavar, help=say(f"help.forms.{name}", **values), show_default=False
    )
    return option


@app.command(cls=Command, help=say("help.forms"))
def forms(
    out: Output,
    everything: Everything = False,
    as_json: AsJson = False,
    teach: Annotated[Words, said("teach", "SIGNATURE")] = None,
    column: Annotated[Optional[int], said("column", "N")] = None,  # noqa: UP045
    row: Annotated[Words, said("row", "LABEL")] = None,
    table: Annotated[bool, typer.Option("--table", help=say("help.forms.table"))] = False,
    use: Annotated[Words, said("is", "USE", choices=", ".join(USES))] = None,
    unit: Annotated[Words, said("unit", "UNIT")] = None,
    scale: Annotated[Optional[float], said("scale", "NUMBER")] = None,  # noqa: UP045
    year: Annotated[Words, said("year", "YEAR", choices=", ".join(YEARS))] = None,
    indicator: Annotated[Words, said("indicator", "TEXT")] = None,
    activity: Annotated[Words, said("activity", "TEXT")] = None,
    source: Annotated[Words, said("source", "SOURCE")] = None,
    basis: Annotated[Words, said("basis", "예산|집행")] = None,
    reason: Annotated[Words, said("reason", "REASON", choices=", ".join(IGNORED))] = None,
    task: Annotated[Words, said("task", "above")] = None,
    scope: Annotated[Words, said("scope", "SCOPE", choices=", ".join(SCOPES))] = None,
    why: Annotated[Words, said("why", "TEXT")] = None,
    who: Annotated[Words, said("who", "NAME")] = None,
    forget: Annotated[bool, typer.Option("--forget", help=say("help.forms.forget"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("help.forms.dry_run"))] = False,
    words: Annotated[bool, typer.Option("--export-words", help=say("help.forms.export_words"))] = False,
) -> None:
    """Forms of tables by what is unread or doubtful in them, and what they are."""
    from pipeline.commands.forms import Said, export_words, lesson_of, teach_form
    from pipeline.commands.review import list_forms

    if words:
        raise typer.Exit(export_words(out))
    keys = ("is", "unit", "scale", "year", "indicator", "activity", "source", "basis", "reason", "task", "scope")
    values = (use, unit, scale, year, indicator, activity, source, basis, reason, task, scope)
    told = Said(dict(zip(keys, values, strict=True)), column, row, table, who, why, forget, dry_run, as_json)
    if teach is None and not told.is_empty:
        typer.echo(say("taught.bad.teach"), err=True)
        raise typer.Exit(2)
    if teach is None:
        raise typer.Exit(list_forms(out, everything, as_json))
    raise typer.Exit(teach_form(out, lambda: lesson_of(teach, told)))


@app.command(cls=Command, help=say("help.gold"))
def gold(out: Output) -> None:
    """Decided rows as gold."""
    from pipeline.commands.review import print_gold

    raise typer.Exit(print_gold(out))


@app.command("eval", cls=Command, help=say("help.eval"))
def evaluate(
    out: Output,
    gold: Annotated[str, typer.Option("--gold", metavar="FILE", help=say("help.gold_file"), show_default=False)],
    as_json: AsJson = False,
) -> None:
    """An output against gold."""
    from pipeline.commands.review import evaluate

    raise typer.Exit(evaluate(out, gold, as_json))


@app.command(cls=Command, help=say("help.report"))
def report(
    out: Output,
    html: Annotated[str, typer.Option("--html", metavar="FILE", help=say("help.html"), show_default=False)],
    force: Annotated[bool, typer.Option("--force", help=say("help.export_force"))] = False,
) -> None:
    """A report to mail."""
    from pipeline.commands.review import write_html

    raise typer.Exit(write_html(out, html, force))


@app.command(cls=Command, help=say("help.doctor"))
def doctor() -> None:
    """What is installed and in force."""
    from pipeline.commands.doctor import print_state

    raise typer.Exit(print_state())


def main() -> None:
    """Entry point of `kplan`."""
    app(prog_name="kplan")


if __name__ == "__main__":
    main()
