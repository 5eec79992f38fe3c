# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Planning one object: where it lives, what it refers to, and the steps for it and for its related objects.  Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from .. import errors
from ..client.base import ApiClient
from ..client.sessions import Sessions
from ..plan.checks import describe
from ..plan.comparison import plan_one
from ..plan.documents import Document, is_blank
from ..plan.steps import Desired, Policy, Step, UnknownId
from ..read.comparing import plan_object
from ..read.lookup import find_current
from ..read.place import Place
from ..read.references import References
from ..read.site import Site
from ..schema.addresses import ADDRESSES
from ..schema.aliases import option_name
from ..schema.reference import Endpoint
from ..schema.resource import Related, Resource
from .connection import Params
from .context import Context, keep_secret, tolerate_missing
from .local_files import LocalFiles, LocalSource, compared, with_source
from .places import open_site
from .related import RelatedRequest, plan_related
from .workspace import Workspace

Complete = Callable[[Document], Document]
"""Adds to a current object what the API does not tell."""


@dataclass(frozen=True)
class ObjectPlan:
    """What is to be done about one object.

    :param resource: what it is, as the release of the PBX has it.
    :param site: where it lives, None where that does not exist.
    :param main: the step for the object itself.
    :param first: the steps for local files that it refers to, which come before.
    :param related: the steps for its related objects, of each kind.
    :param possible: whether it can be carried out: what the object lives in and what it refers to exist.
    :param complete: adds to a current object what the API does not tell.
    """

    resource: Resource
    site: Site | None
    place: Place
    main: Step
    related: Sequence[tuple[Related, Sequence[Step]]] = ()
    possible: bool = True
    complete: Complete = lambda current: current
    first: Sequence[Step] = ()

    @property
    def steps(self) -> list[Step]:
        """All steps, in their order."""
        return [*self.first, self.main, *(other for _related, others in self.related for other in others)]


