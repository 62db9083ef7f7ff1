import os
import subprocess
import tempfile
from pathlib import Path

{% if !inputs.is_empty() -%}
# {{ say.inputs }}
INPUT = [
{%- for input in inputs %}
    {{ input }},
{%- endfor %}
]
{% endif -%}
# {{ say.command }}
COMMAND = [{{ command }}]
# {{ say.program }}
FOURR = os.environ.get("FOURR", "fourr")

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
    print(f"{{ say.no_program }} ({error})")
except subprocess.CalledProcessError as error:
    results = Path(".")
    print("{{ say.failed }}")
    print(error.stderr)
