# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""``python -m simulator``: serve in the foreground."""

from __future__ import annotations

import argparse
import errno
import pathlib
import sys
from typing import get_args
from urllib.parse import urlsplit

from .extension_state import CLIENT
from .ids import IdKind
from .releases import Release
from .server import Simulator
from .state import ADMIN

USAGE = """\
PBX API        {pbx.api_url}
  sign in as   {admin.username} / {admin.password}
Extension API  {pbx.extension_api_url}
  sign in as   {client.username} / {client.password}
Control        {pbx.control_url}

For the shell that runs Ansible:
  export PORTSIP_API_URL={pbx.api_url} PORTSIP_USERNAME={admin.username} PORTSIP_PASSWORD={admin.password}
  export PORTSIP_EXTENSION_API_URL={pbx.extension_api_url}
  export PORTSIP_EXTENSION_CLIENT_ID={client.username} PORTSIP_EXTENSION_CLIENT_SECRET={client.password}

Release {release}. Everything is kept in memory. Ctrl-C stops the simulator."""


def main() -> None:
    """Read the command line and serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m simulator", description="A PortSIP PBX and an extension API on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--release", choices=get_args(Release), default="22.3")
    parser.add_argument("--port-file", type=pathlib.Path, help="where to write the port once it is bound")
    parser.add_argument("--tls-cert", help="certificate file; serve https")
    parser.add_argument("--tls-key", help="key file")
    parser.add_argument("--ids", choices=get_args(IdKind), default="mixed", help="digits: ids of digits only")
    parser.add_argument("--seed", choices=("minimal", "none"), default="minimal")
    options = parser.parse_args()
    simulator = Simulator(options.release, seed=options.seed, port=options.port, tls_cert=options.tls_cert, tls_key=options.tls_key)

    simulator.configure(ids=options.ids)

    def ready() -> None:
        if options.port_file is not None:
            options.port_file.write_text(f"{urlsplit(simulator.url).port}\n", encoding="utf-8")
        print(USAGE.format(release=options.release, pbx=simulator, admin=ADMIN, client=CLIENT), flush=True)

    try:
        simulator.serve(ready)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sys.exit(f"Port {options.port} is in use. Choose another one: make simulator PORT={options.port + 1}")
    except KeyboardInterrupt:
        print("\nStopped.")


if __name__ == "__main__":
    main()
