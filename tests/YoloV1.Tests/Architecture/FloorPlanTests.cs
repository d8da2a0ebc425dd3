namespace YoloV1.Tests.Architecture;

/// <summary>What the floors are held by can fail: houses of a few files, each with one thing wrong in it.</summary>
public sealed class FloorPlanTests
{
    private const string Table = """
        (root)         |
        Data/Tables    |
        Data           |
        Data/Voc       | Data
        Data/Coco      | Data
        Training       | Data
        Cli/Output     | library
        Cli/Commands   | library Cli/Output
        Cli            | library
        """;

    private static readonly FloorPlan Plan = new(Table);

    private static readonly SourceFile Trainer =
        File("Training/Trainer.cs", "namespace YoloV1.Training; public class Trainer { public void Fit() { } }");

    private static readonly SourceFile Batch =
        File("Data/Batch.cs", "namespace YoloV1.Data; public class Batch;");

    private static readonly SourceFile Voc =
        File("Data/Voc/VocDataset.cs", "namespace YoloV1.Data; public class VocDataset { internal class Entry; }");

    [Theory]
    [InlineData("/// <summary>Read by <see cref=\"YoloV1.Training.Trainer\"/>.</summary>\npublic class Reader;", 2)]
    [InlineData("/// <summary>Read by <see cref=\"YoloV1.Training.Trainer.Fit\"/>.</summary>\npublic class Reader;", 2)]
    [InlineData("public class Reader { object Make() => new Training.Trainer(); }", 2)]
    [InlineData("public class Reader { Training.Trainer Make() =>\n new(); }", 2)]
    [InlineData("public class Reader { Array<YoloV1.Training.Trainer> all; }", 2)]
    public void Violations_ReportAUseOfAFolderAbove(string code, int line)
    {
        var reader = File("Data/Reader.cs", $"namespace YoloV1.Data;\n{code}");

        Violations(Trainer, reader).Should().Equal($"src/YoloV1/Data/Reader.cs({line}): Data uses Trainer of Training");
    }

    [Fact]
    public void Violations_ReportAMember_WhereItsTypeIsNotWritten()
    {
        var trainers = File("Trainers.cs", "namespace YoloV1; public class Trainers { public Training.Trainer First; }");
        var reader = File("Data/Reader.cs", "namespace YoloV1.Data; class Reader { void Read(Trainers all) => all.First.Fit(); }");

        Violations(Trainer, trainers, reader).Should().Equal(
            "src/YoloV1/Trainers.cs(1): (root) uses Trainer of Training",
            "src/YoloV1/Data/Reader.cs(1): Data uses Trainer of Training");
    }

    [Fact]
    public void Violations_ReportASubfolderBeside_InTheSameNamespace()
    {
        var coco = File("Data/Coco/CocoDataset.cs", "namespace YoloV1.Data; class CocoDataset(VocDataset other, Batch batch);");

        Violations(Voc, Batch, coco).Should().Equal("src/YoloV1/Data/Coco/CocoDataset.cs(1): Data/Coco uses VocDataset of Data/Voc");
    }

    [Fact]
    public void Violations_ReportAFolderThatUsesItsOwnFolder_WhereItsRowDoesNotSaySo()
    {
        var table = File("Data/Tables/Table.cs", "namespace YoloV1.Data; class Table(Batch batch);");
        var user = File("Data/Reader.cs", "namespace YoloV1.Data; class Reader(Table table);");

        Violations(Batch, table, user).Should().Equal("src/YoloV1/Data/Tables/Table.cs(1): Data/Tables uses Batch of Data");
    }

    [Fact]
    public void Violations_ReportInternalTypesOfASubfolder_OutsideItsFolder()
    {
        var inside = File("Data/Reader.cs", "namespace YoloV1.Data; class Reader(VocDataset set, VocDataset.Entry entry);");
        var outside = File("Training/Loop.cs", "namespace YoloV1.Training; class Loop(Data.VocDataset set, Data.VocDataset.Entry entry);");

        Violations(Voc, inside, outside).Should().Equal("src/YoloV1/Training/Loop.cs(1): Training uses Entry of Data/Voc");
    }

    [Fact]
    public void Violations_ReportEachFileOfAPartialType()
    {
        var above = File("Training/Batch.Steps.cs", "namespace YoloV1.Data; partial class Pair;");
        var below = File("Data/Pair.cs", "namespace YoloV1.Data; partial class Pair;");
        var user = File("Data/Reader.cs", "namespace YoloV1.Data; class Reader(Pair pair);");

        Violations(above, below, user).Should().Equal("src/YoloV1/Data/Reader.cs(1): Data uses Pair of Training");
    }

    [Fact]
    public void Violations_CoverTheCommandLine()
    {
        var command = Cli("Commands/Train.cs", "namespace YoloV1.Cli.Commands; class Train(Training.Trainer trainer, Output.Table table);");
        var output = Cli("Output/Table.cs", "namespace YoloV1.Cli.Output; class Table(Commands.Train train);");
        var program = Cli("Program.cs", "namespace YoloV1.Cli; class Program(Commands.Train train, Data.Batch batch);");

        Violations(Trainer, Batch, command, output, program).Should().Equal(
            "src/YoloV1.Cli/Output/Table.cs(1): Cli/Output uses Train of Cli/Commands");
    }

    [Fact]
    public void Unnamed_ReportsAFolderThatTheTableDoesNotName()
    {
        var wrong = File("Data/Dreams/Dream.cs", "namespace YoloV1.Data; class Dream;");

        Plan.Unnamed([Trainer, Batch, Voc, wrong]).Should().Equal("src/YoloV1/Data/Dreams/Dream.cs: the table has no room Data/Dreams");
    }

    [Fact]
    public void ATable_NamesOnlyRoomsThatStandAbove()
    {
        var upward = () => new FloorPlan("Data | Training\nTraining | Data");

        upward.Should().Throw<ArgumentException>().WithMessage("Data names Training, which no line above it does: arrows point down.");
    }

    private static IEnumerable<string> Violations(params SourceFile[] files) => Plan.Violations(new SourceRooms(files));

    private static SourceFile File(string path, string text) => new(SourceFile.Library + path, text);

    private static SourceFile Cli(string path, string text) => new(SourceFile.CommandLine + path, text);
}
