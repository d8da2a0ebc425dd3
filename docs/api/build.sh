#!/usr/bin/env bash
# Builds the documentation as a site in docs/api/_site: the guides of docs/ and a page for each public type. Words behind it go to docfx,
# such as --serve. Links to files of the repository lead to its address, or are words where it has none.
set -euo pipefail
cd "$(dirname "$0")"
address=$(git config --get remote.origin.url | sed -E 's#^git@([^:]+):#https://\1/#; s#\.git$##' || true)
rm -rf guides
mkdir guides
cp -r ../pictures ../toc.yml guides/
for page in ../*.md; do
  if [ -n "$address" ]; then
    sed -E "s#\]\(\.\./#](${address}/blob/main/#g" "$page" > "guides/$(basename "$page")"
  else
    sed -E 's#\[([^]]*)\]\(\.\./[^)]*\)#\1#g' "$page" > "guides/$(basename "$page")"
  fi
done
mv guides/README.md guides/index.md
sed -i -E 's#\]\(README\.md#](index.md#g' guides/*.md
sed -i 's#README\.md#index.md#' guides/toc.yml
dotnet tool restore
dotnet docfx docfx.json "$@"
