# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The kinds of objects of AWX's API (24.6.1), as far as the role creates them: their fields with AWX's defaults, and what they refer to.

What a request has besides these fields is ignored, as AWX ignores it, so that a module that compares it finds a difference in each run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

NOTIFICATIONS = ("notification_templates_started", "notification_templates_success", "notification_templates_error")
OF_JOBS = ("credentials", "labels", "instance_groups")


@dataclass(frozen=True)
class Table:
    """One kind of object.

    :param kind: what ``type`` says.
    :param fields: those that can be written, with their defaults.
    :param required: those that a creation has to have.
    :param references: fields that hold the id of an object in another table.
    :param unique: fields that no two objects have the same values of.
    :param relations: sublists, with the table of their objects.
    """

    kind: str
    fields: dict[str, Any]
    required: tuple[str, ...] = ("name",)
    references: dict[str, str] = field(default_factory=dict)
    unique: tuple[str, ...] = ("name",)
    relations: dict[str, str] = field(default_factory=dict)


NAMED: dict[str, Any] = {"name": "", "description": ""}
ORGANIZATION = {"organization": "organizations"}
NOTIFIED = dict.fromkeys(NOTIFICATIONS, "notification_templates")
PROMPTS = (
    "diff_mode",
    "variables",
    "limit",
    "tags",
    "skip_tags",
    "job_type",
    "verbosity",
    "inventory",
    "credential",
    "execution_environment",
)
MORE_PROMPTS = ("forks", "instance_groups", "job_slice_count", "labels", "timeout", "scm_branch")

