# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Sending a mail to see whether the mail server works (PortSIP PBX REST API 22.2, /admin/notification and /tenant/notification)."""

from __future__ import annotations

from ...errors import NotFound
from ...run.connection import Params
from ...run.context import Context, Result, tolerate_missing
from ...run.desired import checked
from ...run.workspace import Workspace, system_session, tenant_session
from .test_mail import TestMail

PATH = "/admin/notification/test_email"
TENANT_PATH = "/tenant/notification/test_email"


def run_notification_test(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Send the mail through the mail server of the PBX, unless in check mode; it is never sent twice.

    :returns: ``changed`` false, and ``sent``.
    :raises PortsipError: it can't be sent.
    """
    mail = checked(TestMail, params, "system")
    if not context.check_mode:
        with system_session(params, workspace) as client:
            client.create(PATH, mail)
    return {"changed": False, "sent": not context.check_mode}


def run_tenant_notification_test(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """The same through the mail server of a tenant.

    :raises NotFound, Ambiguous: the option ``tenant`` names none, or several; in check mode an earlier task may create it.
    """
    mail = checked(TestMail, params, "tenant")
    try:
        with tenant_session(params, workspace) as client:
            if not context.check_mode:
                client.create(TENANT_PATH, mail)
    except NotFound as error:
        tolerate_missing(error, context)
    return {"changed": False, "sent": not context.check_mode}
