#!/usr/bin/env bash
# Writes the lock files of all systems, after a version in Directory.Packages.props or a reference of a project has changed. Loads the
# native libraries of the three systems, 0.6 GB, where they are not in the package cache. Needs bash and the .NET SDK.
set -euo pipefail
cd "$(dirname "$0")/.."

case "$(uname -s)" in
  Linux) own=linux-x64 ;;
  Darwin) own=osx-arm64 ;;
  *) own=win-x64 ;;
esac
# The own system comes last: its graph is the one that the next build finds.
for system in $(printf '%s\n' linux-x64 osx-arm64 win-x64 | grep -v "^$own$") "$own"; do
  CI=false dotnet restore --force-evaluate -p:TorchSystem="$system"
done
