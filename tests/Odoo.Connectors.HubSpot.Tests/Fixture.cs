using System.Text;

namespace Odoo.Connectors.HubSpot.Tests;

/// <summary>Payloads of the vendor and of this project.</summary>
internal static class Fixture
{
    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", $"{name}.json"));

    public static byte[] Bytes(string name) => Encoding.UTF8.GetBytes(Text(name));

    /// <summary>The vendor's own examples without an open licence stay beside the project: tests are skipped where they are not.</summary>
    public static string Shared(string name)
    {
        for (DirectoryInfo? above = new(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            string file = Path.Combine(above.FullName, "..", "shared", "fixtures", "hubspot", $"{name}.json");
            if (File.Exists(Path.Combine(above.FullName, "Odoo.Connectors.sln")))
            {
                Assert.SkipUnless(File.Exists(file), "The vendor's documentation examples have no open licence: they are read from ../shared/fixtures, which is not here.");
                return File.ReadAllText(file);
            }
        }

        Assert.Skip("The tests do not run inside of the project.");
        return "";
    }
}
