#!/usr/bin/env bash
# Fails when a dependency of the shipped binary has a licence that is not on this list.
set -euo pipefail
cd "$(dirname "$0")/.."
allowed='MIT|Apache-2\.0|Apache-2\.0 WITH LLVM-exception|BSD-1-Clause|BSD-2-Clause|BSD-3-Clause|ISC|Zlib|0BSD|BSL-1\.0|CC0-1\.0|Unicode-3\.0|Unicode-DFS-2016|Unlicense|MIT-0|CDLA-Permissive-2\.0|bzip2-1\.0\.6'
failed=0
while IFS=$'\t' read -r package licence; do
    # A choice (OR, /) is fine when one side is allowed; a conjunction (AND) needs every side.
    ok=1
    while read -r part; do
        [ -z "$part" ] && continue
        any=0
        while read -r choice; do
            [[ "$choice" =~ ^($allowed)$ ]] && any=1
        done < <(sed 's/ OR /\n/g; s|/|\n|g' <<<"$part")
        [ "$any" = 1 ] || ok=0
    done < <(tr -d '()' <<<"$licence" | sed 's/ AND /\n/g')
    if [ "$ok" = 0 ]; then
        echo "not allowed: $package: ${licence:-no licence}"
        failed=1
    fi
done < <(cargo tree --locked -p fourr -e normal --prefix none -f $'{p}\t{l}' | sed 's/ (\*)//' | grep -v '(proc-macro)' | sort -u)
[ "$failed" = 0 ] && echo "every dependency has an allowed licence"
exit "$failed"
