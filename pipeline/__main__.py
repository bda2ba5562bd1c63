"""The command line. Commands import what they need when they run, so that help comes at once."""

import sys
from typing import Annotated, Optional

import typer
from typer.core import TyperGroup

from pipeline.messages import HANCOM_NOTICE, say


class Program(TyperGroup):
    """Help that ends with the notice that the licence of the HWP format documents asks for."""

    def format_help(self, ctx: typer.Context, formatter: object) -> None:  # type: ignore[override]
        """Print the help, then the notice on one unbroken line."""
        super().format_help(ctx, formatter)  # type: ignore[arg-type]
        typer.echo(HANCOM_NOTICE)


app = typer.Typer(
    name="kplan",
    help=say("app.help"),
    cls=Program,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Files = Annotated[list[str], typer.Argument(help=say("help.files"), show_default=False)]
Org = Annotated[Optional[str], typer.Option(help=say("help.org"), show_default=False)]  # noqa: UP045
Password = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(help=say("help.password"), envvar="KPLAN_PASSWORD", show_envvar=False, show_default=False),
]
Redact = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--redact-officers", metavar="KEY", help=say("help.redact"), show_default=False),
]


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


@app.command(help=say("help.rows"))
def rows(files: Files, org: Org = None, password: Password = None, redact: Redact = None) -> None:
    """JSON lines on standard output."""
    from pipeline.commands.rows import print_rows

    raise typer.Exit(print_rows(files, org, password, redact))


@app.command(help=say("help.tables"))
def tables(
    files: Files,
    joined: Annotated[bool, typer.Option("--joined", help=say("help.joined"))] = False,
    password: Password = None,
) -> None:
    """One table a line on standard output."""
    from pipeline.commands.tables import print_tables

    raise typer.Exit(print_tables(files, joined, password))


@app.command(help=say("help.show"))
def show(
    file: Annotated[str, typer.Argument(help=say("help.files"), show_default=False)],
    everything: Annotated[bool, typer.Option("--all", help=say("show.all"))] = False,
    org: Org = None,
    password: Password = None,
    redact: Redact = None,
) -> None:
    """A document for a person."""
    from pipeline.commands.show import show_file

    raise typer.Exit(show_file(file, everything, org, password, redact))


SCHEMA_FORMATS = ("markdown", "json-schema", "sql", "postgres", "datapackage", "dbt")


@app.command(help=say("help.schema"))
def schema(
    format: Annotated[str, typer.Option(help=say("help.format", choices=", ".join(SCHEMA_FORMATS)))] = "markdown",
) -> None:
    """The data dictionary in one of its forms."""
    from schemas.dictionary import FORMATS

    if format not in FORMATS:
        typer.echo(say("error.format", format=format, choices=", ".join(FORMATS)), err=True)
        raise typer.Exit(2)
    typer.echo(FORMATS[format](), nl=False)


def main() -> None:
    """Entry point of `kplan`."""
    app()


if __name__ == "__main__":
    sys.exit(main())
