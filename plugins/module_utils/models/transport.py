# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid transport is (PortSIP PBX REST API 22.2, /transports)."""

from __future__ import annotations

from typing import Literal

from ..libraries import model_validator
from .base import Wanted
from .types import Port


class Transport(Wanted):
    """A protocol and port on which the PBX takes SIP."""

    protocol: Literal["UDP", "TCP", "TLS"] | None = None
    port: Port | None = None
    verification: Literal["DISABLE", "OPTIONAL", "MANDATORY"] | None = None

    @model_validator(mode="after")
    def _port_is_usable(self) -> Transport:
        if self.port == 0 and self.protocol in ("TCP", "TLS"):
            raise ValueError(f"port 0 is reserved for {self.protocol} and can't be used")
        return self
