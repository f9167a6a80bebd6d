#!/usr/bin/env bash
# Refreshes the look in src/Web/wwwroot/lib from npm: Tabler's style sheet and the icons we use, as one sprite.
# Needs npm; a build never does. Usage: tools/vendor.sh
set -euo pipefail
cd "$(dirname "$0")/.."
lib=$PWD/src/Web/wwwroot/lib
core=1.6.1 icons=3.51.0
names="address-book alert-triangle arrow-right ban bell books calendar-week chart-bar checklist chevron-left
chevron-right circle-check clipboard-list clipboard-plus clock dots file-text home hourglass inbox info-circle key
layout-dashboard list-details lock logout map-pin menu-2 message-circle paperclip pencil phone plus printer scale
search settings sitemap trash user user-off users x"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent "@tabler/core@$core" "@tabler/icons@$icons" >/dev/null
for archive in *.tgz; do tar xzf "$archive" --one-top-level="${archive%.tgz}"; done

mkdir -p "$lib"
# The source map is not shipped, so its pointer goes too.
sed '/sourceMappingURL/d' "tabler-core-$core/package/dist/css/tabler.min.css" > "$lib/tabler.min.css"
cp "tabler-icons-$icons/package/LICENSE" "$lib/LICENSE-tabler-icons.txt"
sed 's/Copyright (c) .*/Copyright (c) 2018-2026 The Tabler Authors/' "$lib/LICENSE-tabler-icons.txt" > "$lib/LICENSE-tabler.txt"
{
  echo '<svg xmlns="http://www.w3.org/2000/svg">'
  for name in $names; do
    printf '<symbol id="%s" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">' "$name"
    grep -E '<(path|circle|line|rect|polyline)' "tabler-icons-$icons/package/icons/outline/$name.svg" | grep -v 'd="M0 0h24v24H0z"' | tr -d '\n' | sed 's/  */ /g'
    echo '</symbol>'
  done
  echo '</svg>'
} > "$lib/icons.svg"
printf '@tabler/core %s (MIT)\n@tabler/icons %s (MIT)\n' "$core" "$icons" > "$lib/VERSIONS"
