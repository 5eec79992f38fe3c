"""Settings of Sphinx for the site; ``tools/make_site.py`` copies them beside the pages."""

from __future__ import annotations

import re
from typing import Any

project = "portsip.pbx"
author = "portsip.pbx maintainers"
copyright = "portsip.pbx maintainers"  # noqa: A001 - Sphinx calls it so
html_title = "portsip.pbx"

extensions = ["myst_parser", "sphinx_antsibull_ext", "sphinx_copybutton"]
exclude_patterns = ["_build"]
nitpicky = True
# What pages of Ansible refer to in Ansible's own documentation. The site is built, and can be read, without a network.
nitpick_ignore_regex = [
    ("std:ref", r"(ansible_collections\.(ansible|awx)\.|common_return_values|action_plugins|ansible_).*"),
    ("envvar", r"ANSIBLE_.*"),
]
nitpick_ignore = [
    ("envvar", name)
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
]

default_role = "any"
highlight_language = "YAML+Jinja"
pygments_style = "friendly"
pygments_dark_style = "monokai"

myst_heading_anchors = 4
myst_enable_extensions = ["attrs_inline"]
# Titles of the benchmarks and of generated pages may begin below the first level.
suppress_warnings = ["myst.header"]

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False
html_use_index = False
html_last_updated_fmt = None
antsibull_ext_color_scheme = "none"

copybutton_prompt_text = "$ "
copybutton_line_continuation_character = "\\"

NAMES = re.compile(r'(?<=<span class="pre">)[^<]*(?=</span>)|(?<=<h1>)[^<]*')
"""Code in texts, and titles."""


def setup(app: Any) -> None:
    """Let long names break after their separators, on narrow screens and in tables. What is copied from a page has no break."""

    def broken(_app: Any, _page: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
        if "body" in context:
            context["body"] = NAMES.sub(lambda found: re.sub(r"(?<=\w[_./])(?=\w)", "<wbr>", found[0]), context["body"])

    app.connect("html-page-context", broken)
