#!/usr/bin/env bash
# Fails when building one package alone would select other features of a shared dependency than the whole workspace
# does: polars would then be compiled twice, which takes a quarter of an hour.
set -euo pipefail
cd "$(dirname "$0")/.."
# Only what polars itself is built from counts.
below=$(cargo tree --locked -e normal,build -p polars --prefix none -f '{p}' | sed 's/ (.*//' | sort -u)
features() {
    cargo tree --locked -e "$1" --prefix none -f '{p} [{f}]' "${@:2}" | sed 's/ (\*)//' | grep -v '^fourr' | grep -Fwf <(echo "$below") | sort -u
}
whole=$(features normal,dev --workspace)
failed=0
for package in fourr fourr-table fourr-clean fourr-profile fourr-rfm fourr-kano fourr-funnel fourr-cost-benefit fourr-generator fourr-bench fourr-report fourr-tests fourr-benches; do
    other=$(comm -13 <(echo "$whole") <(features normal -p "$package"))
    if [ -n "$other" ]; then
        printf '%s alone selects other features:\n%s\n' "$package" "$other"
        failed=1
    fi
done
[ "$failed" = 0 ] && echo "one build serves all"
exit "$failed"
