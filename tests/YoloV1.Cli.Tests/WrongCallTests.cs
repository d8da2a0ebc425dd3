namespace YoloV1.Cli.Tests;

public sealed class WrongCallTests
{
    [Theory]
    [InlineData("", "A command is missing; take train, *See 'yolov1 --help'.")]
    [InlineData("predikt cat.jpg", "'predikt' is not a command; take *Did you mean predict?")]
    [InlineData("quantify", "'quantify' is not a command; take *See 'yolov1 --help'.")]
    [InlineData("help predikt", "'predikt' is not a command; *Did you mean predict?")]
    [InlineData("checks --jsn", "'--jsn' is not an option of 'yolov1 checks'. Did you mean --json?")]
    [InlineData("predict cat.jpg --wieghts m.safetensors", "'--wieghts' is not an option of 'yolov1 predict'. Did you mean --weights?")]
    [InlineData(
        "predict cat.jpg --weights m.safetensors --scor 0.5", "'--scor' is not an option of 'yolov1 predict'. Did you mean --score?")]
    [InlineData("train --data . --epoch 3", "'--epoch' is not an option of 'yolov1 train'. Did you mean --epochs?")]
    [InlineData("val --data . --no-such-thing", "'--no-such-thing' is not an option of 'yolov1 val'. See 'yolov1 val --help'.")]
    [InlineData("version --json", "'--json' is not an option of 'yolov1'. See 'yolov1 --help'.")]
    [InlineData("predict cat.jpg --weights m --conf 0.5", "'--conf' is not an option of 'yolov1 predict'. Did you mean --score?")]
    [InlineData("train --data . --imgsz 416 --lr 0.1", "'--imgsz', '--lr' are not *. Did you mean --image-size, --learning-rate?")]
    [InlineData("train --data . --batch-size 8 --name mine", "'--batch-size', '--name' are not *. Did you mean --batch, --run?")]
    [InlineData("predict cat.jpg --weights m --name cats.txt", "'--name' is not an option of 'yolov1 predict'. Did you mean --names?")]
    [InlineData("validate --data .", "'validate' is not a command; take *Did you mean val?")]
    [InlineData("detect cat.jpg", "'detect' is not a command; take *Did you mean predict?")]
    public void AWordThatIsUnknown_IsNamedWithWhatWasProbablyMeant(string words, string message) => Run(words).ShouldFail(2, message);

    [Theory]
    [InlineData("predict cat.jpg", "*'--weights' is required*See 'yolov1 predict --help'.")]
    [InlineData("predict --weights m.safetensors", "*argument missing*'predict'*")]
    [InlineData("predict cat.jpg --weights", "*argument missing*--weights*")]
    [InlineData("train", "*'--data' is required*")]
    [InlineData("info", "Give either --model NAME, --weights FILE or --cfg FILE*")]
    public void WhatIsMissing_IsNamed(string words, string message) => Run(words).ShouldFail(2, message);

    [Theory]
    [InlineData("predict cat.jpg --weights m --score 2", "--score is '2'; give a number from 0 to 1. *")]
    [InlineData("predict cat.jpg --weights m --score high", "--score is 'high'; give a number from 0 to 1. *")]
    [InlineData("predict cat.jpg --weights m --score 0,5", "--score is '0,5'; give a number from 0 to 1. *")]
    [InlineData("predict cat.jpg --weights m --iou -1", "--iou is '-1'; give a number from 0 to 1. *")]
    [InlineData("train --data . --epochs 0", "--epochs is '0'; give a whole number from 1 to *")]
    [InlineData("train --data . --epochs 1.5", "--epochs is '1.5'; give a whole number from 1 to *")]
    [InlineData("train --data . --batch 0", "--batch is '0'; give a whole number from 1 to *")]
    [InlineData("train --data . --seed -1", "--seed is '-1'; give a whole number from 0 to *")]
    [InlineData("train --data . --learning-rate 5", "--learning-rate is '5'; give a number from 0.0000001 to 1. *")]
    [InlineData("train --data . --image-size 0", "--image-size is '0'; give a whole number from 1 to *")]
    [InlineData("train --data . --grid 7x7", "--grid is '7x7'; give a whole number from 1 to *")]
    [InlineData("train --data . --optimizer lion", "*'lion'*sgd*adamw*")]
    [InlineData("info --model tinny", "Model 'tinny' is unknown; take fine, small, tiny, *")]
    public void AValueOutOfItsRange_IsNamedWithTheRange(string words, string message) => Run(words).ShouldFail(2, message);

    [Theory]
    [InlineData("train", "--data", "", "--data is empty; give it a value.")]
    [InlineData("info", "--weights", " ", "--weights is empty; give it a value.")]
    public void AnEmptyValue_IsNotTakenForAFolder(string verb, string option, string value, string message) =>
        Call.Run(verb, option, value).ShouldFail(2, message);

    [Fact]
    public void AVideo_IsAnsweredWithTheLineThatMakesImagesOfIt()
    {
        using var folder = new TemporaryFolder();
        var video = folder["my film.MP4"];
        File.WriteAllText(video, "");
        var frames = folder["my film"];

        Call.Run("predict", video, "--weights", "m.safetensors").ShouldFail(
            1, $"{video}: this is a video; extract its frames, and give their folder, '{frames}': "
            + $"mkdir '{frames}' && ffmpeg -i '{video}' -q:v 2 '{Path.Combine(frames, "%06d.jpg")}'");
    }

    [Fact]
    public void ADeviceThatIsNotHere_IsAProblemThatChecksTells()
    {
        var checks = Call.Run("checks", "--device", "cuda:77");

        checks.ExitCode.Should().Be(1);
        checks.Output.Should().Contain("Device 'cuda:77' is not on this machine").And.NotContain("All is well");
        Call.Run("checks", "--device", "cpu").ShouldSucceed().Output.Should().MatchRegex(@"(?m)^threads +\d+$[\s\S]*^All is well\.$");
    }

    [Fact]
    public void AWordBehindTwoDashes_IsAnImage() =>
        Call.Run("predict", "--weights", "m.safetensors", "--", "-cat.jpg").ShouldFail(1, "-cat.jpg: there is no such file or folder.");

    [Fact]
    public void AnImageNamedLikeAResponseFile_IsAnImage() =>
        Call.Run("predict", "--weights", "m.safetensors", "@home.jpg").ShouldFail(1, "@home.jpg: there is no such file or folder.");

    private static Call Run(string words) => Call.Run(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