TABLES: dict[str, Table] = {
    "organizations": Table(
        "organization",
        {**NAMED, "max_hosts": 0, "default_environment": None},
        references={"default_environment": "execution_environments"},
        relations={**NOTIFIED, "galaxy_credentials": "credentials", "instance_groups": "instance_groups"},
    ),
    "credential_types": Table(
        "credential_type", {**NAMED, "kind": "", "inputs": {}, "injectors": {}, "managed": False}, required=("name", "kind")
    ),
    "credentials": Table(
        "credential",
        {**NAMED, "organization": None, "credential_type": None, "inputs": {}},
        required=("name", "credential_type", "organization"),
        references={**ORGANIZATION, "credential_type": "credential_types"},
        unique=("name", "organization", "credential_type"),
    ),
    "execution_environments": Table(
        "execution_environment",
        {**NAMED, "organization": None, "image": "", "credential": None, "pull": ""},
        required=("name", "image"),
        references={**ORGANIZATION, "credential": "credentials"},
    ),
    "projects": Table(
        "project",
        {
            **NAMED,
            **{"organization": None, "credential": None, "default_environment": None},
            **{"scm_type": "", "scm_url": "", "scm_branch": "", "scm_refspec": "", "local_path": "", "scm_revision": "0a1b2c"},
            **dict.fromkeys(("scm_clean", "scm_delete_on_update", "scm_track_submodules", "scm_update_on_launch", "allow_override"), False),
            **{"scm_update_cache_timeout": 0, "timeout": 0},
        },
        references={**ORGANIZATION, "credential": "credentials", "default_environment": "execution_environments"},
        unique=("name", "organization"),
        relations=NOTIFIED,
    ),
    "inventories": Table(
        "inventory",
        {**NAMED, "organization": None, "kind": "", "host_filter": None, "variables": "", "prevent_instance_group_fallback": False},
        required=("name", "organization"),
        references=ORGANIZATION,
        unique=("name", "organization"),
        relations={"instance_groups": "instance_groups"},
    ),
    "hosts": Table(
        "host",
        {**NAMED, "inventory": None, "enabled": True, "variables": ""},
        required=("name", "inventory"),
        references={"inventory": "inventories"},
        unique=("name", "inventory"),
    ),
    "inventory_sources": Table(
        "inventory_source",
        {
            **NAMED,
            **dict.fromkeys(("inventory", "source_project", "credential", "execution_environment"), None),
            **dict.fromkeys(
                ("source", "source_path", "source_vars", "scm_branch", "enabled_var", "enabled_value", "host_filter", "limit"), ""
            ),
            **{"overwrite": False, "overwrite_vars": False, "update_on_launch": False},
            **{"update_cache_timeout": 0, "timeout": 0, "verbosity": 1},
        },
        required=("name", "inventory", "source"),
        references={
            "inventory": "inventories",
            "source_project": "projects",
            "credential": "credentials",
            "execution_environment": "execution_environments",
        },
        unique=("name", "inventory"),
        relations=NOTIFIED,
    ),
    "notification_templates": Table(
        "notification_template",
        {**NAMED, "organization": None, "notification_type": "", "notification_configuration": {}, "messages": None},
        required=("name", "organization", "notification_type"),
        references=ORGANIZATION,
        unique=("name", "organization"),
    ),
    "job_templates": Table(
        "job_template",
        {
            **NAMED,
            **{"job_type": "run", "inventory": None, "project": None, "playbook": "", "execution_environment": None},
            **dict.fromkeys(("scm_branch", "limit", "extra_vars", "job_tags", "skip_tags", "start_at_task"), ""),
            **{"forks": 0, "verbosity": 0, "timeout": 0, "job_slice_count": 1},
            **dict.fromkeys((f"ask_{name}_on_launch" for name in (*PROMPTS, *MORE_PROMPTS)), False),
            **dict.fromkeys(("survey_enabled", "become_enabled", "diff_mode", "allow_simultaneous", "use_fact_cache"), False),
            "force_handlers": False,
        },
        required=("name", "project", "playbook", "inventory"),
        references={"inventory": "inventories", "project": "projects", "execution_environment": "execution_environments"},
        unique=("name",),
        relations={**NOTIFIED, **{name: name for name in OF_JOBS}},
    ),
    "workflow_job_templates": Table(
        "workflow_job_template",
        {
            **NAMED,
            **{"organization": None, "inventory": None},
            **dict.fromkeys(("extra_vars", "limit", "scm_branch", "job_tags", "skip_tags"), ""),
            **dict.fromkeys(("survey_enabled", "allow_simultaneous", "ask_variables_on_launch", "ask_inventory_on_launch"), False),
        },
        references={**ORGANIZATION, "inventory": "inventories"},
        unique=("name", "organization"),
        relations={**NOTIFIED, "notification_templates_approvals": "notification_templates", "labels": "labels"},
    ),
    "workflow_job_template_nodes": Table(
        "workflow_job_template_node",
        {
            **{"identifier": "", "workflow_job_template": None, "unified_job_template": None, "inventory": None},
            **{"job_type": None, "limit": None, "extra_data": {}, "all_parents_must_converge": False},
        },
        required=("workflow_job_template",),
        references={"workflow_job_template": "workflow_job_templates"},
        unique=("identifier", "workflow_job_template"),
        relations={
            **dict.fromkeys(("success_nodes", "failure_nodes", "always_nodes"), "workflow_job_template_nodes"),
            "credentials": "credentials",
        },
    ),
    "workflow_approval_templates": Table("workflow_approval_template", {**NAMED, "timeout": 0}),
    "schedules": Table(
        "schedule",
        {**NAMED, "unified_job_template": None, "rrule": "", "enabled": True, "extra_data": {}, "job_type": None, "limit": None},
        required=("name", "unified_job_template", "rrule"),
        unique=("name", "unified_job_template"),
        relations={"credentials": "credentials", "labels": "labels", "instance_groups": "instance_groups"},
    ),
}
UNIFIED = ("projects", "inventory_sources", "job_templates", "workflow_job_templates", "workflow_approval_templates")
"""What a schedule or a node of a workflow may start; their ids are unique together."""
