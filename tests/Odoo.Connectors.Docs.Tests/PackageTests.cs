using System.Xml.Linq;

namespace Odoo.Connectors.Docs.Tests;

/// <summary>What belongs to every package and project.</summary>
public sealed class PackageTests
{
    public static TheoryData<string> Packages =>
        [.. Directory.EnumerateDirectories(Repository.Absolute("src")).Select(d => Path.GetFileName(d)).Where(IsPackage).Order(StringComparer.Ordinal)];

    // A source generator travels in the package that it is for; what adapters share is compiled into each.
    private static bool IsPackage(string folder) =>
        folder != "Shared" && XDocument.Load(Path.Combine(Repository.Absolute("src"), folder, $"{folder}.csproj")).Descendants("IsPackable").SingleOrDefault()?.Value != "false";

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_HasReadmeApiFilesAndDescription(string package)
    {
        string folder = Path.Combine(Repository.Absolute("src"), package);
        Assert.All(
            ["README.md", "PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt"],
            file => Assert.True(File.Exists(Path.Combine(folder, file)), $"src/{package} has no {file}."));
        XDocument project = XDocument.Load(Path.Combine(folder, $"{package}.csproj"));
        Assert.False(string.IsNullOrWhiteSpace(project.Descendants("Description").SingleOrDefault()?.Value), $"{package}.csproj has no Description.");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_IsNamedByTheReadme(string package) =>
        Assert.Contains($"[`{package}`](src/{package}/README.md)", File.ReadAllText(Repository.Absolute("README.md")), StringComparison.Ordinal);

    [Fact]
    public void Project_IsInTheSolution()
    {
        string solution = File.ReadAllText(Repository.Absolute("Odoo.Connectors.sln"));
        string[] folders = ["src", "tests", "samples", "docs", "benchmarks"];
        IEnumerable<string> projects = folders.Select(Repository.Absolute).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*.csproj", SearchOption.AllDirectories));
        Assert.All(projects, file => Assert.True(
            solution.Contains($"\\{Path.GetFileName(file)}\"", StringComparison.Ordinal), $"{Path.GetFileName(file)} is not in Odoo.Connectors.sln: nothing builds or runs it."));
    }
}
