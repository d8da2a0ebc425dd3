#!/usr/bin/env bash
# Tries the packages as their users meet them, each from an empty folder outside the repository, and says how long each took.
#
#   build/try-package.sh [FOLDER]
#
# FOLDER has the packages that build/pack.sh made; without it they are packed first, for this system. Needs bash, awk, unzip and the .NET
# SDK. Says what failed and keeps its folder.
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD

folder=$(mktemp -d)
step="the start"
trap 'status=$?; if [ "$status" -eq 0 ]; then rm -rf "$folder"; else echo "try-package: FAILED at $step; the files are in $folder" >&2; fi' EXIT

started=$SECONDS
begin() { step=$1; started=$SECONDS; }
done_() { echo "$step: $((SECONDS - started)) s${1:+, $1}"; }
property() { dotnet msbuild "$repository/src/YoloV1" -nologo -getProperty:"$1"; }
fail() { echo "$*" >&2; exit 1; }
mib() { du -sk "$1" | awk '{ print int($1 / 1024) " MiB" }'; }
# An empty project in a folder of its own, with the packages named.
new() {
  dotnet new "$2" -lang "$3" --no-restore -o "$folder/$1" > "$folder/new.log"
  cd "$folder/$1"
  for package in "${@:4}"; do
    if [ "$package" = YoloV1 ]; then packed=$version; else packed=$torch; fi
    dotnet add package "$package" --version "$packed" > "$folder/add.log" || { tail -20 "$folder/add.log" >&2; exit 1; }
  done
}
build() { dotnet build -c Release -nologo -v q -warnaserror "$@"; }

case "$(uname -s)" in
  Linux) system=linux-x64 ;;
  Darwin) system=osx-arm64 ;;
  *) system=win-x64 ;;
esac
backend=libtorch-cpu-$system
torch=$(property LibTorchVersion)

