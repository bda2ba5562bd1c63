"""`kplan audit`: the page on which people decide on rows, on this machine or for several with passwords."""

import getpass
import socket
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pipeline.commands.output import told
from pipeline.extras import install_command
from pipeline.messages import say
from schemas.errors import BadUsers, Missing, Unwritable

LOCAL = "127.0.0.1"
NEEDED = ("starlette", "jinja2", "uvicorn", "python_multipart")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page is: host and port, the file of users, the password of encrypted sources, the reviewer's name;
    two_people: whether two people must agree on a row, None for what the output says."""

    host: str = LOCAL
    port: int = 8750
    users: str | None = None
    password: str | None = None
    reviewer: str | None = None
    two_people: bool | None = None


def require_audit() -> None:
    """Raises Missing where a package of the extra is not installed."""
    if any(find_spec(module) is None for module in NEEDED):
        raise Missing(install_command("audit"))


def audit_output(out: str, place: Place) -> int:
    """Serve the page until Ctrl-C; the exit code."""
    return told(lambda: serve(Path(out), place))


def serve(out: Path, place: Place) -> int:
    """Raises Missing, NoOutput, BadDecisions, BadUsers (a host for other machines without users) or Unwritable (a port
    that is taken)."""
    require_audit()
    import uvicorn

    from pipeline.audit.building import open_index
    from pipeline.audit.rule import set_rule
    from pipeline.audit.sessions import Door, read_users
    from pipeline.audit.web import LOOPBACK, Site, application
    from pipeline.sinks.parquet import require_output

    users = read_users(Path(place.users)) if place.users is not None else None
    local = place.host in LOOPBACK
    if not local and users is None:
        raise BadUsers(place.host)
    require_output(out)
    if place.two_people is not None:
        set_rule(out, place.two_people)
    open_index(out)
    door = Door(users, place.reviewer or getpass.getuser())
    site = Site(out, door, place.password, LOOPBACK if local else ("*",))
    try:
        listener = socket.create_server((place.host, place.port), backlog=64)
    except OSError as error:
        raise Unwritable(f"{place.host}:{place.port}: {error.strerror}") from error
    port = listener.getsockname()[1]
    path = "login" if users is not None else f"enter/{door.key}"
    print(say("audit.address", address=f"http://{place.host}:{port}/{path}"), flush=True)
    config = uvicorn.Config(application(site), log_level="warning", server_header=False, access_log=False)
    uvicorn.Server(config).run(sockets=[listener])
    return 0


def add_audit_user(users: str | None, name: str) -> int:
    """Add a user to the file; the password is asked for, or read from standard input; the exit code."""

    def run() -> int:
        from pipeline.audit.sessions import add_user

        if users is None:
            raise BadUsers(name)
        prompt = say("audit.ask_password", name=name)
        password = getpass.getpass(f"{prompt}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        add_user(Path(users), name, password)
        print(say("audit.user_added", name=name, path=users))
        return 0

    return told(run)
