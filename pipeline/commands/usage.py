"""Help and usage errors in the language of the locale: the frame around kplan's own sentences comes from Typer."""

import re
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from pipeline.messages import HANCOM_NOTICE, choose_language, say

KOREAN: dict[str, str] = {
    r"^Usage:": "사용법:",
    r"\[OPTIONS\]": "[옵션]",
    r"COMMAND \[ARGS\]\.\.\.": "명령 [인자]...",
    r"^Missing argument '\{?(?:paths|files?)\}?(?:\.\.\.)?'\.": "파일 인자가 없습니다.",
    r"\{(?:paths|files?)\}": "파일",
    r"^Missing argument '\{?([^'}]+)\}?'\.": r"\1 인자가 없습니다.",
    r"^Missing option '(.+)'\.": r"\1 옵션이 없습니다.",
    r"^Missing command\.": "명령이 없습니다.",
    r"^No such command '(.+?)'\.?": r"그런 명령이 없습니다: \1.",
    r"Did you mean (.+)\?": r"혹시 \1 입니까?",
    r"^No such option:? '?([^\s'.]+)'?\.?": r"그런 옵션이 없습니다: \1",
    r"\(Possible options: (.+)\)": r"(비슷한 옵션: \1)",
    r"^Got unexpected extra argument\S* \((.+)\)": r"쓰이지 않는 인자가 있습니다: \1",
    r"^Option '?([^\s']+)'? requires an argument\.": r"\1 옵션에는 값이 있어야 합니다.",
    r"^Option '?([^\s']+)'? does not take a value\.": r"\1 옵션에는 값을 주지 않습니다.",
    r"^Invalid value for '(.+?)': ": r"\1 값이 잘못되었습니다: ",
    r"^Invalid value: ": "값이 잘못되었습니다: ",
    r"Input should be a valid integer, .+": "정수를 쓰세요.",
    r"Input should be a valid number, .+": "수를 쓰세요.",
    r"Input should be greater than or equal to (\S+)": r"\1 이상이어야 합니다.",
    r"Input should be less than or equal to (\S+)": r"\1 이하여야 합니다.",
    r"'(.+)' is not a valid int(?:eger)?\.": r"\1: 정수를 쓰세요.",
    r"'(.+)' is not a valid float\.": r"\1: 수를 쓰세요.",
    r"(\S+) is not in the range x>=(\S+)\.": r"\1: \2 이상이어야 합니다.",
}
"""What Typer says, as regular expressions, to Korean."""
TITLES = {
    "ARGUMENTS_PANEL_TITLE": "인자",
    "OPTIONS_PANEL_TITLE": "옵션",
    "COMMANDS_PANEL_TITLE": "명령",
    "DEFAULT_STRING": "[기본: {}]",
    "REQUIRED_LONG_STRING": "[필수]",
}
"""Names in typer.rich_utils of what stands around the help."""


def to_korean(text: str) -> str:
    """Typer's words in Korean where that is the language."""
    if choose_language() == "ko":
        for english, korean in KOREAN.items():
            text = re.sub(english, korean, text)
    return text


def _name_panels() -> None:
    if choose_language() == "ko":
        from typer import rich_utils

        for name, title in TITLES.items():
            setattr(rich_utils, name, title)


class Command(TyperCommand):
    """A command whose help is in the language of the locale."""

    def get_usage(self, ctx: Any) -> str:
        """The line that shows how the command is written."""
        return to_korean(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help with its sentence."""
        return _with_sentence(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help."""
        _name_panels()
        super().format_help(ctx, formatter)


class Program(TyperGroup):
    """Help that ends with the notice that the licence of the HWP format documents asks for; errors in one sentence."""

    def get_usage(self, ctx: Any) -> str:
        """The line that shows how the program is written."""
        return to_korean(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help with its sentence."""
        return _with_sentence(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help, then the notice on one unbroken line."""
        _name_panels()
        super().format_help(ctx, formatter)
        typer.echo(HANCOM_NOTICE)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run, and end the process with the command's exit code; what is written wrongly gives one sentence."""
        try:
            code = super().main(args, *rest, **{**options, "standalone_mode": False})
        except typer.Abort:
            sys.exit(1)
        except Exception as error:
            if not hasattr(error, "format_message"):
                raise
            show_error(error)
            sys.exit(getattr(error, "exit_code", 2))
        sys.exit(code if isinstance(code, int) else 0)


def _with_sentence(option: Any) -> Any:
    if option is not None:
        option.help = say("help.help")
    return option


def show_error(error: Any) -> None:
    """The usage, what is wrong, and where help is; where nothing was asked for, the help itself."""
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return
    context = getattr(error, "ctx", None)
    if context is not None:
        typer.echo(context.get_usage(), err=True)
    typer.echo(to_korean(error.format_message()), err=True)
    command = context.command_path if context is not None else "kplan"
    typer.echo(say("error.help", command=command), err=True)
