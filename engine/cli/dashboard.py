"""`equipoise demo|dashboard`: the web app."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.output import WorkspaceOption
from engine.errors import InputError
from engine.words import _
from engine.workspace import Workspace, find_workspace, logs, serving
from engine.workspace.janitor import sweep

dashboard = typer.Typer()
PortOption = Annotated[int, typer.Option(help=_("Port on 127.0.0.1."))]
HARDENING = {
    "server.address": "127.0.0.1",
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": "500",
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.toolbarMode": "minimal",
}
START_SECONDS = 60


@dashboard.command("dashboard")
def serve(workspace: WorkspaceOption = None, port: PortOption = 8501) -> None:
    """Serve the web app on 127.0.0.1."""
    _serve(find_workspace(workspace), port)


@dashboard.command()
def demo(
    workspace: WorkspaceOption = None,
    port: PortOption = 8501,
    prepare: Annotated[bool, typer.Option("--prepare", help=_("Only make the runs; serve nothing."))] = False,
) -> None:
    """Make the sample world and two audited runs, before and after a mitigation; then serve the web app."""
    from engine import pipeline
    from engine.config import RunConfig, Spec

    here = find_workspace(workspace)
    record = pipeline.sample(here, "planted")
    plans = {
        _("before"): RunConfig(),
        _("after exposure re-ranking"): RunConfig(
            postprocessing=(Spec.of("exposure_rerank", attribute="provider_group"),)
        ),
    }
    made = []
    for name, config in plans.items():
        made.append(pipeline.run(here, record.id, config).id)
        typer.echo(_("Run {id}: {name}").format(id=made[-1], name=name))
    pipeline.diagnose(here, record.id)  # so that the first look at these pages does not wait
    pipeline.compare_runs(here, made)
    if not prepare:
        _serve(here, port)


def _serve(here: Workspace, port: int) -> None:
    """Start the server and say when it answers; ends when the server does.

    Raises:
        InputError: `workspace.served` where another server has this workspace, `dashboard.port` where something
            else listens on the port.
    """
    held = serving.take(here)
    sweep(here)
    try:
        server = _start(here, port, held)
    finally:
        os.close(held)  # the server holds it now: it lets go when it ends, however that happens
    # A terminated command takes its server with it, as Ctrl+C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=_announce, args=(port, server), daemon=True).start()
    logs.event(here.root, "server.started", server=server.pid, port=port)
    try:
        sys.exit(server.wait())
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
    finally:
        logs.event(here.root, "server.stopped", server=server.pid, code=server.returncode)


def _start(here: Workspace, port: int, held: int) -> "subprocess.Popen[bytes]":
    _check_free(port)
    spec = find_spec("dashboard")
    if spec is None or spec.origin is None:
        raise InputError("dashboard.absent")
    folder = Path(spec.origin).parent
    flags = [f"--{name}={value}" for name, value in {**HARDENING, "server.port": port}.items()]
    line = [sys.executable, "-m", "streamlit", "run", str(folder / "app.py"), *flags]
    environment = {**os.environ, "EQUIPOISE_WORKSPACE": str(here.root), serving.HANDED: str(held)}
    server = subprocess.Popen(line, env=environment, cwd=folder.parent, stdout=subprocess.DEVNULL, pass_fds=(held,))
    serving.name(held, server.pid, f"http://127.0.0.1:{port}")
    return server


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise InputError("dashboard.port", port=port) from None


def _announce(port: int, server: "subprocess.Popen[bytes]") -> None:
    address = f"http://127.0.0.1:{port}"
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                typer.echo(_("Equipoise answers on {address} (stop it with Ctrl+C).").format(address=address))
                return
        except OSError:
            time.sleep(0.2)