@dataclass
class ObjectPlanner:
    """Plans one object as the options of its module describe it.

    :param params: the options, in the names of the API.
    """

    resource: Resource
    params: Params
    context: Context
    workspace: Workspace
    policy: Policy = field(init=False)
    place: Place = field(init=False)
    source: LocalSource | None = field(init=False)
    local_files: LocalFiles | None = field(init=False)

    def __post_init__(self) -> None:
        recreate = bool(self.params.get("recreate")) or self.resource.replaces
        self.policy = Policy(update_password=self.params.get("update_password") or "always", recreate=recreate)
        self.place = Place({}, lambda error: None)
        self.source = None
        self.local_files = None

    def plan(self, desired: Desired) -> ObjectPlan:
        """What is to be done.

        :raises PortsipError: the object can't be as it is wanted; nothing was written.
        """
        desired, self.source = with_source(self.resource, desired)
        self.local_files = self._local_files(desired)
        values = dict(desired.values)
        requests = [(related, RelatedRequest.taken_from(values, related)) for related in self.resource.related]
        query = {name: values.pop(name) for name in self.resource.removal_query if name in values}
        desired = replace(desired, values=values, query=query)
        site = self._site(desired)
        step, there, complete = self._planned(site, desired)
        self._check_release(site, step)
        self._check_allowed(site, step)
        if site is None or not there:
            return ObjectPlan(self.resource, site, self.place, step, possible=False)
        if step.action in ("create", "recreate") and self.resource.kind == "collection":
            step = replace(step, creates=UnknownId(step.what))
        # It is known, and every place looked at, before the first write.
        related = [
            (related, plan_related(related, request, site, step.known_id, self.policy))
            for related, request in requests
            if request is not None and not desired.absent
        ]
        first = self.local_files.used_by(step) if self.local_files is not None else ()
        return ObjectPlan(self.resource, site, self.place, step, related, complete=complete, first=first)

    def _planned(self, site: Site | None, desired: Desired) -> tuple[Step, bool, Complete]:
        """What is to be done about the object itself, whether that can be done as what it refers to is there, and what completes it."""
        if site is None:
            return plan_one(self.resource, desired, None, self.policy), False, _as_it_is
        try:
            desired, complete = self.resolved(site, desired)
        except errors.NotFound as error:
            if self.resource.kind != "assignment":
                raise
            self._tolerate_missing(error, absent=desired.absent)
            return plan_one(self.resource, desired, None, self.policy), False, _as_it_is
        step = plan_object(site, self.resource, desired, self.policy, complete)
        if self.source is not None:
            step = compared(site, step, self.source)
        if desired.absent and desired.identifier is not None and step.before is None:
            noun = self.resource.name.replace("_", " ")
            self.context.warn(f"id: there is no {noun} with the id {desired.identifier!r}; nothing was removed.")
        return step, True, complete

    def resolved(self, site: Site, desired: Desired) -> tuple[Desired, Complete]:
        """The wanted object with ids in place of names, and what completes the current one.

        :raises NotFound, Ambiguous: a value names nothing, or several objects.
        """
        references = self._references(site.client)
        # What is to go needs only what identifies it.
        needed = self.resource.identifying if desired.absent else tuple(desired.values)
        named = {name: desired.values[name] for name in needed if name in desired.values}
        self.place = Place(
            site.parents,
            lambda error: self._tolerate_missing(error, absent=desired.absent),
            warn=self.context.warn,
            any_missing=self.policy.comparing,
            absent=desired.absent,
            local=partial(self.local_files.item, references, site) if self.local_files is not None else None,
        )
        inside = {name for name in named if refers_inside(self.resource, name)}
        resolved = references.resolve(self.resource, {name: named[name] for name in named if name not in inside}, self.place)
        if inside:
            references = self._references_inside(site, desired, inside)
            resolved |= references.resolve(self.resource, {name: named[name] for name in inside}, self.place)
        if self.policy.comparing:
            references.tell_names(self.resource, self.place)
        desired = replace(desired, values={**desired.values, **resolved})

        def complete(current: Document) -> Document:
            keep_secret(self.resource, current, self.context)
            return references.predicted(self.resource, desired.values, references.matched_by(self.resource, desired.values, current))

        return desired, complete

    def _local_files(self, desired: Desired) -> LocalFiles | None:
        """The local files that the values name.

        :raises InvalidInput: one can't be read, or is no audio that the PBX plays.
        """
        return LocalFiles.named_in(self.resource, desired)

    def _references(self, client: ApiClient) -> References:
        """What looks up references in the session of the object."""
        return self.workspace.references(client)

    def _references_inside(self, site: Site, desired: Desired, names: Collection[str]) -> References:
        """What looks up the references of fields that are written inside the tenant: there, as far as it exists.

        :raises InvalidInput: it does not exist, and so has nothing that a value could name.
        """
        owner = find_current(site, self.resource, desired)
        if owner is not None:
            client = next(
                self._endpoint_client(site, endpoint, owner) for name in names if (endpoint := self.resource.field((name,)).endpoint)
            )
            return self._references(client)
        for path, to in self.resource.refers.items():
            name = path.partition(".")[0]
            if name in names and ADDRESSES[to].level == "tenant" and not is_blank(desired.values[name]):
                what, option = describe(self.resource, desired.values), option_name(name, to)
                raise errors.InvalidInput(
                    f"{option}: {what} does not exist yet, so no {ADDRESSES[to].noun} can be in it; give it in a later task"
                )
        return self._references(site.client)

    def _check_release(self, site: Site | None, step: Step) -> None:
        """Refuse what the PBX's release does not take, in check mode too, and where the tenant does not exist yet."""
        if not step.changed or self.resource.level == "extension" or self.policy.comparing:
            return
        exists = site is not None and not site.is_planned
        level = self.resource.level_for(self.params.get("tenant")) if exists else "system"
        client = site.client if site is not None else self._sessions().system()
        self.workspace.releases.check(client, level, step, self.context.warn)

    def _check_allowed(self, site: Site | None, step: Step) -> None:
        """Refuse values that another object of the PBX does not list, in check mode too, and where the tenant does not exist yet."""
        if step.changed and self.resource.allowed_by and not self.policy.comparing:
            self.workspace.allowed.check(site.client if site is not None else self._sessions().system(), step)

    # Where the object lives

    def _site(self, desired: Desired) -> Site | None:
        """The place of the object, None where what it lives in does not exist.

        That is no error where the object is to be absent, and in check mode,
        where an earlier task would have created it.
        """
        try:
            site = self._open_site()
        except errors.NotFound as error:
            self._tolerate_missing(error, absent=desired.absent)
            return None
        wait_timeout = self.params.get("wait_timeout", 300) if self.params.get("wait", True) else 0
        asked = () if desired.absent else (*desired.values, *desired.unset)
        named = dict.fromkeys(name.partition(".")[0] for name in asked)
        also_read = tuple(name for name in named if self.resource.field((name,)).only_when_given or name in self.resource.parts)
        return replace(
            site,
            endpoint_client=partial(self._endpoint_client, site),
            also_read=also_read,
            wait_timeout=wait_timeout,
            tolerate=self._tolerate_conflict,
        )

    def _open_site(self) -> Site:
        """The place of the object.

        :raises PortsipError: see ``open_site``.
        """
        return open_site(self.resource, self.params, self.context, self.workspace)

    def _tolerate_missing(self, error: errors.NotFound, *, absent: bool) -> None:
        """Go on without something that does not exist; see ``tolerate_missing``."""
        tolerate_missing(error, self.context, absent=absent)

    def _tolerate_conflict(self, error: errors.Conflict) -> None:
        """Warn in check mode of another object that is in the way: an earlier task may have changed it by the real run."""
        if not self.context.check_mode:
            raise error
        self.context.warn(f"{str(error).removesuffix(' Nothing was written.')} Assuming an earlier task changes that (check mode).")

    def _endpoint_client(self, site: Site, endpoint: Endpoint, document: Document) -> ApiClient:
        """A session for fields with a path of their own: that of the object, unless its tenant has to be entered for them."""
        if endpoint.level == self.resource.level_for(self.params.get("tenant")):
            return site.client
        return self._sessions().tenant(str(document["id"]), known=True)[0] if endpoint.level == "tenant" else self._sessions().system()

    def _sessions(self) -> Sessions:
        return self.workspace.sessions(self.resource.level, self.params)


def _as_it_is(current: Document) -> Document:
    return current


def refers_inside(resource: Resource, name: str) -> bool:
    """Whether a field of an object outside of any tenant refers to objects inside one."""
    endpoint = resource.field((name,)).endpoint
    inside = resource.level == "system" and endpoint is not None and endpoint.level == "tenant"
    return inside and any(path.partition(".")[0] == name for path in resource.refers)
