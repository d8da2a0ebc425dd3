#!/usr/bin/env bash
# Packs the library, adds the package to an empty console application outside the repository, and runs there the notebook's shape check
# and every program of README.md. Needs bash, awk and the .NET SDK. Says what failed and keeps its folder; ends with sizes.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
step="the start"
trap 'status=$?; if [ "$status" -eq 0 ]; then rm -rf "$folder"; else echo "try-package: FAILED at $step; the files are in $folder" >&2; fi' EXIT

property() { dotnet msbuild src/YoloV1 -nologo -getProperty:"$1"; }
has() { [ -f "$1" ] || { echo "The package has no $2." >&2; exit 1; }; }

case "$(uname -s)" in
  Linux) backend=libtorch-cpu-linux-x64 ;;
  Darwin) backend=libtorch-cpu-osx-arm64 ;;
  *) backend=libtorch-cpu-win-x64 ;;
esac

step="packing"
# A version of its own: an equal one from before would come out of the package cache.
version="$(property Version)-try.$(date +%s)"
dotnet pack src/YoloV1 -c Release -nologo -v q -p:Version="$version" --artifacts-path "$folder/artifacts" -o "$folder/packages"

step="making the application"
dotnet new console --no-restore -o "$folder/app" > "$folder/new.log"
cache=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//')
cat > "$folder/nuget.config" <<XML
<configuration>
  <config><add key="globalPackagesFolder" value="cache" /></config>
  <fallbackPackageFolders><add key="shared" value="$cache" /></fallbackPackageFolders>
  <packageSources><add key="try" value="packages" /></packageSources>
</configuration>
XML
cat > "$folder/app/Program.cs" <<'CSHARP'
using TorchSharp;
using YoloV1;
using YoloV1.Data;
using YoloV1.Imaging;
using YoloV1.Models;
using YoloV1.Runtime;

TorchRuntime.EnsureLoaded();
Console.WriteLine($"TorchSharp {TorchRuntime.TorchSharpVersion}, libtorch {TorchRuntime.LibTorchVersion}");
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
CSHARP

step="adding the packages"
(cd "$folder/app" && dotnet add package YoloV1 --version "$version" && dotnet add package "$backend" --version "$(cd "$OLDPWD" && property LibTorchVersion)") > "$folder/add.log" ||
  { tail -20 "$folder/add.log" >&2; exit 1; }

step="looking into the package"
content="$folder/cache/yolov1/$version"
for file in README.md lib/net10.0/YoloV1.dll lib/net10.0/YoloV1.xml buildTransitive/net10.0/YoloV1.targets buildTransitive/net10.0/WeakenElfVersion.cs; do
  has "$content/$file" "$file"
done
for element in '<license type="expression">MIT' '<readme>README.md' '<description>' '<tags>' '<repository type="git"'; do
  grep -q "$element" "$content/yolov1.nuspec" || { echo "The package's metadata has no $element." >&2; exit 1; }
done
# The names of a zip's files stand in it as they are.
has "$folder/packages/YoloV1.$version.snupkg" "symbols"
grep -aq 'lib/net10.0/YoloV1.pdb' "$folder/packages/YoloV1.$version.snupkg" || { echo "The symbol package has no YoloV1.pdb." >&2; exit 1; }
if git remote get-url origin 2> /dev/null | grep -q github.com; then
  pdb=$(find "$folder/artifacts/obj" -name YoloV1.pdb)
  grep -aq raw.githubusercontent.com "$pdb" || { echo "The symbols have no source link." >&2; exit 1; }
fi

step="building the application"
dotnet build "$folder/app" -c Release -nologo -v q -warnaserror

step="the shape check"
mkdir "$folder/work"
cd "$folder/work"
app="$folder/app/bin/Release/net10.0/app.dll"
dotnet "$app" | tee "$folder/run.log"
grep -qF '[1, 7, 7, 30]' "$folder/run.log" || { echo "The network's output has another shape than [1, 7, 7, 30]." >&2; exit 1; }

# A block that begins with "using" is a program; another goes on from the one before it. The last program comes first: it trains what the first loads.
awk -v folder="$folder" '
  /^```csharp/ { inside = 1; text = ""; next }
  /^```/ && inside { inside = 0; if (text ~ /^using /) n++; file = folder "/program-" n ".cs"; printf "%s", text >> file; close(file); next }
  inside { text = text $0 "\n" }' "$OLDPWD/README.md"
for program in $(ls "$folder"/program-*.cs | sort -r); do
  step="$(basename "$program") of README.md"
  cp "$program" "$folder/app/Program.cs"
  dotnet build "$folder/app" -c Release -nologo -v q -warnaserror --no-restore
  started=$SECONDS
  dotnet "$app"
  echo "$step: done in $((SECONDS - started)) s"
  [ ! -f cards.safetensors ] || cp cards.safetensors model.safetensors
done

step="publishing for one system"
cd "$folder"
mib() { du -sk "$1" | awk '{ print int($1 / 1024) }'; }
dotnet publish app -c Release -nologo -v q --use-current-runtime --self-contained false -o published
(cd work && dotnet "$folder/published/app.dll")

step="the end"
echo "The package: $(($(wc -c < packages/YoloV1."$version".nupkg) / 1024)) KiB, symbols $(($(wc -c < packages/YoloV1."$version".snupkg) / 1024)) KiB."
echo "An application with it: $(mib app/bin/Release/net10.0) MiB built for all systems, $(mib published) MiB published for this one,"
echo "of which $(find published -name '*torch*' -type f -printf '%s\n' | awk '{ sum += $1 } END { print int(sum / 1048576) }') MiB are torch."
