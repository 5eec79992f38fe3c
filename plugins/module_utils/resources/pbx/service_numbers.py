# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The numbers of a tenant's own services (PortSIP PBX REST API 22.2 to 22.6, /voicemail, /acb, /call_park, /monitor).

Which numbers they have at first is known from the vendor's knowledge base.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from ...base.libraries import Field
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.reference import Reference
from ...schema.resource import Resource
from ...schema.types import Count, ExtensionNumber, Language
from .file import FILE, LOCAL_PROMPT
from .recall import USER_ONLY, RecallTo, recall_choices

ParkSeconds = Annotated[int, Field(ge=60, le=900)]


class Service(Wanted):
    """A service that has a number."""

    extension_number: ExtensionNumber | None = option(
        "Number at which the service is reached, 3 to 64 digits, in quotes. All extensions, groups, queues and services of a "
        "tenant share one set of numbers.",
    )


class Voicemail(Service):
    """The voicemail service."""

    retain_days: Count | None = option("Days after which messages are deleted.", api_default=30)
    min_seconds: Count | None = option("Minimum length of a message in seconds. Shorter ones are not saved.", api_default=1)


class Callback(Service):
    """The automatic callback service."""

    language: Language | None = option(
        "Language of the announcements, as a BCP 47 tag such as V(en-US). An empty string clears the field.",
    )
    retry_interval: Count | None = option("Minutes until a caller who is busy is tried again.", api_default=5)
    retry_total_time: Count | None = option("Minutes for which the PBX waits until a busy line becomes idle.", api_default=30)


class Park(Service):
    """The call park service."""

    enabled: bool | None = option("Whether calls can be parked.")
    recall_to: RecallTo | None = option(
        "Who is called when nobody picks up a parked call.",
        choices=recall_choices("C(ring_group)"),
    )
    recall_time: ParkSeconds | None = option("Seconds after which a parked call is forwarded, 60 to 900.", api_default=300)
    recall_ring_group_time: ParkSeconds | None = option(
        "Seconds after which a parked call is forwarded to C(ring_group), 60 to 900.",
        api_default=300,
    )
    ring_group_id: str | None = option(
        "The ring group, by its extension number in quotes, its name or its id. It has to exist. Required unless C(recall_to) is "
        "V(USER_ONLY). An empty string clears the field.",
        reference=Reference("ring_group"),
    )
    prompt_file_id: str | None = option(
        "The prompt that a parked caller hears, by the name or the id of a file on the PBX. An empty string clears it.",
        LOCAL_PROMPT,
        "The PBX returns only the name and the size of the file in use, so that a file that was replaced by another one with the "
        "same name and size is not detected.",
        readable=False,
        reference=Reference("file", local_file=FILE, audio=True),
        matched_by={"prompt_file_name": "name", "prompt_file_size": "size"},
    )
    send_notification_to_parker: bool | None = option(
        "Whether the user who has parked a call is notified.",
        since="22.6",
    )


class Monitor(Service):
    """The service with which calls are monitored."""

    enabled: bool | None = option("Whether calls can be monitored.")


class ServiceNumbers(Wanted):
    """The numbers of services, and how these work."""

    voicemail: Voicemail | None = option(
        "The voicemail service, at V(777) unless it was moved. Keys that are left out keep their values.",
        part="/voicemail",
    )
    callback: Callback | None = option(
        "The automatic callback service, which calls back when a busy line becomes idle, at V(555) unless it was moved. Keys that are "
        "left out keep their values.",
        part="/acb",
    )
    park: Park | None = option(
        "The call park service, at V(666) unless it was moved. Keys that are left out keep their values.",
        part="/call_park",
    )
    monitor: Monitor | None = option(
        "The service with which managers listen to calls, at V(888) unless it was moved. Keys that are left out keep their values.",
        part="/monitor",
    )


def _complete(services: Mapping[str, Any]) -> None:
    """:raises ValueError: calls are to be forwarded to a ring group, and there is none."""
    park = services.get("park") or {}
    if park.get("recall_to") not in (None, "", USER_ONLY) and not park.get("ring_group_id"):
        raise ValueError(f"park.ring_group is required with park.recall_to {park['recall_to']}")


SERVICE_NUMBERS = Resource(
    name="service_numbers",
    plural="service_numbers",
    model=ServiceNumbers,
    level="tenant",
    kind="singleton",
    collection="",
    key=(),
    complete=_complete,
    # A ring group can't go while calls are forwarded to it.
    let_go={"park": {"recall_to": USER_ONLY, "ring_group_id": ""}},
    page=Page(
        noun="service",
        summary="Set the service numbers of a tenant of PortSIP PBX",
        description=(
            "Sets the numbers of the services of a tenant for voicemail, automatic callback, call park and monitoring, and how these "
            "services work.",
            "Each service is an object of its own on the PBX. Only those that are given are read and written; without any, all are read.",
        ),
        seealso=("ring_group", "tenant"),
        returned=(
            "The services that were given, or all of them where none was, after the run; in check mode, as they would be after the "
            "run. A service holds the fields that have a value.",
        ),
        samples={
            "voicemail": {"extension_number": "777", "retain_days": 30, "min_seconds": 1},
            "callback": {"extension_number": "555", "language": "en-US", "retry_interval": 5, "retry_total_time": 30},
            "park": {
                "enabled": True,
                "extension_number": "666",
                "recall_to": "RING_GROUP_ONLY",
                "recall_time": 300,
                "recall_ring_group_time": 300,
                "ring_group_id": "601827364509182736",
                "prompt_file_name": "park.wav",
                "prompt_file_size": 96044,
                "prompt_file_url": "/api/blobs/WexWdABcd5D4PDgzTKV3",
            },
            "monitor": {"enabled": True, "extension_number": "888"},
        },
    ),
    info_page=Page(
        summary="Read the service numbers of a tenant of PortSIP PBX",
        description=("Reads how the services of a tenant for voicemail, automatic callback, call park and monitoring are set up.",),
        returned=("The services. Each holds the fields that have a value.",),
    ),
)