if [ $# -gt 0 ]; then
  mkdir "$folder/packages"
  cp "$1"/*.nupkg "$1"/*.snupkg "$folder/packages"
  version=$(property Version)
else
  begin "packing"
  # A version of its own: an equal one from before would come out of the package cache.
  version="$(property Version)-try.$(date +%s)"
  bash build/pack.sh "$folder/packages" "$version" "$system"
  done_
fi
cache=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//')
cat > "$folder/nuget.config" <<XML
<configuration>
  <config><add key="globalPackagesFolder" value="cache" /></config>
  <fallbackPackageFolders><add key="shared" value="$cache" /></fallbackPackageFolders>
  <packageSources><add key="try" value="packages" /></packageSources>
</configuration>
XML

step="looking into the packages"
for package in YoloV1 YoloV1.Tool "YoloV1.Tool.$system"; do
  unzip -Z1 "$folder/packages/$package.$version.nupkg" > "$folder/$package.files"
  files=(README.md icon.png licenses/Inter-Medium.otf.LICENSE.txt licenses/onnx.proto3.LICENSE)
  [ "$package" != YoloV1 ] || files+=(lib/net10.0/YoloV1.dll lib/net10.0/YoloV1.xml buildTransitive/net10.0/{YoloV1.targets,WeakenElfVersion.cs})
  for file in "${files[@]}"; do
    grep -qxF "$file" "$folder/$package.files" || fail "The package $package has no $file."
  done
  unzip -p "$folder/packages/$package.$version.nupkg" "$package.nuspec" > "$folder/$package.nuspec"
  for element in '<license type="expression">MIT' '<readme>README.md' '<icon>icon.png' '<description>' '<releaseNotes>- ' '<repository type="git"'; do
    grep -qF -- "$element" "$folder/$package.nuspec" || fail "The metadata of the package $package has no $element."
  done
done
! grep -q SharpZipLib "$folder/YoloV1.nuspec" || fail "The package names a package of TorchSharp's as its own."
unzip -Z1 "$folder/packages/YoloV1.$version.snupkg" | grep -qxF lib/net10.0/YoloV1.pdb || fail "The symbol package has no YoloV1.pdb."

# The first block of README.md, in one file; it trains what the others load.
begin "The first example, dotnet run app.cs"
mkdir "$folder/work" && cd "$folder/work"
awk '/^```csharp/ { inside = 1; next } /^```/ && inside { exit } inside' "$repository/README.md" |
  sed -E "s/YoloV1@[^ ]+/YoloV1@$version/; s/libtorch-cpu-[a-z0-9-]+@/$backend@/" > app.cs
dotnet run app.cs
for file in shapes.safetensors found.png; do
  [ -f "$file" ] || fail "The first example wrote no $file."
done
done_

begin "The tool, from its installation to a first detection"
dotnet tool install YoloV1.Tool --tool-path "$folder/tools" --version "$version" > "$folder/tool.log" || { cat "$folder/tool.log" >&2; exit 1; }
"$folder/tools/yolov1" predict found.png --weights shapes.safetensors
done_ "$(mib "$folder/tools")"
"$folder/tools/yolov1" checks

begin "A console application"
new app console C# YoloV1 "$backend"
cat > Program.cs <<'CSHARP'
using TorchSharp;
using YoloV1;
using YoloV1.Data;
using YoloV1.Imaging;
using YoloV1.Models;

using var scope = torch.NewDisposeScope();
using var noGradient = torch.no_grad();
using var model = new YoloV1Model();
model.eval();
Console.WriteLine($"[{string.Join(", ", model.call(torch.randn(1, 3, 448, 448)).shape)}]");

// What the programs of README.md find: an image, and two more in a Pascal VOC folder.
var shapes = new ShapesDataset(count: 2, seed: 1);
foreach (var part in new[] { "JPEGImages", "Annotations", "ImageSets/Main" })
    Directory.CreateDirectory($"cards/{part}");
for (var i = 0; i < shapes.Count; i++)
{
    ImageFile.WritePng(shapes.ReadImage(i), $"cards/JPEGImages/{i}.png");
    var objects = shapes.GetAnnotation(i).Boxes.Select(item =>
    {
        var (x1, y1, x2, y2) = item.Box.ToPixels(new ImageSize(224, 224));
        return FormattableString.Invariant($"<object><name>{shapes.Classes[item.ClassId]}</name><bndbox><xmin>{x1 + 1:0}</xmin><ymin>{y1 + 1:0}</ymin><xmax>{x2:0}</xmax><ymax>{y2:0}</ymax></bndbox></object>");
    });
    File.WriteAllText($"cards/Annotations/{i}.xml", $"<annotation>{string.Concat(objects)}</annotation>");
}
File.WriteAllText("cards/ImageSets/Main/train.txt", "0\n");
File.WriteAllText("cards/ImageSets/Main/val.txt", "1\n");
ImageFile.WritePng(shapes.ReadImage(0), "image.jpg");
File.Copy("shapes.safetensors", "model.safetensors", overwrite: true);
CSHARP
build
app="$PWD/bin/Release/net10.0/app.dll"
cd "$folder/work"
dotnet "$app" | tee "$folder/run.log"
grep -qF '[1, 7, 7, 30]' "$folder/run.log" || fail "The network's output has another shape than [1, 7, 7, 30]."
done_ "$(mib "$(dirname "$app")") built for all systems"

# A block that begins with "using" is a program; another goes on from the one before it.
awk -v folder="$folder" '
  /^```csharp/ { inside = 1; text = ""; next }
  /^```/ && inside { inside = 0; if (text ~ /^(using |#:)/) n++; if (n > 1) { file = folder "/program-" n ".cs"; printf "%s", text >> file; close(file) } next }
  inside { text = text $0 "\n" }' "$repository/README.md"
for program in "$folder"/program-*.cs; do
  begin "$(basename "$program") of README.md"
  cp "$program" "$folder/app/Program.cs"
  (cd "$folder/app" && build --no-restore)
  dotnet "$app"
  done_
done
# What is published below loads a trained network.
cp "$folder/program-2.cs" "$folder/app/Program.cs"

# The programs in other languages of docs/in-your-application.md.
for language in fsharp:F#:Program.fs vb:VB:Program.vb; do
  IFS=: read -r fence name file <<< "$language"
  begin "A console application in $name"
  new "$fence" console "$name" YoloV1 "$backend"
  awk -v fence="\`\`\`$fence" '$0 == fence { inside = 1; next } /^```/ && inside { exit } inside' "$repository/docs/in-your-application.md" > "$file"
  build
  (cd "$folder/work" && dotnet "$folder/$fence/bin/Release/net10.0/$fence.dll")
  done_
done

begin "A test project"
new tests xunit C# YoloV1 "$backend"
rm -f UnitTest1.cs
cat > DetectorTests.cs <<CSHARP
using YoloV1.Inference;

public class DetectorTests
{
    [Fact]
    public void Detects()
    {
        using var detector = Detector.Load("$(cd "$folder/work" && { pwd -W 2> /dev/null || pwd; })/shapes.safetensors");
        Assert.NotEmpty(detector.Detect("$(cd "$folder/work" && { pwd -W 2> /dev/null || pwd; })/image.jpg", new() { Score = 0.01f }));
    }
}
CSHARP
dotnet test -c Release -nologo -v q
done_

cd "$folder/app"
begin "Published for this system"
dotnet publish -c Release -nologo -v q --use-current-runtime --self-contained false -o "$folder/published"
(cd "$folder/work" && dotnet "$folder/published/app.dll")
done_ "$(mib "$folder/published")"
begin "Published with .NET"
dotnet publish -c Release -nologo -v q --use-current-runtime --self-contained -o "$folder/contained"
(cd "$folder/work" && "$folder/contained/app")
done_ "$(mib "$folder/contained")"
begin "Published as one file"
dotnet publish -c Release -nologo -v q --use-current-runtime --self-contained -p:PublishSingleFile=true -p:IncludeNativeLibrariesForSelfExtract=true -o "$folder/single"
(cd "$folder/work" && "$folder/single/app")
done_ "$(mib "$folder/single")"

begin "For .NET 8"
new old console C#
sed -i.bak 's/net10.0/net8.0/' old.csproj
! dotnet add package YoloV1 --version "$version" > "$folder/old.log" 2>&1 || fail "The package goes into a project for .NET 8."
grep -o 'NU1202: .*' "$folder/old.log" | head -1 || { cat "$folder/old.log" >&2; fail "The package is refused for another reason than NU1202."; }
done_

begin "Without a native backend"
new without console C# YoloV1
echo 'using var model = new YoloV1.Models.YoloV1Model();' > Program.cs
dotnet build -c Release -nologo -v m > "$folder/without.log"
grep -o 'warning YOLOV1001: .*' "$folder/without.log" | head -1 || fail "The build does not warn."
! { dotnet bin/Release/net10.0/without.dll; } 2> "$folder/without.log" || fail "Torch loads from somewhere."
grep 'TorchNotAvailableException: Torch does not load: add the native backend' "$folder/without.log" || { cat "$folder/without.log" >&2; fail "Another message."; }
done_
