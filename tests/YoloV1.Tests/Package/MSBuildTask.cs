using Microsoft.Build.Framework;
using YoloV1.Tests.Package;

// As much of MSBuild as the package's task touches, so that it is compiled and run here without a build.
namespace Microsoft.Build.Framework
{
    [AttributeUsage(AttributeTargets.Property)]
    internal sealed class RequiredAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Property)]
    internal sealed class OutputAttribute : Attribute;

    internal enum MessageImportance
    {
        Normal,
    }
}

namespace Microsoft.Build.Utilities
{
    public abstract class Task
    {
        internal TaskLog Log { get; } = new();

        public abstract bool Execute();
    }
}

namespace YoloV1.Tests.Package
{
    /// <summary>Keeps what a task says.</summary>
    internal sealed class TaskLog
    {
        public List<string> Warnings { get; } = [];

        public List<string> Messages { get; } = [];

        public void LogWarning(
            string? category, string code, string? keyword, string? file, int line, int column, int endLine, int endColumn, string text,
            params object[] values)
        {
            _ = (category, keyword, file, line, column, endLine, endColumn);
            Warnings.Add($"{code}: {string.Format(null, text, values)}");
        }

        public void LogMessage(MessageImportance importance, string text, params object[] values) =>
            Messages.Add($"{importance}: {string.Format(null, text, values)}");
    }
}
