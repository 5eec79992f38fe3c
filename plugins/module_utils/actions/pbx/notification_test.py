# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Sending a mail to see whether the mail server works (PortSIP PBX REST API 22.2, /admin/notification/test_email)."""

from __future__ import annotations

from ...run.connection import Params
from ...run.context import Context, Result
from ...run.desired import checked
from ...run.workspace import Workspace, system_session
from .test_mail import TestMail

PATH = "/admin/notification/test_email"


def run_notification_test(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Send the mail, unless in check mode; it is never sent twice.

    :returns: ``changed`` false, and ``sent``.
    :raises PortsipError: it can't be sent.
    """
    mail = checked(TestMail, params, "system")
    if not context.check_mode:
        with system_session(params, workspace) as client:
            client.create(PATH, mail)
    return {"changed": False, "sent": not context.check_mode}
