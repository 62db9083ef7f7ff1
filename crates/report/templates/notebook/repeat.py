import os
import subprocess
import tempfile
from pathlib import Path

{% if !inputs.is_empty() -%}
# {{ say.inputs }}
{%- if inputs.contains(&python::text("-")) %}
# {{ say.standard_input }}
{%- endif %}
INPUT = [
{%- for input in inputs %}
    {{ input }},
{%- endfor %}
]
{% endif -%}
# {{ say.command }}
COMMAND = [{{ command }}]
# {{ say.program }}
FOURR = os.environ.get("FOURR") or "fourr"

scratch = tempfile.TemporaryDirectory(prefix="fourr-")
rerun = Path(scratch.name) / "rerun"
try:
    subprocess.run(
        [FOURR, *COMMAND, "--out", str(rerun)],
        check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8",
    )
    results = rerun
    print("{{ say.repeated }}")
except OSError as error:
    results = Path(".")
    print(f"{{ say.no_program }} ({error})", "{{ say.install }}", "{{ say.old_figures }}", sep="\n")
except subprocess.CalledProcessError as error:
    results = Path(".")
    print("{{ say.failed }}", error.stderr.strip(), "{{ say.moved }}", "{{ say.old_figures }}", sep="\n")
