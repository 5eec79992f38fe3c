"""Write the pictures of a document, or of a file with the variables of the roles, as one HTML page.

Files are read as Ansible reads them, so that ``!vault`` and ``!unsafe`` are no error; templates in them are shown as they stand.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from checkout import linked_collections

sys.path.insert(0, str(linked_collections()))

from ansible.errors import AnsibleError  # noqa: E402
from ansible.parsing.dataloader import DataLoader  # noqa: E402
from ansible_collections.portsip.pbx.plugins.filter.call_flow import call_flow  # noqa: E402
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput  # noqa: E402
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.definition import document_of  # noqa: E402

PAGE = "call-flow.html"


def main() -> None:
    """Read the arguments, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("document", type=Path, help="a document or a directory of them, a tenant, or variables of the roles")
    parser.add_argument(
        "--output", type=Path, default=Path(PAGE), help="where the page goes; its ending .svg or .md chooses another format"
    )
    parser.add_argument("--actual", type=Path, help="the same of what there is, to be compared")
    parser.add_argument("--elsewhere", default="", help="numbers and ranges that are managed elsewhere, separated by commas")
    options = parser.parse_args()
    if options.document == Path():
        parser.error("no document is given: make call-flow DOCUMENT=file")
    try:
        definition, actual = (load(path) if path else None for path in (options.document, options.actual))
        form = {".svg": "svg", ".md": "mermaid", ".mmd": "mermaid"}.get(options.output.suffix, "html")
        text = call_flow(definition, form, actual, [part for part in options.elsewhere.replace(",", " ").split() if part])
    except (AnsibleError, InvalidInput) as error:
        sys.exit(f"{options.document}: {error}")
    options.output.write_text(text, encoding="utf-8")
    print(f"{options.output}: {len(text) // 1000} kB")


def load(path: Path) -> object:
    """What a YAML or JSON file holds, or all such files of a directory together.

    :raises AnsibleError: there is no such file, or it is neither.
    """
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix in (".yml", ".yaml", ".json"))
        documents = [document_of(load(file)) for file in files]
        return {name: [entry for document in documents for entry in document[name]] for name in ("tenants", "queues")}
    loader = DataLoader()
    loader.set_basedir(str(Path.cwd()))
    return loader.load_from_file(str(path.resolve()))


if __name__ == "__main__":
    main()
